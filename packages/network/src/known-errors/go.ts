import { defineKnownErrors, type KnownError } from '@culprit/core';
import {
  blockingEgress, clientCertificate, desktopProxyNotFollowed, emptyReply, forgedAddress, hostHeaderFiltered, htmlInsteadOfData, http2Failure, httpReset,
  httpSilence, lyingResolver, malformedResponse, noProxyEntry, notTls, nxdomain, pathMtu, protocolTooOld, proxyAuthentication, proxyHangUp,
  proxyRefusal, proxySettingInvalid, proxyUnreachable, proxyVariablesConflict, proxyWrongScheme, redirectLoop, refused, reset, resolverFailure,
  resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsExpected, tlsReset, tlsSilence, truncatedBody, unknownServerName, unreachable, damagedCompression,
} from './possible-causes.ts';

/** What Go's net and net/http say: Docker, Kubernetes, Terraform, Caddy, Ollama and the rest print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/go-no-such-host', program: 'go', literals: ['no such host'], pattern: /\blookup (?<host>[\w.-]{1,253})(?: on [\w.:[\]-]{1,80})?: no such host\b/,
    causes: [nxdomain, lyingResolver],
    examples: { matches: ['dial tcp: lookup registry.exmaple.com on 127.0.0.53:53: no such host'], nearMisses: ['no such hosted zone'] },
  },
  {
    id: 'network/go-server-misbehaving', program: 'go', literals: ['server misbehaving'], pattern: /\blookup (?<host>[\w.-]{1,253})(?: on [\w.:[\]-]{1,80})?: server misbehaving\b/,
    causes: [resolverFailure, resolverTimeout],
    examples: { matches: ['dial tcp: lookup api.example.com on 10.0.0.2:53: server misbehaving'], nearMisses: ['game server misbehaving'] },
  },
  {
    id: 'network/go-lookup-timeout', program: 'go', literals: ['lookup'], pattern: /\blookup (?<host>[\w.-]{1,253})(?: on [\w.:[\]-]{1,80})?: (?:read udp .{1,100}|dial udp .{1,100}|Temporary failure in name resolution|i\/o timeout)/,
    causes: [resolverTimeout],
    examples: { matches: ['dial tcp: lookup api.example.com on 10.0.0.2:53: read udp 10.0.0.9:41234->10.0.0.2:53: i/o timeout'], nearMisses: ['dial tcp: lookup api.example.com: no such host'] },
  },
  {
    id: 'network/go-refused', program: 'go', literals: ['connect: connection refused', 'actively refused'], pattern: /\bdial tcp (?<endpoint>[\w.:[\]-]{3,80}:\d{1,5}): (?:connect: connection refused|connectex: .{0,80}actively refused)/,
    causes: [refused, proxyUnreachable, forgedAddress, blockingEgress],
    examples: { matches: ['Get "http://127.0.0.1:11434/api/tags": dial tcp 127.0.0.1:11434: connect: connection refused', 'dial tcp 127.0.0.1:8080: connectex: No connection could be made because the target machine actively refused it.'], nearMisses: ['connect: connection refused'] },
  },
  {
    id: 'network/go-dial-timeout', program: 'go', literals: ['i/o timeout', 'connection timed out', 'did not properly respond'], pattern: /\bdial tcp (?<endpoint>[\w.:[\]-]{3,80}:\d{1,5}): (?:i\/o timeout|connect: connection timed out|connect: operation timed out|connectex: A connection attempt failed)/,
    causes: [timedOut, blockingEgress, desktopProxyNotFollowed, forgedAddress],
    examples: { matches: ['dial tcp 203.0.113.7:443: i/o timeout', 'dial tcp 203.0.113.7:443: connect: connection timed out', 'dial tcp 203.0.113.7:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.'], nearMisses: ['read tcp 10.0.0.9:4022->203.0.113.7:443: i/o timeout'] },
  },
  {
    id: 'network/go-unreachable', program: 'go', literals: ['no route to host', 'network is unreachable'], pattern: /\bdial tcp (?<endpoint>[\w.:[\]-]{3,80}:\d{1,5}): connect: (?:no route to host|network is unreachable)/,
    causes: [unreachable],
    examples: { matches: ['dial tcp [2606:4700::6810:84e5]:443: connect: network is unreachable', 'dial tcp 10.0.0.5:443: connect: no route to host'], nearMisses: ['sendto: no route to host'] },
  },
  {
    id: 'network/go-reset', program: 'go', literals: ['connection reset by peer', 'forcibly closed'], pattern: /\b(?:read|write) tcp [\w.:[\]-]{3,80}->(?<endpoint>[\w.:[\]-]{3,80}:\d{1,5}): (?:(?:read|write): connection reset by peer|wsarecv: An existing connection was forcibly closed)/,
    causes: [reset, tlsReset, serverNameFiltered, httpReset, hostHeaderFiltered],
    examples: { matches: ['read tcp 192.168.1.5:53122->203.0.113.7:443: read: connection reset by peer', 'read tcp 192.168.1.5:53122->203.0.113.7:443: wsarecv: An existing connection was forcibly closed by the remote host.'], nearMisses: ['scp: connection reset by peer'] },
  },
  {
    id: 'network/go-eof', program: 'go', literals: ['": EOF'], pattern: /\b(?:Get|Post|Put|Head|Delete|Patch) "(?<url>[^"\s]{1,2000})": EOF\b/,
    causes: [emptyReply, tlsClosed, proxyRefusal, proxyHangUp, http2Failure],
    examples: { matches: ['Get "https://registry-1.docker.io/v2/": EOF'], nearMisses: ['parse error: "x": EOF'] },
  },
  {
    id: 'network/go-unexpected-eof', program: 'go', literals: ['unexpected EOF'], pattern: /(?:body|download|copy|layer|reading|stream).{0,80}: unexpected EOF\b/i,
    causes: [truncatedBody],
    examples: { matches: ['error pulling image: download failed after attempts=6: unexpected EOF'], nearMisses: ['yaml: line 3: unexpected EOF'] },
  },
  {
    id: 'network/go-tls-timeout', program: 'go', literals: ['TLS handshake timeout'], pattern: /\bnet\/http: TLS handshake timeout\b/,
    causes: [tlsSilence, serverNameFiltered, pathMtu],
    examples: { matches: ['Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout'], nearMisses: ['tls_handshake_timeout: 10s'] },
  },
  {
    id: 'network/go-http-response-to-https', program: 'go', literals: ['HTTP response to HTTPS client', 'does not look like a TLS handshake'], pattern: /\bserver gave HTTP response to HTTPS client\b|(?<!\bproxyconnect tcp: tls: )\bfirst record does not look like a TLS handshake\b/,
    causes: [notTls],
    examples: { matches: ['Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client', 'tls: first record does not look like a TLS handshake'], nearMisses: ['client sent an HTTP request to an HTTPS server'] },
  },
  {
    id: 'network/go-http-request-to-https', program: 'go', literals: ['HTTP request to an HTTPS server', 'plain HTTP request was sent to HTTPS port'], pattern: /\bClient sent an HTTP request to an HTTPS server\b|\bplain HTTP request was sent to HTTPS port\b/i,
    causes: [tlsExpected, malformedResponse, emptyReply],
    examples: { matches: ['Client sent an HTTP request to an HTTPS server.', '400 The plain HTTP request was sent to HTTPS port'], nearMisses: ['http: server gave HTTP response to HTTPS client'] },
  },
  {
    id: 'network/go-protocol-version', program: 'go', literals: ['protocol version not supported', 'unsupported protocol version', 'no supported versions'], pattern: /\btls: (?:protocol version not supported|server selected unsupported protocol version|no supported versions satisfy)/,
    causes: [protocolTooOld],
    examples: { matches: ['remote error: tls: protocol version not supported', 'tls: server selected unsupported protocol version 301', 'tls: no supported versions satisfy MinVersion and MaxVersion'], nearMisses: ['http: unsupported version'] },
  },
  {
    id: 'network/go-unrecognized-name', program: 'go', literals: ['tls: unrecognized name'], pattern: /\btls: unrecognized name\b/,
    causes: [unknownServerName],
    examples: { matches: ['remote error: tls: unrecognized name'], nearMisses: ['tls: unrecognized names'] },
  },
  {
    id: 'network/go-handshake-failure', program: 'go', literals: ['tls: handshake failure', 'tls: internal error'], pattern: /\bremote error: tls: (?:handshake failure|internal error)\b/,
    causes: [tlsAlert, clientCertificate, unknownServerName],
    examples: { matches: ['remote error: tls: handshake failure', 'remote error: tls: internal error'], nearMisses: ['local error: tls: handshake failures counted'] },
  },
  {
    id: 'network/go-client-certificate', program: 'go', literals: ['tls: certificate required', 'tls: bad certificate'], pattern: /\bremote error: tls: (?:certificate required|bad certificate)\b/,
    causes: [clientCertificate],
    examples: { matches: ['remote error: tls: certificate required', 'remote error: tls: bad certificate'], nearMisses: ['tls: failed to verify certificate'] },
  },
  {
    id: 'network/go-awaiting-headers', program: 'go', literals: ['while awaiting headers', 'Client.Timeout', 'waiting for connection'], pattern: /\b(?:context deadline exceeded|request canceled) ?(?:while waiting for connection )?\(Client\.Timeout exceeded while awaiting headers\)/,
    causes: [httpSilence, timedOut, tlsSilence, resolverTimeout],
    examples: { matches: ['Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)', 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'], nearMisses: ['Client.Timeout or context cancellation while reading body'] },
  },
  {
    id: 'network/go-deadline', program: 'go', literals: ['context deadline exceeded'], pattern: /": context deadline exceeded\b(?! \(Client)|^context deadline exceeded$/,
    causes: [timedOut, httpSilence, tlsSilence, resolverTimeout],
    examples: { matches: ['Post "https://api.example.com/v1/chat": context deadline exceeded'], nearMisses: ['context deadline exceeded (Client.Timeout exceeded while awaiting headers)'] },
  },
  {
    id: 'network/go-proxyconnect', program: 'go', literals: ['proxyconnect tcp'], pattern: /\bproxyconnect tcp: (?!.{0,40}407)(?:dial tcp (?<endpoint>[\w.:[\]-]{3,80}:\d{1,5})|tls:|EOF)/,
    causes: [proxyUnreachable, proxyRefusal, noProxyEntry, proxyVariablesConflict],
    examples: { matches: ['Get "https://registry-1.docker.io/v2/": proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused'], nearMisses: ['proxyconnect tcp is configured'] },
  },
  {
    id: 'network/go-proxyconnect-tls', program: 'go', literals: ['proxyconnect tcp: tls'], pattern: /\bproxyconnect tcp: tls: first record does not look like a TLS handshake/,
    causes: [proxyWrongScheme],
    examples: { matches: ['proxyconnect tcp: tls: first record does not look like a TLS handshake'], nearMisses: ['dial tcp: tls: first record does not look like a TLS handshake'] },
  },
  {
    id: 'network/go-proxy-407', program: 'go', literals: ['Proxy Authentication Required'], pattern: /": Proxy Authentication Required\b/,
    causes: [proxyAuthentication],
    examples: { matches: ['Get "https://registry-1.docker.io/v2/": Proxy Authentication Required'], nearMisses: ['HTTP/1.1 407 Proxy Authentication Required'] },
  },
  {
    id: 'network/go-protocol-scheme', program: 'go', literals: ['unsupported protocol scheme'], pattern: /\bunsupported protocol scheme "/,
    causes: [proxySettingInvalid],
    examples: { matches: ['Get "api.example.com/v1": unsupported protocol scheme ""'], nearMisses: ['unsupported protocol schemes'] },
  },
  {
    id: 'network/go-redirects', program: 'go', literals: ['stopped after 10 redirects'], pattern: /\bstopped after 10 redirects\b/,
    causes: [redirectLoop],
    examples: { matches: ['Get "/": stopped after 10 redirects'], nearMisses: ['stopped after 10 redirections'] },
  },
  {
    id: 'network/go-malformed', program: 'go', literals: ['malformed HTTP'], pattern: /\bmalformed HTTP (?:response|status code|version)\b/,
    causes: [malformedResponse],
    examples: { matches: ['net/http: HTTP/1.x transport connection broken: malformed HTTP response "SSH-2.0-OpenSSH_9.2"'], nearMisses: ['malformed HTTP request'] },
  },
  {
    id: 'network/go-json-html', program: 'go', literals: ["invalid character '<'"], pattern: /\binvalid character '<' looking for beginning of value\b/,
    causes: [htmlInsteadOfData],
    examples: { matches: ["invalid character '<' looking for beginning of value"], nearMisses: ["invalid character '}' looking for beginning of value"] },
  },
  {
    id: 'network/go-http2', program: 'go', literals: ['http2: ', 'stream error: stream ID'], pattern: /\bhttp2: (?:server sent GOAWAY|client connection lost|timeout awaiting response headers)|\bstream error: stream ID \d{1,10}; [A-Z_]{5,30}/,
    causes: [http2Failure],
    examples: { matches: ['stream error: stream ID 1; PROTOCOL_ERROR; received from peer', 'http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=ENHANCE_YOUR_CALM, debug=""'], nearMisses: ['http2: server listening'] },
  },
  {
    id: 'network/go-gzip', program: 'go', literals: ['gzip: invalid'], pattern: /\bgzip: invalid (?:header|checksum)\b/,
    causes: [damagedCompression],
    examples: { matches: ['gzip: invalid header'], nearMisses: ['gzip: invalid level'] },
  },
]);
