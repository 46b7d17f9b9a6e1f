import { defineKnownErrors, type KnownError } from '@culprit/core';
import { blockingEgress, clientCertificate, desktopProxyNotFollowed, emptyReply, forgedAddress, http2Failure, httpReset, httpSilence, ipv6Broken, lyingResolver, malformedResponse, noProxyEntry, notTls, nxdomain, protocolTooOld, proxyAuthentication, proxyLoop, proxyNameResolution, proxyRefusal, redirectLoop, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, tlsSilence, unknownServerName, unreachable } from './possible-causes.ts';

/** What the JDK says: java.net, java.net.http and JSSE; Maven, Gradle and Android print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/java-unknown-host', program: 'java', literals: ['UnknownHostException', 'Unable to resolve host'], pattern: /\bUnknownHostException: (?<host>[\w.-]{1,253})|\bUnable to resolve host "(?<name>[\w.-]{1,253})"/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ['java.net.UnknownHostException: repo.exmaple.com', 'java.net.UnknownHostException: Unable to resolve host "api.example.com": No address associated with hostname'], nearMisses: ['catch (UnknownHostException e)'] },
  },
  {
    id: 'network/java-refused', program: 'java', literals: ['Connection refused'], pattern: /\bConnectException: (?:Failed to connect to .{1,120}: )?Connection refused\b|\bConnect to (?<host>[\w.-]{1,253}):(?<port>\d{1,5}) \[.{0,160}\] failed: Connection refused|\bI\/O error on [A-Z]{3,7} request for "(?<url>https?:\/\/[^"\s]{1,2000})": Connection refused/,
    causes: [refused, forgedAddress, blockingEgress],
    examples: { matches: ['java.net.ConnectException: Connection refused', 'Connect to localhost:8081 [localhost/127.0.0.1] failed: Connection refused', 'org.springframework.web.client.ResourceAccessException: I/O error on GET request for "http://localhost:8081/users": Connection refused'], nearMisses: ['ConnectException: Connection timed out'] },
  },
  {
    id: 'network/java-connect-timeout', program: 'java', literals: ['connect timed out', 'Connection timed out'], pattern: /\bSocketTimeoutException: [Cc]onnect timed out\b|\bConnectException: Connection timed out\b|\bHttpConnectTimeoutException: HTTP connect timed out\b|\bfailed to connect to .{1,160} after \d{1,7}ms\b|\bConnect to (?<host>[\w.-]{1,253}):(?<port>\d{1,5}) \[.{0,160}\] failed: (?:[Cc]onnect|Connection) timed out/,
    causes: [timedOut, tlsSilence, ipv6Broken, blockingEgress, desktopProxyNotFollowed],
    examples: { matches: ['java.net.SocketTimeoutException: Connect timed out', 'java.net.http.HttpConnectTimeoutException: HTTP connect timed out', 'java.net.ConnectException: Connection timed out', 'Connect to repo.maven.apache.org:443 [repo.maven.apache.org/203.0.113.7] failed: Connection timed out'], nearMisses: ['java.net.SocketTimeoutException: Read timed out'] },
  },
  {
    id: 'network/java-read-timeout', program: 'java', literals: ['Read timed out', 'HttpTimeoutException'], pattern: /\bSocketTimeoutException: Read timed out\b|\bHttpTimeoutException: request timed out\b|\bI\/O error on [A-Z]{3,7} request for "(?<url>https?:\/\/[^"\s]{1,2000})": Read timed out/,
    causes: [httpSilence, tlsSilence],
    examples: { matches: ['java.net.SocketTimeoutException: Read timed out', 'java.net.http.HttpTimeoutException: request timed out', 'org.springframework.web.client.ResourceAccessException: I/O error on GET request for "https://api.example.com/": Read timed out'], nearMisses: ['java.net.SocketTimeoutException: Connect timed out'] },
  },
  {
    id: 'network/java-unreachable', program: 'java', literals: ['NoRouteToHostException', 'Network is unreachable'], pattern: /\bNoRouteToHostException: |\b(?:Connect|Socket)Exception: Network is unreachable\b/,
    causes: [unreachable, ipv6Broken],
    examples: { matches: ['java.net.NoRouteToHostException: No route to host', 'java.net.ConnectException: Network is unreachable'], nearMisses: ['import java.net.NoRouteToHostException;'] },
  },
  {
    id: 'network/java-reset', program: 'java', literals: ['Connection reset'], pattern: /\b(?:SocketException|SSLException|IOException): Connection reset\b/,
    causes: [reset, tlsReset, serverNameFiltered, httpReset],
    examples: { matches: ['java.net.SocketException: Connection reset'], nearMisses: ['Connection reset by administrator'] },
  },
  {
    id: 'network/java-handshake-terminated', program: 'java', literals: ['terminated the handshake', 'closed connection during handshake', 'SSL peer shut down incorrectly'], pattern: /\bRemote host (?:terminated the handshake|closed connection during handshake)\b|\bSSL peer shut down incorrectly\b/,
    causes: [tlsClosed, tlsReset, serverNameFiltered],
    examples: { matches: ['javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake', 'javax.net.ssl.SSLHandshakeException: Remote host closed connection during handshake', 'Caused by: java.io.EOFException: SSL peer shut down incorrectly'], nearMisses: ['Remote host terminated the session'] },
  },
  {
    id: 'network/java-not-tls', program: 'java', literals: ['unrecognized SSL message'], pattern: /\b(?:Unsupported or unrecognized|Unrecognized) SSL message\b/,
    causes: [notTls],
    examples: { matches: ['javax.net.ssl.SSLException: Unsupported or unrecognized SSL message'], nearMisses: ['unrecognized message'] },
  },
  {
    id: 'network/java-handshake-failure', program: 'java', literals: ['handshake_failure', 'internal_error'], pattern: /\bReceived fatal alert: (?:handshake_failure|internal_error)\b/,
    causes: [tlsAlert, clientCertificate, unknownServerName],
    examples: { matches: ['javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure', 'javax.net.ssl.SSLException: Received fatal alert: internal_error'], nearMisses: ['Received warning alert: handshake_failure'] },
  },
  {
    id: 'network/java-protocol-version', program: 'java', literals: ['protocol_version', 'is not accepted by client preferences', "support the client's requested TLS protocol versions", 'No appropriate protocol'], pattern: /\bmay not support the client's requested TLS protocol versions\b|\bReceived fatal alert: protocol_version\b|\bis not accepted by client preferences\b|\bNo appropriate protocol \(protocol is disabled/,
    causes: [protocolTooOld],
    examples: { matches: ['javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version', 'The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12]', 'javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)', "> The server may not support the client's requested TLS protocol versions: (TLSv1.2, TLSv1.3)."], nearMisses: ['protocol_version: 3'] },
  },
  {
    id: 'network/java-unrecognized-name', program: 'java', literals: ['unrecognized_name'], pattern: /\bunrecognized_name\b/,
    causes: [unknownServerName],
    examples: { matches: ['javax.net.ssl.SSLProtocolException: handshake alert: unrecognized_name'], nearMisses: ['unrecognized_name_list'] },
  },
  {
    id: 'network/java-client-certificate', program: 'java', literals: ['certificate_required', 'bad_certificate'], pattern: /\bReceived fatal alert: (?:certificate_required|bad_certificate)\b/,
    causes: [clientCertificate],
    examples: { matches: ['javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate'], nearMisses: ['Received fatal alert: certificate_unknown'] },
  },
  {
    id: 'network/java-tunnel-407', program: 'java', literals: ['tunnel through proxy'], pattern: /\bUnable to tunnel through proxy\. Proxy returns "HTTP\/1\.[01] 407/,
    causes: [proxyAuthentication],
    examples: { matches: ['java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 407 Proxy Authentication Required"'], nearMisses: ['java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 503 Service Unavailable"'] },
  },
  {
    id: 'network/java-tunnel-refused', program: 'java', literals: ['tunnel through proxy', 'Tunnel failed'], pattern: /\bUnable to tunnel through proxy\. Proxy returns "HTTP\/1\.[01] (?!407)\d{3}|\bTunnel failed, got: (?!407)\d{3}/,
    causes: [proxyRefusal, proxyNameResolution, proxyLoop, noProxyEntry],
    examples: { matches: ['java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 503 Service Unavailable"', 'java.io.IOException: Tunnel failed, got: 403'], nearMisses: ['java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 407 Proxy Authentication Required"'] },
  },
  {
    id: 'network/java-empty-reply', program: 'java', literals: ['Unexpected end of file from server', 'received no bytes', 'NoHttpResponseException'], pattern: /\bUnexpected end of file from server\b|\bheader parser received no bytes\b|\bNoHttpResponseException: (?:(?<host>[\w.-]{1,253}):(?<port>\d{1,5}))?/,
    causes: [emptyReply, http2Failure],
    examples: { matches: ['java.net.SocketException: Unexpected end of file from server', 'java.io.IOException: HTTP/1.1 header parser received no bytes', 'org.apache.http.NoHttpResponseException: api.example.com:443 failed to respond'], nearMisses: ['Unexpected end of file in script'] },
  },
  {
    id: 'network/java-redirects', program: 'java', literals: ['Server redirected too many', 'Too many follow-up requests', 'Maximum redirects'], pattern: /\bServer redirected too many {1,2}times\b|\bToo many follow-up requests: \d|\bMaximum redirects \(\d{1,5}\) exceeded/,
    causes: [redirectLoop],
    examples: { matches: ['java.net.ProtocolException: Server redirected too many times (20)', 'java.net.ProtocolException: Too many follow-up requests: 21', 'org.apache.http.client.RedirectException: Maximum redirects (50) exceeded'], nearMisses: ['Too many requests'] },
  },
  {
    id: 'network/java-invalid-http', program: 'java', literals: ['Invalid Http response', 'Unexpected status line', 'Invalid status line'], pattern: /\bInvalid Http response\b|\b(?:Unexpected|Invalid) status line: /,
    causes: [malformedResponse],
    examples: { matches: ['java.io.IOException: Invalid Http response', 'java.net.ProtocolException: Unexpected status line: SSH-2.0-OpenSSH_9.2p1', 'java.net.ProtocolException: Invalid status line: "SSH-2.0-OpenSSH_9.2p1"'], nearMisses: ['Invalid Http request'] },
  },
]);
