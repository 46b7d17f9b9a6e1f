import { defineKnownErrors, type KnownError } from '@culprit/core';
import {
  blockingEgress, certificateUntrusted, clientCertificate, desktopProxyNotFollowed, emptyReply, httpSilence, notTls, nxdomain, protocolTooOld, proxyAuthentication, proxyRefusal, proxyUnreachable, refused, reset, resolverTimeout,
  serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, tlsSilence, truncatedBody, unreachable,
} from './possible-causes.ts';

/** What .NET says (System.Net.Http, System.Net.Sockets, System.Net.Security), PowerShell and NuGet with it. The message of a socket is the system's, so Windows speaks its own language. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/dotnet-resolve', program: 'dotnet', literals: ['No such host is known', 'Name or service not known (', 'SocketException (11001)', 'The remote name could not be resolved', 'nodename nor servname provided, or not known ('],
    pattern: /\bNo such host is known\.?(?: \((?<endpoint>[\w.-]{1,253}:\d{1,5})\))?|\bName or service not known \([\w.-]{1,253}:\d{1,5}\)|\bnodename nor servname provided, or not known \([\w.-]{1,253}:\d{1,5}\)|\bSocketException \(11001\)|\bThe remote name could not be resolved: '(?<host>[^']{1,253})'/,
    causes: [nxdomain, resolverTimeout, proxyUnreachable],
    examples: { matches: ['System.Net.Http.HttpRequestException: No such host is known. (api.example.com:443)', 'System.Net.Http.HttpRequestException: Name or service not known (api.example.com:443)', "The remote name could not be resolved: 'api.example.com'", 'System.Net.Sockets.SocketException (11001): No such host is known.', 'System.Net.Http.HttpRequestException: nodename nor servname provided, or not known (api.example.com:443)'], nearMisses: ['socket.gaierror: [Errno -2] Name or service not known'] },
  },
  {
    id: 'network/dotnet-refused', program: 'dotnet', literals: ['SocketException (111)', 'SocketException (61)', 'SocketException (10061)', 'Connection refused ('], pattern: /\bSocketException \((?:111|61|10061)\)|\bHttpRequestException: Connection refused \((?<endpoint>[\w.:[\]-]{3,253}:\d{1,5})\)/,
    causes: [refused, proxyUnreachable],
    examples: { matches: ['System.Net.Sockets.SocketException (111): Connection refused', 'System.Net.Http.HttpRequestException: Connection refused (localhost:5001)', 'System.Net.Sockets.SocketException (61): Connection refused', 'System.Net.Sockets.SocketException (10061): No connection could be made because the target machine actively refused it.'], nearMisses: ['System.Net.Sockets.SocketException (110): Connection timed out'] },
  },
  {
    id: 'network/dotnet-connect-timeout', program: 'dotnet', literals: ['SocketException (110)', 'SocketException (60)', 'SocketException (10060)', 'connected party did not properly respond'], pattern: /\bSocketException \((?:110|60|10060)\)|\bthe connected party did not properly respond after a period of time.{0,120}\((?<endpoint>[\w.:[\]-]{3,253}:\d{1,5})\)/,
    causes: [timedOut, blockingEgress, desktopProxyNotFollowed],
    examples: { matches: ['System.Net.Sockets.SocketException (110): Connection timed out', 'A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond. (api.example.com:443)', 'System.Net.Sockets.SocketException (60): Operation timed out', 'System.Net.Sockets.SocketException (10060): A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.'], nearMisses: ['System.Net.Sockets.SocketException (111): Connection refused'] },
  },
  {
    id: 'network/dotnet-unreachable', program: 'dotnet', literals: ['SocketException (113)', 'SocketException (101)', 'SocketException (10065)', 'SocketException (10051)', 'Unable to connect to the remote server'], pattern: /\bSocketException \((?:113|101|10065|10051)\)|\bUnable to connect to the remote server\b/,
    causes: [unreachable, timedOut, refused, proxyUnreachable],
    examples: { matches: ['System.Net.Sockets.SocketException (113): No route to host', 'System.Net.WebException: Unable to connect to the remote server', 'System.Net.Sockets.SocketException (101): Network is unreachable', 'System.Net.Sockets.SocketException (10065): A socket operation was attempted to an unreachable host.', 'System.Net.Sockets.SocketException (10051): A socket operation was attempted to an unreachable network.'], nearMisses: ['System.Net.Sockets.SocketException (98): Address already in use'] },
  },
  {
    id: 'network/dotnet-reset', program: 'dotnet', literals: ['SocketException (104)', 'SocketException (54)', 'SocketException (10054)', 'Unable to read data from the transport connection'], pattern: /\bSocketException \((?:104|54|10054)\)|Unable to read data from the transport connection: (?:Connection reset by peer|An existing connection was forcibly closed)/,
    causes: [reset, tlsReset, serverNameFiltered],
    examples: { matches: ['System.Net.Sockets.SocketException (104): Connection reset by peer', 'Unable to read data from the transport connection: Connection reset by peer.', 'System.IO.IOException: Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.', 'System.Net.Sockets.SocketException (54): Connection reset by peer', 'System.Net.Sockets.SocketException (10054): An existing connection was forcibly closed by the remote host.'], nearMisses: ['Unable to read data from the transport connection: Operation canceled.'] },
  },
  {
    id: 'network/dotnet-tls', program: 'dotnet', literals: ['The SSL connection could not be established'], pattern: /\bThe SSL connection could not be established, see inner exception/,
    causes: [certificateUntrusted, tlsReset, tlsClosed, protocolTooOld],
    examples: { matches: ['System.Net.Http.HttpRequestException: The SSL connection could not be established, see inner exception.'], nearMisses: ['The SSL connection could not be established with the printer'] },
  },
  {
    // Framework 4.5 and older, and PowerShell 5, offer TLS 1.0 unless they are told otherwise.
    id: 'network/dotnet-secure-channel', program: 'dotnet', literals: ['Could not create SSL/TLS secure channel', 'unexpected error occurred on a send'], pattern: /\bCould not create SSL\/TLS secure channel|\bThe underlying connection was closed: An unexpected error occurred on a send/,
    causes: [protocolTooOld, tlsAlert, clientCertificate, tlsReset],
    examples: { matches: ['Invoke-WebRequest : The request was aborted: Could not create SSL/TLS secure channel.', 'The underlying connection was closed: An unexpected error occurred on a send.'], nearMisses: ['The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.'] },
  },
  {
    id: 'network/dotnet-tls-alert', program: 'dotnet', literals: ['sent a TLS alert'], pattern: /\bthe remote party sent a TLS alert: '(?!ProtocolVersion)\w{1,40}'/,
    causes: [tlsAlert, clientCertificate],
    examples: { matches: ["System.Security.Authentication.AuthenticationException: Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'."], nearMisses: ["the remote party sent a TLS alert: 'ProtocolVersion'"] },
  },
  {
    id: 'network/dotnet-tls-version', program: 'dotnet', literals: ["TLS alert: 'ProtocolVersion'"], pattern: /\bTLS alert: 'ProtocolVersion'/,
    causes: [protocolTooOld],
    examples: { matches: ["Authentication failed because the remote party sent a TLS alert: 'ProtocolVersion'."], nearMisses: ["Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'."] },
  },
  {
    id: 'network/dotnet-tls-closed', program: 'dotnet', literals: ['unexpected EOF or 0 bytes from the transport stream', 'remote party has closed the transport stream'], pattern: /\bReceived an unexpected EOF or 0 bytes from the transport stream|\bthe remote party has closed the transport stream/,
    causes: [tlsClosed, tlsReset, serverNameFiltered],
    examples: { matches: ['System.IO.IOException: Received an unexpected EOF or 0 bytes from the transport stream.', 'Authentication failed because the remote party has closed the transport stream.'], nearMisses: ['unexpected EOF in the transport stream of the parser'] },
  },
  {
    id: 'network/dotnet-not-tls', program: 'dotnet', literals: ['Cannot determine the frame size or a corrupted frame'], pattern: /\bCannot determine the frame size or a corrupted frame was received/,
    causes: [notTls],
    examples: { matches: ['System.Security.Authentication.AuthenticationException: Cannot determine the frame size or a corrupted frame was received.'], nearMisses: ['Cannot determine the frame size of the video'] },
  },
  {
    id: 'network/dotnet-client-timeout', program: 'dotnet', literals: ['HttpClient.Timeout of'], pattern: /\bconfigured HttpClient\.Timeout of [\d.]{1,12} seconds elapsing/,
    causes: [httpSilence, timedOut, tlsSilence],
    examples: { matches: ['System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.'], nearMisses: ['HttpClient.Timeout of the policy is not set'] },
  },
  {
    id: 'network/dotnet-ended-prematurely', program: 'dotnet', literals: ['The response ended prematurely'], pattern: /\bThe response ended prematurely\b/,
    causes: [truncatedBody, emptyReply],
    examples: { matches: ['System.Net.Http.HttpIOException: The response ended prematurely. (ResponseEnded)'], nearMisses: ['The response ended'] },
  },
  {
    id: 'network/dotnet-proxy', program: 'dotnet', literals: ['The proxy tunnel request to proxy'], pattern: /\bThe proxy tunnel request to proxy '(?<proxy>[^']{1,300})' failed with status code '(?!407)\d{3}'/,
    causes: [proxyRefusal],
    examples: { matches: ["The proxy tunnel request to proxy 'http://proxy.corp:3128/' failed with status code '403'."], nearMisses: ["The proxy tunnel request to proxy 'http://proxy.corp:3128/' failed with status code '407'."] },
  },
  {
    id: 'network/dotnet-proxy-407', program: 'dotnet', literals: ["failed with status code '407'"], pattern: /\bThe proxy tunnel request to proxy '(?<proxy>[^']{1,300})' failed with status code '407'/,
    causes: [proxyAuthentication],
    examples: { matches: ["The proxy tunnel request to proxy 'http://proxy.corp:3128/' failed with status code '407'."], nearMisses: ["The proxy tunnel request to proxy 'http://proxy.corp:3128/' failed with status code '502'."] },
  },
]);
