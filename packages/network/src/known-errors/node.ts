import { defineKnownErrors, type KnownError } from '@culprit/core';
import {
  applicationProtocolRefused, blockingEgress, captivePortal, certificateUntrusted, clientCertificate, connectionForbidden, desktopProxyNotFollowed,
  doubledScheme, emptyReply, forgedAddress, hostHeaderFiltered, htmlInsteadOfData, http2Failure, httpReset, httpSilence, ipv6Broken, largeClientHello,
  localPortsExhausted, lyingResolver, machineOffline, malformedResponse, noAddress, noProxyEntry, notTls, nxdomain, openFileLimit, overloaded, pathMtu,
  protocolTooOld, proxyAuthentication, proxyHangUp, proxyLoop, proxyNameResolution, proxyRefusal, proxySettingInvalid, proxyUnreachable,
  proxyWrongScheme, redirectLoop, refused, reset, resolverFailure, resolverRefusal, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed,
  tlsExpected, tlsReset, tlsSilence, truncatedBody, unknownServerName, unreachable, damagedCompression,
} from './possible-causes.ts';

/** What Node.js and undici say: https://nodejs.org/api/errors.html, https://undici.nodejs.org/#/docs/api/Errors */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/node-fetch-failed', program: 'node', literals: ['fetch failed'], pattern: /\b(?:TypeError: )fetch failed\b/,
    causes: [timedOut, nxdomain, refused, tlsReset, certificateUntrusted, resolverTimeout, proxyUnreachable],
    examples: { matches: ['TypeError: fetch failed'], nearMisses: ['git: prefetch failed for origin'] },
  },
  {
    id: 'network/node-enotfound', program: 'node', literals: ['ENOTFOUND'], pattern: /\b(?:getaddrinfo |query\w{1,8} )?ENOTFOUND\b(?! https?(?![\w.-]))(?: (?<host>[\w.-]{1,253})(?::(?<port>\d{1,5}))?)?/,
    causes: [nxdomain, noAddress, lyingResolver],
    examples: { matches: ['Error: getaddrinfo ENOTFOUND api.exmaple.com', "  code: 'ENOTFOUND',"], nearMisses: ['ERR_ENOTFOUNDLING is no code'] },
  },
  {
    id: 'network/node-enotfound-scheme', program: 'node', literals: ['ENOTFOUND http'], pattern: /\bENOTFOUND (?<host>https?)(?![\w.-])/,
    causes: [doubledScheme],
    examples: { matches: ['Error: getaddrinfo ENOTFOUND https'], nearMisses: ['Error: getaddrinfo ENOTFOUND https.example.com'] },
  },
  {
    id: 'network/node-eai-again', program: 'node', literals: ['EAI_AGAIN'], pattern: /\bEAI_AGAIN\b(?: (?<host>[\w.-]{1,253})(?::(?<port>\d{1,5}))?)?/,
    causes: [resolverTimeout, resolverFailure],
    examples: { matches: ['Error: getaddrinfo EAI_AGAIN registry.example.org'], nearMisses: ['dns.EAI_AGAIN_LIMIT is not set'] },
  },
  {
    id: 'network/node-eservfail', program: 'node', literals: ['ESERVFAIL'], pattern: /\bquery\w{1,8} ESERVFAIL(?: (?<host>[\w.-]{1,253}))?/,
    causes: [resolverFailure],
    examples: { matches: ['Error: queryA ESERVFAIL broken.example.com'], nearMisses: ['the constant dns.SERVFAIL has the value ESERVFAIL'] },
  },
  {
    id: 'network/node-enodata', program: 'node', literals: ['ENODATA'], pattern: /\bquery\w{1,8} ENODATA(?: (?<host>[\w.-]{1,253}))?/,
    causes: [noAddress],
    examples: { matches: ['Error: queryAaaa ENODATA ipv4only.example.com'], nearMisses: ['ENODATA: no data available, getxattr'] },
  },
  {
    id: 'network/node-dns-refused', program: 'node', literals: ['EREFUSED', 'EBADRESP'], pattern: /\bquery\w{1,8} (?:EREFUSED|EBADRESP)(?: (?<host>[\w.-]{1,253}))?/,
    causes: [resolverRefusal, resolverFailure],
    examples: { matches: ['Error: querySrv EREFUSED _mongodb._tcp.cluster0.example.net', 'Error: queryA EBADRESP registry.example.org'], nearMisses: ['Error: connect ECONNREFUSED 127.0.0.1:27017'] },
  },
  {
    id: 'network/node-dns-timeout', program: 'node', literals: ['ETIMEOUT'], pattern: /\bquery\w{1,8} ETIMEOUT(?: (?<host>[\w.-]{1,253}))?/,
    causes: [resolverTimeout],
    examples: { matches: ['Error: queryTxt ETIMEOUT cluster0.example.net'], nearMisses: ['Error: connect ETIMEDOUT 192.0.2.1:443'] },
  },
  {
    id: 'network/node-econnrefused', program: 'node', literals: ['ECONNREFUSED'], pattern: /\bECONNREFUSED\b(?: (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [refused, proxyUnreachable, forgedAddress, blockingEgress],
    examples: { matches: ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'Error: connect ECONNREFUSED ::1:3000', "  code: 'ECONNREFUSED',"], nearMisses: ['isECONNREFUSEDError(error)'] },
  },
  {
    id: 'network/node-econnreset', program: 'node', literals: ['ECONNRESET'], pattern: /\b(?:read|write|reason:|\[cause\]: Error:) ECONNRESET\b|\(ECONNRESET\)/,
    causes: [reset, tlsReset, serverNameFiltered, httpReset, hostHeaderFiltered],
    examples: { matches: ['Error: read ECONNRESET', '[HPM] Error occurred while trying to proxy request /v1/users from 0.0.0.0:9527 to http://api.example.com/ (ECONNRESET)'], nearMisses: ["  code: 'ECONNRESET',"] },
  },
  {
    id: 'network/node-disconnected-before-tls', program: 'node', literals: ['before secure TLS connection was established'], pattern: /Client network socket disconnected before secure TLS connection was established/,
    causes: [tlsClosed, proxyRefusal, serverNameFiltered],
    examples: { matches: ['Error: Client network socket disconnected before secure TLS connection was established'], nearMisses: ['connected before secure TLS connection was established'] },
  },
  {
    id: 'network/node-socket-hang-up', program: 'node', literals: ['socket hang up'], pattern: /\bsocket hang up\b/,
    causes: [emptyReply, tlsClosed, proxyRefusal, proxyHangUp, http2Failure],
    examples: { matches: ['Error: socket hang up'], nearMisses: ['the socket hangs up later'] },
  },
  {
    id: 'network/node-epipe', program: 'node', literals: ['write EPIPE'], pattern: /\bError: write EPIPE\b/,
    causes: [reset, emptyReply, httpReset],
    examples: { matches: ['Error: write EPIPE'], nearMisses: ['cat: write error: EPIPE'] },
  },
  {
    id: 'network/node-etimedout', program: 'node', literals: ['ETIMEDOUT', 'ESOCKETTIMEDOUT'], pattern: /\bE(?:SOCKET)?TIMEDOUT\b(?: (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [timedOut, ipv6Broken, proxyUnreachable, blockingEgress, desktopProxyNotFollowed, forgedAddress],
    examples: { matches: ['Error: connect ETIMEDOUT 203.0.113.7:443', 'AggregateError [ETIMEDOUT]:', 'Error: ESOCKETTIMEDOUT'], nearMisses: ['UND_ERR_CONNECT_TIMEOUT'] },
  },
  {
    id: 'network/node-ehostunreach', program: 'node', literals: ['EHOSTUNREACH', 'EHOSTDOWN'], pattern: /\bEHOST(?:UNREACH|DOWN)\b(?: (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [unreachable],
    examples: { matches: ['Error: connect EHOSTUNREACH 10.8.0.1:443 - Local (10.8.0.7:53112)', 'Error: connect EHOSTDOWN 192.168.1.20:443 - Local (192.168.1.5:52344)'], nearMisses: ['EHOSTUNREACHABLE'] },
  },
  {
    id: 'network/node-enetunreach', program: 'node', literals: ['ENETUNREACH'], pattern: /\bconnect ENETUNREACH\b(?: (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [ipv6Broken, machineOffline, unreachable],
    examples: { matches: ['Error: connect ENETUNREACH 2606:4700::6810:84e5:443 - Local (:::0)'], nearMisses: ['ENETUNREACHED'] },
  },
  {
    id: 'network/node-eaddrnotavail', program: 'node', literals: ['EADDRNOTAVAIL'], pattern: /\bconnect EADDRNOTAVAIL\b(?: (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [localPortsExhausted, ipv6Broken],
    examples: { matches: ['Error: connect EADDRNOTAVAIL 203.0.113.7:443 - Local (0.0.0.0:0)'], nearMisses: ['Error: bind EADDRNOTAVAIL 10.0.0.9:80'] },
  },
  {
    id: 'network/node-emfile', program: 'node', literals: ['EMFILE', 'ENFILE'], pattern: /\bconnect E[MN]FILE\b(?: (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [openFileLimit],
    examples: { matches: ['Error: connect EMFILE 203.0.113.7:443 - Local (undefined:undefined)', 'Error: connect ENFILE 203.0.113.7:443 - Local (undefined:undefined)'], nearMisses: ['Error: EMFILE: too many open files, watch'] },
  },
  {
    id: 'network/node-eacces', program: 'node', literals: ['connect EACCES', 'connect EPERM', 'connect EINVAL'], pattern: /\bconnect E(?:ACCES|PERM|INVAL) (?<address>[\da-fA-F:.]{2,45}):(?<port>\d{1,5})\b/,
    causes: [connectionForbidden],
    examples: { matches: ['Error: connect EACCES 203.0.113.7:443 - Local (0.0.0.0:0)', 'Error: connect EPERM 203.0.113.7:443 - Local (0.0.0.0:0)', 'Error: connect EINVAL 0.0.31.144:443 - Local (0.0.0.0:0)'], nearMisses: ['Error: listen EACCES: permission denied 0.0.0.0:80', 'Error: connect EACCES /var/run/docker.sock'] },
  },
  {
    id: 'network/node-no-application-protocol', program: 'node', literals: ['NO_APPLICATION_PROTOCOL', 'alert no application protocol'], pattern: /ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL|\balert no application protocol/i,
    causes: [applicationProtocolRefused],
    examples: { matches: ["    code: 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'", 'Error: write EPROTO 4037A8CF7F000000:error:0A000460:SSL routines:ssl3_read_bytes:tlsv1 alert no application protocol:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 120'], nearMisses: ['NO_APPLICATION_PROTOCOLS_CONFIGURED'] },
  },
  {
    id: 'network/node-dh-key-too-small', program: 'node', literals: ['DH_KEY_TOO_SMALL', 'dh key too small'], pattern: /ERR_SSL_DH_KEY_TOO_SMALL|\bdh key too small\b/i,
    causes: [protocolTooOld],
    examples: { matches: ["    code: 'ERR_SSL_DH_KEY_TOO_SMALL'", 'error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small'], nearMisses: ['EE_KEY_TOO_SMALL'] },
  },
  {
    id: 'network/node-wrong-version-number', program: 'node', literals: ['wrong version number', 'WRONG_VERSION_NUMBER', 'PACKET_LENGTH_TOO_LONG'],
    pattern: /ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)|\bEPROTO\b.{0,160}\bwrong version number|SSL routines:tls_validate_record_header:wrong version number/i,
    causes: [notTls, proxyWrongScheme],
    examples: { matches: ["    code: 'ERR_SSL_WRONG_VERSION_NUMBER'", 'Error: write EPROTO 40DD6BD4A07F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:77:', "    code: 'ERR_SSL_PACKET_LENGTH_TOO_LONG'"], nearMisses: ['package.json: wrong version number "1.x"'] },
  },
  {
    id: 'network/node-protocol-version', program: 'node', literals: ['ALERT_PROTOCOL_VERSION', 'alert protocol version', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'UNSAFE_LEGACY_RENEGOTIATION_DISABLED'],
    pattern: /ERR_SSL_(?:TLSV1_ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|UNSAFE_LEGACY_RENEGOTIATION_DISABLED)|\bEPROTO\b.{0,200}\balert protocol version/i,
    causes: [protocolTooOld],
    examples: { matches: ["  code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'", 'Error: write EPROTO 4037A8CF7F000000:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 70', "  code: 'ERR_SSL_UNSUPPORTED_PROTOCOL'", "  code: 'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED'"], nearMisses: ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'] },
  },
  {
    id: 'network/node-unrecognized-name', program: 'node', literals: ['UNRECOGNIZED_NAME', 'unrecognized name'], pattern: /ERR_SSL_(?:TLSV1|SSLV3|SSL\/TLS)_(?:ALERT_)?UNRECOGNIZED_NAME|\bEPROTO\b.{0,200}\bunrecognized name/i,
    causes: [unknownServerName],
    examples: { matches: ["  code: 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME'", 'Error: write EPROTO 4037A8CF7F000000:error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 112'], nearMisses: ['warning: unrecognized name of option'] },
  },
  {
    id: 'network/node-handshake-failure', program: 'node', literals: ['HANDSHAKE_FAILURE', 'alert handshake failure', 'ALERT_INTERNAL_ERROR', 'alert internal error'],
    pattern: /ERR_SSL_(?:SSLV3_ALERT_HANDSHAKE_FAILURE|SSL\/TLS_ALERT_HANDSHAKE_FAILURE|TLSV1_ALERT_INTERNAL_ERROR)|\bEPROTO\b.{0,200}\balert (?:handshake failure|internal error)/i,
    causes: [tlsAlert, clientCertificate, unknownServerName],
    examples: { matches: ["  code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'", 'Error: write EPROTO 4037A8CF7F000000:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 40', "  code: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'", 'Error: write EPROTO 4037A8CF7F000000:error:0A000438:SSL routines:ssl3_read_bytes:tlsv1 alert internal error:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 80'], nearMisses: ["  code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'"] },
  },
  {
    id: 'network/node-certificate-required', program: 'node', literals: ['ALERT_CERTIFICATE_REQUIRED', 'ALERT_BAD_CERTIFICATE', 'alert certificate required', 'alert bad certificate', 'ALERT_UNKNOWN_CA'],
    pattern: /ERR_SSL_(?:TLSV13_ALERT_CERTIFICATE_REQUIRED|SSLV3_ALERT_BAD_CERTIFICATE|TLSV1_ALERT_UNKNOWN_CA)|SSL routines:.{0,80}\balert (?:certificate required|bad certificate)/,
    causes: [clientCertificate],
    examples: { matches: ["  code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'", "  code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'", 'Error: 4037A8CF7F000000:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 116', 'Error: 4037A8CF7F000000:error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 42', "  code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'"], nearMisses: ["  code: 'CERT_HAS_EXPIRED'"] },
  },
  {
    id: 'network/undici-connect-timeout', program: 'node', literals: ['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'],
    pattern: /\bUND_ERR_CONNECT_TIMEOUT\b|\bConnect Timeout Error\b(?: \(attempted addresses?: (?:(?<endpoint>[\da-fA-F:.[\]]{3,64}:\d{1,5})\b|(?<host>[\w.-]{1,253}):(?<port>\d{1,5}))?)?/,
    causes: [timedOut, tlsSilence, resolverTimeout, ipv6Broken, largeClientHello, blockingEgress, desktopProxyNotFollowed],
    examples: { matches: ['ConnectTimeoutError: Connect Timeout Error (attempted address: huggingface.co:443, timeout: 10000ms)', "    code: 'UND_ERR_CONNECT_TIMEOUT'"], nearMisses: ["    code: 'UND_ERR_HEADERS_TIMEOUT'"] },
  },
  {
    id: 'network/undici-headers-timeout', program: 'node', literals: ['UND_ERR_HEADERS_TIMEOUT', 'HeadersTimeoutError'], pattern: /\bUND_ERR_HEADERS_TIMEOUT\b|\bHeadersTimeoutError\b/,
    causes: [httpSilence, overloaded, pathMtu],
    examples: { matches: ['HeadersTimeoutError: Headers Timeout Error', "  code: 'UND_ERR_HEADERS_TIMEOUT'"], nearMisses: ['headersTimeout: 300000'] },
  },
  {
    id: 'network/undici-body-timeout', program: 'node', literals: ['UND_ERR_BODY_TIMEOUT', 'BodyTimeoutError'], pattern: /\bUND_ERR_BODY_TIMEOUT\b|\bBodyTimeoutError\b/,
    causes: [truncatedBody, httpSilence],
    examples: { matches: ["code: 'UND_ERR_BODY_TIMEOUT'", 'BodyTimeoutError: Body Timeout Error'], nearMisses: ['bodyTimeout: 0'] },
  },
  {
    id: 'network/undici-other-side-closed', program: 'node', literals: ['other side closed'], pattern: /\bother side closed\b/,
    causes: [emptyReply, tlsClosed, http2Failure],
    examples: { matches: ['SocketError: other side closed'], nearMisses: ['the other side is closed'] },
  },
  {
    id: 'network/undici-length-mismatch', program: 'node', literals: ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'ERR_STREAM_PREMATURE_CLOSE', 'TypeError: terminated'],
    pattern: /\bUND_ERR_RES_CONTENT_LENGTH_MISMATCH\b|\bERR_STREAM_PREMATURE_CLOSE\b|^.{0,40}\bTypeError: terminated\b/,
    causes: [truncatedBody, reset],
    examples: { matches: ['ResponseContentLengthMismatchError: Response body length does not match content-length header { code: \'UND_ERR_RES_CONTENT_LENGTH_MISMATCH\' }', 'TypeError: terminated', 'Error [ERR_STREAM_PREMATURE_CLOSE]: Premature close'], nearMisses: ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'] },
  },
  {
    id: 'network/node-parse-error', program: 'node', literals: ['HPE_', 'HTTPParserError', 'Parse Error: Expected HTTP'], pattern: /\bHPE_(?:INVALID_\w{3,40}|HEADER_OVERFLOW|UNEXPECTED_CONTENT_LENGTH)\b|\bHTTPParserError\b|\bParse Error: Expected HTTP/,
    causes: [malformedResponse, tlsExpected],
    examples: { matches: ['Error: Parse Error: Expected HTTP/', "  code: 'HPE_INVALID_CONSTANT',", 'HTTPParserError: Response does not match the HTTP/1.1 protocol (Expected HTTP/)'], nearMisses: ['SyntaxError: Parse Error: Expected }'] },
  },
  {
    id: 'network/node-redirects', program: 'node', literals: ['redirect count exceeded', 'ERR_FR_TOO_MANY_REDIRECTS'], pattern: /\bredirect count exceeded\b|\bERR_FR_TOO_MANY_REDIRECTS\b/,
    causes: [redirectLoop],
    examples: { matches: ['  [cause]: Error: redirect count exceeded', "AxiosError: Maximum number of redirects exceeded { code: 'ERR_FR_TOO_MANY_REDIRECTS' }"], nearMisses: ['redirect count: 3'] },
  },
  {
    id: 'network/node-proxy-407', program: 'node', literals: ['Proxy response (407)', 'Failed to establish tunnel'], pattern: /\bProxy response \(407\)|\bFailed to establish tunnel to (?<endpoint>\S{1,260}) via (?<proxy>\S{1,300}): HTTP\/1\.[01] 407/,
    causes: [proxyAuthentication],
    examples: { matches: ['RequestAbortedError [AbortError]: Proxy response (407) !== 200 when HTTP Tunneling', 'Error [ERR_PROXY_TUNNEL]: Failed to establish tunnel to example.com:443 via http://127.0.0.1:3128: HTTP/1.1 407 Proxy Authentication Required'], nearMisses: ['Proxy response (502) !== 200 when HTTP Tunneling'] },
  },
  {
    id: 'network/node-proxy-refused', program: 'node', literals: ['when HTTP Tunneling', 'Failed to establish tunnel'], pattern: /\bProxy response \((?!407)\d{3}\)|\bFailed to establish tunnel to (?<endpoint>\S{1,260}) via (?<proxy>\S{1,300}): HTTP\/1\.[01] (?!407)\d{3}/,
    causes: [proxyRefusal, proxyNameResolution, proxyLoop, noProxyEntry],
    examples: { matches: ['RequestAbortedError [AbortError]: Proxy response (403) !== 200 when HTTP Tunneling', 'Error [ERR_PROXY_TUNNEL]: Failed to establish tunnel to example.com:443 via http://127.0.0.1:3128: HTTP/1.1 403 Forbidden'], nearMisses: ['Proxy response (407) !== 200 when HTTP Tunneling'] },
  },
  {
    id: 'network/node-invalid-url', program: 'node', literals: ['ERR_INVALID_URL', 'TypeError: Invalid URL', 'Failed to parse URL from'], pattern: /\bERR_INVALID_URL\b|\bTypeError: Invalid URL\b|\bFailed to parse URL from\b/,
    causes: [proxySettingInvalid, doubledScheme],
    examples: { matches: ["TypeError: Invalid URL\n    code: 'ERR_INVALID_URL',", 'TypeError: Failed to parse URL from api.example.com/v1'], nearMisses: ['ERR_INVALID_URL_SCHEME'] },
  },
  {
    id: 'network/node-json-html', program: 'node', literals: ['Unexpected token'], pattern: /\bUnexpected token '?<'?(?:, ".{0,80} is not valid JSON| in JSON at position)/,
    causes: [htmlInsteadOfData, captivePortal],
    examples: { matches: ['SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON', 'SyntaxError: Unexpected token < in JSON at position 0'], nearMisses: ['SyntaxError: Unexpected token \'}\', "{"a":}" is not valid JSON'] },
  },
  {
    id: 'network/axios-timeout', program: 'node', literals: ['ECONNABORTED', 'ms exceeded', 'aborted due to timeout'], pattern: /\bECONNABORTED\b|\btimeout of \d{1,9}ms exceeded\b|\boperation was aborted due to timeout\b/,
    causes: [httpSilence, timedOut, tlsSilence, resolverTimeout],
    examples: { matches: ['AxiosError: timeout of 5000ms exceeded', 'TimeoutError: The operation was aborted due to timeout', "  code: 'ECONNABORTED',"], nearMisses: ['Test timeout of 30s exceeded'] },
  },
  {
    id: 'network/node-decoding', program: 'node', literals: ['Z_DATA_ERROR', 'incorrect header check', 'ERR__ERROR_FORMAT_', 'Decompression failed'], pattern: /\bZ_DATA_ERROR\b|\bincorrect header check\b|\bERR__ERROR_FORMAT_\w{3,40}|\bDecompression failed\b/,
    causes: [damagedCompression],
    examples: { matches: ["Error: incorrect header check { errno: -3, code: 'Z_DATA_ERROR' }", "Error: Decompression failed { errno: -10, code: 'ERR__ERROR_FORMAT_PADDING_1' }"], nearMisses: ['header check failed'] },
  },
]);
