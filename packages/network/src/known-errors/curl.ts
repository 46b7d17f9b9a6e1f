import { defineKnownErrors, type KnownError } from '@culprit/core';
import {
  blockingEgress, clientCertificate, desktopProxyNotFollowed, emptyReply, forgedAddress, hostHeaderFiltered, http2Failure, httpReset, httpSilence,
  lyingResolver, malformedResponse, noProxyEntry, notAProxy, notTls, nxdomain, pathMtu, protocolTooOld, proxyAuthentication, proxyLoop,
  proxyNameResolution, proxyRefusal, proxySettingInvalid, proxyUnreachable, proxyVariablesConflict, proxyWrongScheme, redirectLoop, refused, reset,
  resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsExpected, tlsReset, tlsSilence, truncatedBody, unknownServerName, unreachable, damagedCompression,
} from './possible-causes.ts';

/** What curl and programs on libcurl (git, pacman, PHP, R) say: https://curl.se/libcurl/c/libcurl-errors.html */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/curl-proxy-resolve', program: 'curl', literals: ['resolve proxy'], pattern: /Could(?:n't| not) resolve proxy(?: name)?:? ?(?<proxy>[\w.-]{1,253})?/,
    causes: [proxyUnreachable, proxySettingInvalid, noProxyEntry, proxyVariablesConflict],
    examples: { matches: ['curl: (5) Could not resolve proxy: proxy.corp.example'], nearMisses: ['curl: (6) Could not resolve host: proxy.corp.example'] },
  },
  {
    id: 'network/curl-resolve', program: 'curl', literals: ['resolve host'], pattern: /Could(?:n't| not) resolve host(?!name):? ?'?(?<host>[\w.-]{1,253})?/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ['curl: (6) Could not resolve host: nope.example.com', "fatal: unable to access 'https://nope.example.com/x.git/': Could not resolve host: nope.example.com"], nearMisses: ['ssh: Could not resolve hostname nope.example.com: Name or service not known'] },
  },
  {
    id: 'network/curl-resolve-timeout', program: 'curl', literals: ['Resolving timed out'], pattern: /\bResolving timed out after \d{1,9} milliseconds/,
    causes: [resolverTimeout],
    examples: { matches: ['curl: (28) Resolving timed out after 5002 milliseconds'], nearMisses: ['curl: (28) Operation timed out after 5002 milliseconds with 0 bytes received'] },
  },
  {
    id: 'network/curl-connect', program: 'curl', literals: ['Failed to connect to'], pattern: /Failed to connect to (?<host>[\w.:-]{1,253}) port (?<port>\d{1,5})(?: after \d{1,9} ms)?: (?:Couldn't connect to server|Could not connect to server|Connection refused)/,
    causes: [refused, proxyUnreachable, unreachable, forgedAddress, blockingEgress],
    examples: { matches: ["curl: (7) Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server", 'curl: (7) Failed to connect to 127.0.0.1 port 7890: Connection refused'], nearMisses: ['curl: (28) Failed to connect to example.com port 443 after 130001 ms: Connection timed out'] },
  },
  {
    id: 'network/curl-unreachable', program: 'curl', literals: ['No route to host', 'Network is unreachable'], pattern: /\b(?:curl: \(7\) |Failed to connect to (?<host>[\w.:-]{1,253}) port (?<port>\d{1,5}).{0,40}: )(?:No route to host|Network is unreachable)/,
    causes: [unreachable],
    examples: { matches: ['curl: (7) Failed to connect to 10.1.2.3 port 443: No route to host', 'curl: (7) Failed to connect to 10.1.2.3 port 443: Network is unreachable'], nearMisses: ['ping: connect: Network is unreachable'] },
  },
  {
    id: 'network/curl-connect-timeout', program: 'curl', literals: ['Connection timed out', 'Timeout was reached', 'Connection timeout'],
    pattern: /Failed to connect to (?<host>[\w.:-]{1,253}) port (?<port>\d{1,5})(?: after \d{1,9} ms)?: (?:Connection timed out|Timeout was reached|Operation timed out)|curl: \(28\) (?:Connection timed out after|Connection timeout)|\bcURL error 28: (?:Connection timed out after|Failed to connect)/,
    causes: [timedOut, tlsSilence, blockingEgress, desktopProxyNotFollowed, forgedAddress],
    examples: { matches: ['curl: (28) Failed to connect to example.com port 443 after 130001 ms: Connection timed out', 'curl: (28) Connection timed out after 2001 milliseconds', 'GuzzleHttp\\Exception\\ConnectException: cURL error 28: Connection timed out after 10001 milliseconds', 'curl: (28) Failed to connect to example.com port 443 after 21043 ms: Timeout was reached', 'curl: (28) Connection timeout after 5001 ms'], nearMisses: ['curl: (28) SSL connection timeout'] },
  },
  {
    id: 'network/curl-operation-timeout', program: 'curl', literals: ['Operation timed out', 'Operation too slow'], pattern: /\bOperation (?:timed out after \d{1,9} milliseconds with \d{1,20}(?: out of -?\d{1,20})? bytes received|too slow\. Less than)/,
    causes: [httpSilence, truncatedBody],
    examples: { matches: ['curl: (28) Operation timed out after 2002 milliseconds with 0 bytes received', 'fatal: unable to access \'https://git.example.com/x.git/\': Operation too slow. Less than 1000 bytes/sec transferred the last 10 seconds'], nearMisses: ['curl: (28) Resolving timed out after 2002 milliseconds'] },
  },
  {
    id: 'network/curl-tls-timeout', program: 'curl', literals: ['SSL connection timeout'], pattern: /\bSSL connection timeout\b/,
    causes: [tlsSilence, pathMtu],
    examples: { matches: ['curl: (28) SSL connection timeout'], nearMisses: ['SSL connection timeouts are configured in ssl.conf'] },
  },
  {
    id: 'network/curl-tls-reset', program: 'curl', literals: ['Connection reset by peer', 'Connection was reset'], pattern: /curl: \(35\).{0,60}Connection (?:reset by peer|was reset)|': Recv failure: Connection (?:reset by peer|was reset)|SSL_connect: Connection reset by peer/,
    causes: [tlsReset, serverNameFiltered, reset],
    examples: { matches: ['curl: (35) Recv failure: Connection reset by peer', "fatal: unable to access 'https://github.com/x/y.git/': Recv failure: Connection reset by peer", 'OpenSSL SSL_connect: Connection reset by peer in connection to example.com:443', 'curl: (35) Recv failure: Connection was reset'], nearMisses: ['ssh_exchange_identification: read: Connection reset by peer'] },
  },
  {
    id: 'network/curl-reset', program: 'curl', literals: ['Recv failure', 'Send failure', 'Connection died', 'SSL_read: Connection reset', 'SSLRead() return error'], pattern: /\bSSLRead\(\) return error -980[56]\b|curl: \(5[56]\) (?:Recv failure: Connection (?:reset by peer|was reset)|Connection died|OpenSSL SSL_read: Connection reset)|\bSend failure: (?:Broken pipe|Connection (?:reset|was aborted))/,
    causes: [reset, emptyReply, tlsClosed, httpReset, hostHeaderFiltered],
    examples: { matches: ['curl: (56) Recv failure: Connection reset by peer', "fatal: unable to access 'https://git.example.com/x.git/': Send failure: Broken pipe", 'curl: (55) Connection died, tried 5 times before giving up', 'curl: (56) OpenSSL SSL_read: Connection reset by peer, errno 104', 'curl: (56) SSLRead() return error -9806'], nearMisses: ['curl: (35) Recv failure: Connection reset by peer'] },
  },
  {
    id: 'network/curl-tls-closed', program: 'curl', literals: ['SSL_ERROR_SYSCALL', 'unexpected eof while reading', 'non-properly terminated', 'SSL_ERROR_ZERO_RETURN'],
    pattern: /SSL_ERROR_(?:SYSCALL|ZERO_RETURN)\b(?: in connection to (?<host>[\w.-]{1,253}):(?<port>\d{1,5}))?|(?:TLS connect error: |curl: \(35\) OpenSSL\/[\w.]{1,12}: )error:0A000126:SSL routines::unexpected eof while reading|gnutls_handshake\(\) failed: The TLS connection was non-properly terminated|GnuTLS: The TLS connection was non-properly terminated/,
    causes: [tlsClosed, tlsReset, proxyRefusal],
    examples: { matches: ['curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to github.com:443', 'curl: (35) OpenSSL/3.0.2: error:0A000126:SSL routines::unexpected eof while reading', "fatal: unable to access 'https://github.com/x/y.git/': gnutls_handshake() failed: The TLS connection was non-properly terminated.", 'curl: (35) OpenSSL SSL_connect: SSL_ERROR_ZERO_RETURN in connection to example.com:443'], nearMisses: ['error:0A000126:SSL routines::unexpected eof while reading, a record was lost', 'PR_END_OF_FILE_ERROR'] },
  },
  {
    id: 'network/curl-wrong-version', program: 'curl', literals: ['wrong version number', 'unexpected TLS packet', 'packet length too long', 'http request'],
    pattern: /(?:curl: \(35\)|OpenSSL\/[\w.]{1,12}:|TLS connect error:|unable to access).{0,200}(?:wrong version number|packet length too long|SSL routines::http request)|An unexpected TLS packet was received/,
    causes: [notTls, proxyWrongScheme],
    examples: { matches: ['curl: (35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number', 'gnutls_handshake() failed: An unexpected TLS packet was received.', 'curl: (35) OpenSSL/3.0.2: error:0A0000C6:SSL routines::packet length too long', 'curl: (35) OpenSSL/3.0.2: error:0A00009C:SSL routines::http request'], nearMisses: ['dpkg: wrong version number in control file'] },
  },
  {
    id: 'network/curl-protocol-version', program: 'curl', literals: ['alert protocol version', 'unsupported protocol', 'no protocols available'], pattern: /(?:curl: \(35\)|OpenSSL\/[\w.]{1,12}:|TLS connect error:).{0,160}(?:alert protocol version|SSL routines::unsupported protocol|no protocols available)/,
    causes: [protocolTooOld],
    examples: { matches: ['curl: (35) error:0A00042E:SSL routines::tlsv1 alert protocol version', 'curl: (35) error:0A000102:SSL routines::unsupported protocol', 'curl: (35) error:0A0000BF:SSL routines::no protocols available'], nearMisses: ['curl: (1) Protocol "htps" not supported'] },
  },
  {
    id: 'network/curl-unrecognized-name', program: 'curl', literals: ['unrecognized name'], pattern: /(?:tlsv1 (?:alert )?unrecognized name|gnutls_handshake\(\) (?:failed|warning): The server name sent was not recognized)/,
    causes: [unknownServerName],
    examples: { matches: ['curl: (35) error:0A000458:SSL routines::tlsv1 unrecognized name'], nearMisses: ['unrecognized name in catalogue'] },
  },
  {
    id: 'network/curl-handshake-failure', program: 'curl', literals: ['alert handshake failure', 'alert internal error', 'Handshake failed'], pattern: /(?:curl: \(35\)|OpenSSL\/[\w.]{1,12}:|TLS connect error:).{0,160}alert (?:handshake failure|internal error)|gnutls_handshake\(\) failed: (?:Handshake failed|A TLS fatal alert has been received)/,
    causes: [tlsAlert, unknownServerName, clientCertificate],
    examples: { matches: ['curl: (35) error:0A000410:SSL routines::sslv3 alert handshake failure', 'curl: (35) error:0A000438:SSL routines::tlsv1 alert internal error', 'curl: (35) gnutls_handshake() failed: Handshake failed'], nearMisses: ['websocket: alert handshake failure'] },
  },
  {
    id: 'network/curl-client-certificate', program: 'curl', literals: ['alert certificate required', 'alert bad certificate'], pattern: /(?:curl: \((?:35|56)\)|OpenSSL SSL_read:).{0,160}alert (?:certificate required|bad certificate)/,
    causes: [clientCertificate],
    examples: { matches: ['curl: (56) OpenSSL SSL_read: OpenSSL/3.0.19: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0', 'curl: (56) OpenSSL SSL_read: error:0A000412:SSL routines::sslv3 alert bad certificate, errno 0'], nearMisses: ['curl: (60) SSL certificate problem: certificate has expired'] },
  },
  {
    id: 'network/curl-empty-reply', program: 'curl', literals: ['Empty reply from server'], pattern: /\bEmpty reply from server\b/,
    causes: [emptyReply, http2Failure, tlsExpected],
    examples: { matches: ['curl: (52) Empty reply from server'], nearMisses: ['empty reply: server is fine'] },
  },
  {
    id: 'network/curl-proxy-407', program: 'curl', literals: ['response 407', 'HTTP code 407'], pattern: /CONNECT tunnel failed, response 407|Received HTTP code 407 from proxy after CONNECT/,
    causes: [proxyAuthentication],
    examples: { matches: ['curl: (56) CONNECT tunnel failed, response 407', "fatal: unable to access 'https://github.com/': Received HTTP code 407 from proxy after CONNECT"], nearMisses: ['curl: (56) CONNECT tunnel failed, response 403'] },
  },
  {
    id: 'network/curl-proxy-refused', program: 'curl', literals: ['CONNECT tunnel failed', 'from proxy after CONNECT', 'Proxy CONNECT aborted'], pattern: /CONNECT tunnel failed, response (?!407)\d{3}|Received HTTP code (?!407)\d{3} from proxy after CONNECT|Proxy CONNECT aborted/,
    causes: [proxyRefusal, proxyNameResolution, proxyLoop, noProxyEntry],
    examples: { matches: ['curl: (56) CONNECT tunnel failed, response 403', 'curl: (56) Proxy CONNECT aborted', 'curl: (56) Received HTTP code 403 from proxy after CONNECT'], nearMisses: ['curl: (56) CONNECT tunnel failed, response 407'] },
  },
  {
    id: 'network/curl-socks', program: 'curl', literals: ['SOCKS'], pattern: /curl: \(97\)|Received invalid version in initial SOCKS5 response|\bSOCKS[45]\b.{0,60}(?:handshake|can't complete|reply|refused)|No authentication method was acceptable/i,
    causes: [proxyRefusal, proxyWrongScheme, proxyAuthentication, proxyNameResolution, notAProxy],
    examples: { matches: ["curl: (97) Can't complete SOCKS5 connection to example.com. (5)"], nearMisses: ['pair of SOCKS, size 5'] },
  },
  {
    id: 'network/curl-partial', program: 'curl', literals: ['outstanding read data remaining', 'bytes remaining to read', 'was not closed cleanly', 'early EOF'],
    pattern: /transfer closed with (?:\d{1,20} bytes remaining to read|outstanding read data remaining)|HTTP\/2 stream \d{1,10} was not closed cleanly|curl: \(18\)|^fetch-pack: unexpected disconnect|^fatal: early EOF/,
    causes: [truncatedBody, reset, http2Failure],
    examples: { matches: ['curl: (18) transfer closed with 97 bytes remaining to read', 'error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)', 'curl: (18) transfer closed with outstanding read data remaining', 'fatal: early EOF'], nearMisses: ['12 bytes remaining to read from buffer'] },
  },
  {
    id: 'network/curl-redirects', program: 'curl', literals: ['redirects followed'], pattern: /Maximum \(\d{1,6}\) redirects followed/,
    causes: [redirectLoop],
    examples: { matches: ['curl: (47) Maximum (50) redirects followed'], nearMisses: ['2 redirects followed'] },
  },
  {
    id: 'network/curl-http09', program: 'curl', literals: ['HTTP/0.9 when not allowed', 'Unsupported HTTP version'], pattern: /Received HTTP\/0\.9 when not allowed|curl: \(1\) Unsupported HTTP version/,
    causes: [malformedResponse, tlsExpected],
    examples: { matches: ['curl: (1) Received HTTP/0.9 when not allowed', 'curl: (1) Unsupported HTTP version in response'], nearMisses: ['HTTP/0.9 is allowed'] },
  },
  {
    id: 'network/curl-http2', program: 'curl', literals: ['HTTP2 framing layer', 'HTTP/2 framing layer'], pattern: /\b[Ee]rror in the HTTP\/?2 framing layer/,
    causes: [http2Failure],
    examples: { matches: ['curl: (16) Error in the HTTP2 framing layer', 'Curl error (92): Stream error in the HTTP/2 framing layer for https://mirrors.example.org/repodata/repomd.xml'], nearMisses: ['the HTTP2 framing layer'] },
  },
  {
    id: 'network/curl-decoding', program: 'curl', literals: ['content unencoding', 'Unrecognized content encoding'], pattern: /Error while processing content unencoding|Unrecognized content encoding type/,
    causes: [damagedCompression],
    examples: { matches: ['curl: (61) Error while processing content unencoding: incorrect header check', 'curl: (61) Unrecognized content encoding type. libcurl understands deflate, gzip, br, zstd content encodings.'], nearMisses: ['processing content encoding'] },
  },
]);
