import { defineKnownErrors, type KnownError } from '@culprit/core';
import {
  captivePortal, certificateUntrusted, clientCertificate, emptyReply, htmlInsteadOfData, httpSilence, malformedResponse, notTls, nxdomain, overloaded, protocolTooOld, proxyAuthentication, proxyRefusal,
  proxySettingInvalid, proxyUnreachable, proxyWrongScheme, redirectLoop, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, tlsSilence,
  truncatedBody, unknownServerName, unreachable, blockingEgress, desktopProxyNotFollowed, forgedAddress, hostHeaderFiltered, http2Failure, httpReset, lyingResolver, noProxyEntry, pathMtu, proxyHangUp, proxyLoop, proxyNameResolution, proxyVariablesConflict, tlsExpected,
} from './possible-causes.ts';

/** What Python says: ssl, urllib, urllib3, requests, httpx and aiohttp. Also pip, conda, huggingface_hub and boto3, which print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/python-max-retries', program: 'python', literals: ['Max retries exceeded'], pattern: /HTTPS?ConnectionPool\(host='(?<host>[^']{1,253})', port=(?<port>\d{1,5})\): Max retries exceeded/,
    causes: [timedOut, nxdomain, refused, certificateUntrusted, proxyUnreachable, tlsClosed],
    examples: { matches: ["HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /api/models (Caused by …)"], nearMisses: ['Max retries exceeded: giving up on job 7'] },
  },
  {
    // Their clients say no more than this; what happened is the exception's __cause__.
    id: 'network/python-api-connection', program: 'python', literals: ['APIConnectionError'], pattern: /\b(?:openai|anthropic)\.APIConnectionError: Connection error\b/,
    causes: [timedOut, nxdomain, proxyUnreachable, certificateUntrusted, tlsReset],
    examples: { matches: ['openai.APIConnectionError: Connection error.'], nearMisses: ['openai.APIConnectionError is caught'] },
  },
  {
    id: 'network/python-resolve', program: 'python', literals: ['Failed to resolve', 'Name or service not known', 'getaddrinfo failed', 'nodename nor servname provided', 'No address associated with hostname'],
    pattern: /\bFailed to resolve '(?<host>[^']{1,253})'|\[Errno (?:-2|-5|8|11001)\] (?:Name or service not known|No address associated with hostname|nodename nor servname provided|getaddrinfo failed)/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ["NameResolutionError(\"HTTPSConnection(host='nope.example.com', port=443): Failed to resolve 'nope.example.com' ([Errno -2] Name or service not known)\")", 'urllib.error.URLError: <urlopen error [Errno 11001] getaddrinfo failed>', 'urllib.error.URLError: <urlopen error [Errno 8] nodename nor servname provided, or not known>', 'socket.gaierror: [Errno -5] No address associated with hostname'], nearMisses: ['Failed to resolve dependency tree'] },
  },
  {
    id: 'network/python-resolve-again', program: 'python', literals: ['Temporary failure in name resolution'], pattern: /\[Errno -3\] Temporary failure in name resolution/,
    causes: [resolverTimeout],
    examples: { matches: ['socket.gaierror: [Errno -3] Temporary failure in name resolution'], nearMisses: ['ping: example.com: Temporary failure in name resolution'] },
  },
  {
    id: 'network/python-refused', program: 'python', literals: ['Connection refused', 'actively refused', '积极拒绝', 'Connect call failed'],
    pattern: /\[(?:Errno (?:111|61)\] Connection refused|WinError 10061\])|\[Errno (?:111|61|10061)\] Connect call failed(?: \('(?<address>[\da-fA-F:.]{2,45})', (?<port>\d{1,5}))?/,
    causes: [refused, proxyUnreachable, forgedAddress, blockingEgress],
    examples: { matches: ["Failed to establish a new connection: [Errno 111] Connection refused'))", '[WinError 10061] 由于目标计算机积极拒绝，无法连接。', "OSError: [Errno 111] Connect call failed ('127.0.0.1', 6379)", 'ConnectionRefusedError: [WinError 10061] No connection could be made because the target machine actively refused it'], nearMisses: ['Connection refused by policy'] },
  },
  {
    id: 'network/python-connect-timeout', program: 'python', literals: ['ConnectTimeout', 'Connection to', 'WinError 10060', 'Errno 110]', 'Errno 60]'],
    pattern: /\bConnection to (?<host>[\w.-]{1,253}) timed out\. \(connect timeout=|\[WinError 10060\]|\[Errno (?:110|60)\] (?:Connection|Operation) timed out|\bhttpx?(?:core)?\.ConnectTimeout\b/,
    causes: [timedOut, tlsSilence, blockingEgress, desktopProxyNotFollowed, forgedAddress],
    examples: { matches: ["(Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, 'Connection to huggingface.co timed out. (connect timeout=10)'))", 'TimeoutError: [WinError 10060] 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。', 'TimeoutError: [Errno 110] Connection timed out', 'TimeoutError: [Errno 60] Operation timed out'], nearMisses: ['Connection to database timed out'] },
  },
  {
    id: 'network/python-read-timeout', program: 'python', literals: ['Read timed out', 'ReadTimeout', 'The read operation timed out'], pattern: /\bRead timed out\. \(read timeout=|\bReadTimeoutError: HTTPS?ConnectionPool\(host='(?<host>[^']{1,253})', port=(?<port>\d{1,5})\): Read timed out|\bhttpx?(?:core)?\.ReadTimeout\b|\bThe read operation timed out\b/,
    causes: [httpSilence, tlsSilence, overloaded],
    examples: { matches: ["HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=10)", 'httpx.ReadTimeout: The read operation timed out'], nearMisses: ['Read timed out of 3 replicas'] },
  },
  {
    id: 'network/python-handshake-timeout', program: 'python', literals: ['handshake operation timed out'], pattern: /\bhandshake operation timed out\b/,
    causes: [tlsSilence, pathMtu],
    examples: { matches: ['urllib.error.URLError: <urlopen error _ssl.c:989: The handshake operation timed out>'], nearMisses: ['handshake operation started'] },
  },
  {
    id: 'network/python-reset', program: 'python', literals: ['ConnectionResetError', 'Errno 104]', 'WinError 10054'], pattern: /\bConnectionResetError\((?:104|54|10054)|\[Errno (?:104|54)\] Connection reset by peer|\[WinError 10054\]/,
    causes: [reset, tlsReset, serverNameFiltered, httpReset, hostHeaderFiltered],
    examples: { matches: ["('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))", '[WinError 10054] 远程主机强迫关闭了一个现有的连接。', 'ConnectionResetError: [Errno 104] Connection reset by peer'], nearMisses: ['except ConnectionResetError as error:'] },
  },
  {
    id: 'network/python-unreachable', program: 'python', literals: ['No route to host', 'Network is unreachable', 'WinError 10051', 'WinError 10065'], pattern: /\[Errno (?:113|65)\] No route to host|\[Errno (?:101|51)\] Network is unreachable|\[WinError 100(?:51|65)\]/,
    causes: [unreachable],
    examples: { matches: ['Failed to establish a new connection: [Errno 113] No route to host', '[Errno 101] Network is unreachable', 'OSError: [WinError 10051] A socket operation was attempted to an unreachable network', 'OSError: [WinError 10065] A socket operation was attempted to an unreachable host'], nearMisses: ['Network is unreachable (ping)'] },
  },
  {
    id: 'network/python-tls-eof', program: 'python', literals: ['EOF occurred in violation of protocol', 'UNEXPECTED_EOF_WHILE_READING', 'TLS/SSL connection has been closed (EOF)'], pattern: /\bEOF occurred in violation of protocol\b|\bTLS\/SSL connection has been closed \(EOF\)/,
    causes: [tlsClosed, proxyRefusal, serverNameFiltered],
    examples: { matches: ["SSLError(SSLEOFError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1006)'))", "SSLError(SSLZeroReturnError(6, 'TLS/SSL connection has been closed (EOF) (_ssl.c:992)'))"], nearMisses: ['EOFError: EOF when reading a line'] },
  },
  {
    id: 'network/python-wrong-version', program: 'python', literals: ['WRONG_VERSION_NUMBER', 'SSL: HTTP_REQUEST', 'RECORD_LAYER_FAILURE'], pattern: /\[SSL: (?:WRONG_VERSION_NUMBER|HTTP_REQUEST|RECORD_LAYER_FAILURE)\]/,
    causes: [notTls, proxyWrongScheme],
    examples: { matches: ["SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)')", '[SSL: HTTP_REQUEST] http request (_ssl.c:1006)', '[SSL: RECORD_LAYER_FAILURE] record layer failure (_ssl.c:1010)'], nearMisses: ['[SSL: WRONG_SIGNATURE_TYPE] wrong signature type'] },
  },
  {
    // OSError(0, 'Error') is what is left where TLS is spoken to a proxy that speaks none: https://urllib3.readthedocs.io/en/stable/advanced-usage.html#https-proxy-error-http-proxy
    id: 'network/python-proxy-http-only', program: 'python', literals: ['only use HTTP and not HTTPS', "connect to proxy.', OSError(0"], pattern: /\bproxy appears to only use HTTP and not HTTPS\b|\bconnect to proxy\.', OSError\(0, 'Error'\)/,
    causes: [proxyWrongScheme],
    examples: { matches: ["ProxyError('Unable to connect to proxy. Your proxy appears to only use HTTP and not HTTPS, try changing your proxy URL to be HTTP.')", "(Caused by ProxyError('Cannot connect to proxy.', OSError(0, 'Error')))"], nearMisses: ['this site appears to only use HTTP'] },
  },
  {
    id: 'network/python-protocol-version', program: 'python', literals: ['ALERT_PROTOCOL_VERSION', 'UNSUPPORTED_PROTOCOL', 'UNSAFE_LEGACY_RENEGOTIATION_DISABLED', 'SSL: NO_PROTOCOLS_AVAILABLE'], pattern: /\[SSL: (?:TLSV1_ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|UNSAFE_LEGACY_RENEGOTIATION_DISABLED|NO_PROTOCOLS_AVAILABLE)\]/,
    causes: [protocolTooOld],
    examples: { matches: ['[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version (_ssl.c:1006)', '[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:1006)', '[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled (_ssl.c:1006)', '[SSL: NO_PROTOCOLS_AVAILABLE] no protocols available (_ssl.c:1006)'], nearMisses: ['[SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error'] },
  },
  {
    id: 'network/python-unrecognized-name', program: 'python', literals: ['UNRECOGNIZED_NAME'], pattern: /\[SSL: (?:TLSV1|SSLV3|SSL\/TLS)_(?:ALERT_)?UNRECOGNIZED_NAME\]/,
    causes: [unknownServerName],
    examples: { matches: ['[SSL: TLSV1_UNRECOGNIZED_NAME] tlsv1 unrecognized name (_ssl.c:1006)'], nearMisses: ['UNRECOGNIZED_NAME_TYPE'] },
  },
  {
    id: 'network/python-handshake-failure', program: 'python', literals: ['HANDSHAKE_FAILURE', 'ALERT_INTERNAL_ERROR'], pattern: /\[SSL: (?:(?:SSLV3|SSL\/TLS)_ALERT_HANDSHAKE_FAILURE|TLSV1_ALERT_INTERNAL_ERROR)\]/,
    causes: [tlsAlert, clientCertificate, unknownServerName],
    examples: { matches: ['[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure (_ssl.c:1006)', '[SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error (_ssl.c:1006)'], nearMisses: ['[SSL: SSLV3_ALERT_CERTIFICATE_UNKNOWN]'] },
  },
  {
    id: 'network/python-client-certificate', program: 'python', literals: ['ALERT_CERTIFICATE_REQUIRED', 'ALERT_BAD_CERTIFICATE'], pattern: /\[SSL: (?:TLSV13_ALERT_CERTIFICATE_REQUIRED|SSLV3_ALERT_BAD_CERTIFICATE)\]/,
    causes: [clientCertificate],
    examples: { matches: ['[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required (_ssl.c:2580)', '[SSL: SSLV3_ALERT_BAD_CERTIFICATE] sslv3 alert bad certificate (_ssl.c:2633)'], nearMisses: ['[SSL: CERTIFICATE_VERIFY_FAILED]'] },
  },
  {
    id: 'network/python-remote-disconnected', program: 'python', literals: ['closed connection without response', 'Server disconnected'], pattern: /\bRemote end closed connection without response\b|\bServer disconnected(?: without sending a response|$)|\bServerDisconnectedError\b/,
    causes: [emptyReply, tlsClosed, proxyRefusal, proxyHangUp, http2Failure],
    examples: { matches: ["('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))", 'httpx.RemoteProtocolError: Server disconnected without sending a response.'], nearMisses: ['Server disconnected the player'] },
  },
  {
    id: 'network/python-incomplete', program: 'python', literals: ['IncompleteRead', 'peer closed connection without sending complete', 'Response payload is not completed'], pattern: /\bIncompleteRead\(\d|\bpeer closed connection without sending complete message body|\bResponse payload is not completed\b/,
    causes: [truncatedBody, reset],
    examples: { matches: ["('Connection broken: IncompleteRead(3 bytes read, 97 more expected)', IncompleteRead(3 bytes read, 97 more expected))", 'httpx.RemoteProtocolError: peer closed connection without sending complete message body (received 3 bytes, expected 100)', "aiohttp.client_exceptions.ClientPayloadError: Response payload is not completed: <ContentLengthError: 400, message='Not enough data to satisfy content length header.'>"], nearMisses: ['class IncompleteRead(HTTPException):'] },
  },
  {
    id: 'network/python-bad-status-line', program: 'python', literals: ['BadStatusLine', 'illegal status line'], pattern: /\bBadStatusLine\b(?:\(|: )|\billegal status line\b/,
    causes: [malformedResponse, notTls, tlsExpected],
    examples: { matches: ["('Connection aborted.', BadStatusLine('SSH-2.0-OpenSSH\\r\\n'))", "httpx.RemoteProtocolError: illegal status line: bytearray(b'SSH-2.0-OpenSSH_9.2p1')"], nearMisses: ['from http.client import BadStatusLine'] },
  },
  {
    id: 'network/python-proxy-407', program: 'python', literals: ['failed: 407', 'ProxyError: 407'], pattern: /\bTunnel connection failed: 407\b|\bProxyError: 407\b/,
    causes: [proxyAuthentication],
    examples: { matches: ["OSError('Tunnel connection failed: 407 Proxy Authentication Required')", 'httpx.ProxyError: 407 Proxy Authentication Required'], nearMisses: ["OSError('Tunnel connection failed: 403 Forbidden')"] },
  },
  {
    id: 'network/python-proxy-refused', program: 'python', literals: ['Tunnel connection failed'], pattern: /\bTunnel connection failed: (?!407)\d{3}/,
    causes: [proxyRefusal, proxyNameResolution, proxyLoop, noProxyEntry],
    examples: { matches: ["OSError('Tunnel connection failed: 403 Forbidden')"], nearMisses: ["OSError('Tunnel connection failed: 407 Proxy Authentication Required')"] },
  },
  {
    id: 'network/python-proxy-unreachable', program: 'python', literals: ['Unable to connect to proxy', 'Cannot connect to proxy'], pattern: /\b(?:Unable to|Cannot) connect to proxy\.?'?,.{0,160}(?:\[Errno (?:111|61)\]|WinError 1006|timed out|Failed to resolve)/,
    causes: [proxyUnreachable, noProxyEntry, proxyVariablesConflict],
    examples: { matches: ["(Caused by ProxyError('Unable to connect to proxy', NewConnectionError(\"HTTPSConnection(host='127.0.0.1', port=7890): Failed to establish a new connection: [Errno 111] Connection refused\")))", "(Caused by ProxyError('Cannot connect to proxy.', NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused')))"], nearMisses: ["(Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 407 Proxy Authentication Required')))"] },
  },
  {
    id: 'network/python-socks-missing', program: 'python', literals: ['SOCKS support', 'socksio'], pattern: /\bMissing dependencies for SOCKS support\b|'socksio' package is not installed/,
    causes: [proxySettingInvalid],
    examples: { matches: ['requests.exceptions.InvalidSchema: Missing dependencies for SOCKS support.', "ImportError: Using SOCKS proxy, but the 'socksio' package is not installed. Make sure to install httpx using `pip install httpx[socks]`."], nearMisses: ['curl built with SOCKS support'] },
  },
  {
    id: 'network/python-redirects', program: 'python', literals: ['TooManyRedirects', 'infinite loop', 'Exceeded maximum allowed redirects'], pattern: /\bTooManyRedirects\b: |\bredirect error that would lead to an infinite loop\b|\bExceeded (?:maximum allowed|\d{1,6}) redirects\b/,
    causes: [redirectLoop],
    examples: { matches: ['requests.exceptions.TooManyRedirects: Exceeded 30 redirects.', 'HTTP Error 302: The HTTP server returned a redirect error that would lead to an infinite loop.', 'httpx.TooManyRedirects: Exceeded maximum allowed redirects.'], nearMisses: ['RecursionError: infinite loop'] },
  },
  {
    id: 'network/python-json', program: 'python', literals: ['Expecting value: line 1 column 1'], pattern: /\bExpecting value: line 1 column 1 \(char 0\)/,
    causes: [htmlInsteadOfData, captivePortal],
    examples: { matches: ['requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)'], nearMisses: ['json.decoder.JSONDecodeError: Expecting value: line 7 column 3 (char 120)'] },
  },
  {
    id: 'network/aiohttp-connect', program: 'python', literals: ['Cannot connect to host'], pattern: /\bCannot connect to host (?<host>[\w.-]{1,253}):(?<port>\d{1,5}) ssl:/,
    causes: [refused, timedOut, nxdomain, certificateUntrusted],
    examples: { matches: ['aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host api.example.com:443 ssl:default [Connect call failed (\'203.0.113.7\', 443)]'], nearMisses: ['Cannot connect to host: no route'] },
  },
]);
