import { defineKnownErrors, type KnownError } from '@culprit/core';
import { blockingEgress, clientCertificate, desktopProxyNotFollowed, httpSilence, notTls, nxdomain, protocolTooOld, proxyUnreachable, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, tlsSilence, unknownServerName, unreachable } from './possible-causes.ts';

/** What Rust's hyper, reqwest and rustls say; cargo, uv, rustup, deno and hf-xet print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/rust-resolve', program: 'rust', literals: ['failed to lookup address information'], pattern: /\bfailed to lookup address information: (?:Name or service not known|nodename nor servname provided|No address associated with hostname|No such host is known)/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ['dns error: failed to lookup address information: Name or service not known'], nearMisses: ['failed to lookup address information: Temporary failure in name resolution'] },
  },
  {
    id: 'network/rust-resolve-again', program: 'rust', literals: ['failed to lookup address information'], pattern: /\bfailed to lookup address information: (?:Temporary failure in name resolution|Try again)/,
    causes: [resolverTimeout],
    examples: { matches: ['dns error: failed to lookup address information: Temporary failure in name resolution'], nearMisses: ['failed to lookup address information: Name or service not known'] },
  },
  {
    id: 'network/rust-refused', program: 'rust', literals: ['(os error 111)', '(os error 61)', '(os error 10061)', 'kind: ConnectionRefused'], pattern: /\(os error (?:111|61|10061)\)|\bOs \{ code: \d{1,5}, kind: ConnectionRefused\b/,
    causes: [refused, proxyUnreachable],
    examples: { matches: ['error trying to connect: tcp connect error: Connection refused (os error 111)', 'tcp connect error: Connection refused (os error 61)', 'tcp connect error: No connection could be made because the target machine actively refused it. (os error 10061)', 'source: hyper_util::client::legacy::Error(Connect, Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })'], nearMisses: ['No such file or directory (os error 2)'] },
  },
  {
    id: 'network/rust-connect-timeout', program: 'rust', literals: ['(os error 110)', '(os error 60)', '(os error 10060)', 'tcp connect error: deadline has elapsed', 'kind: TimedOut, message', 'timed out; class=Os'], pattern: /\(os error (?:110|60|10060)\)|\bOs \{ code: \d{1,5}, kind: TimedOut, message|\bfailed to connect to (?<host>[\w.-]{1,253}): (?:Operation|Connection) timed out; class=Os|\btcp connect error: deadline has elapsed/,
    causes: [timedOut, blockingEgress, desktopProxyNotFollowed],
    examples: { matches: ['tcp connect error: Connection timed out (os error 110)', 'tcp connect error: Operation timed out (os error 60)', 'tcp connect error: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond. (os error 10060)', 'client error (Connect): tcp connect error: deadline has elapsed', 'Os { code: 110, kind: TimedOut, message: "Connection timed out" }', 'failed to connect to github.com: Operation timed out; class=Os (2)'], nearMisses: ['Permission denied (os error 13)'] },
  },
  {
    id: 'network/rust-unreachable', program: 'rust', literals: ['(os error 113)', '(os error 101)', '(os error 65)', '(os error 51)'], pattern: /\bconnect.{0,60}\(os error (?:113|101|65|51)\)/i,
    causes: [unreachable],
    examples: { matches: ['tcp connect error: No route to host (os error 113)', 'tcp connect error: Network is unreachable (os error 101)', 'tcp connect error: No route to host (os error 65)', 'tcp connect error: Network is unreachable (os error 51)'], nearMisses: ['Is a directory (os error 21)'] },
  },
  {
    id: 'network/rust-reset', program: 'rust', literals: ['(os error 104)', '(os error 54)', '(os error 10054)', 'kind: ConnectionReset'], pattern: /\(os error (?:104|54|10054)\)|\bOs \{ code: \d{1,5}, kind: ConnectionReset\b/,
    causes: [reset, tlsReset, serverNameFiltered],
    examples: { matches: ['connection error: Connection reset by peer (os error 104)', 'connection error: Connection reset by peer (os error 54)', 'connection error: An existing connection was forcibly closed by the remote host. (os error 10054)', 'Os { code: 104, kind: ConnectionReset, message: "Connection reset by peer" }'], nearMisses: ['Broken pipe (os error 32)'] },
  },
  {
    id: 'network/rust-operation-timeout', program: 'rust', literals: ['operation timed out'], pattern: /\b(?:source|reqwest|hyper|error sending request|Caused by).{0,300}\boperation timed out\b/,
    causes: [httpSilence, timedOut, tlsSilence],
    examples: { matches: ['error sending request for url (https://api.example.com/): operation timed out', 'reqwest::Error { kind: Request, url: "https://api.example.com/", source: TimedOut } operation timed out'], nearMisses: ['the operation timed out'] },
  },
  {
    id: 'network/rust-not-tls', program: 'rust', literals: ['InvalidContentType'], pattern: /\breceived corrupt message of type InvalidContentType\b/,
    causes: [notTls],
    examples: { matches: ['received corrupt message of type InvalidContentType'], nearMisses: ['received corrupt message of type UnknownProtocolVersion'] },
  },
  {
    id: 'network/rust-fatal-alert', program: 'rust', literals: ['received fatal alert:'], pattern: /\breceived fatal alert: (?!ProtocolVersion|Unrecogni[sz]edName|CertificateRequired)\w{1,40}/,
    causes: [tlsAlert],
    examples: { matches: ['received fatal alert: HandshakeFailure'], nearMisses: ['received fatal alert: ProtocolVersion'] },
  },
  {
    id: 'network/rust-protocol-version', program: 'rust', literals: ['received fatal alert: ProtocolVersion', 'peer is incompatible: '], pattern: /\breceived fatal alert: ProtocolVersion\b|\bpeer is incompatible: ServerTlsVersionIsDisabled/,
    causes: [protocolTooOld],
    examples: { matches: ['received fatal alert: ProtocolVersion', 'peer is incompatible: ServerTlsVersionIsDisabledByOurConfig'], nearMisses: ['received fatal alert: HandshakeFailure'] },
  },
  {
    id: 'network/rust-server-name', program: 'rust', literals: ['received fatal alert: Unrecogni'], pattern: /\breceived fatal alert: Unrecogni[sz]edName\b/,
    causes: [unknownServerName],
    examples: { matches: ['received fatal alert: UnrecognisedName'], nearMisses: ['received fatal alert: HandshakeFailure'] },
  },
  {
    id: 'network/rust-client-certificate', program: 'rust', literals: ['received fatal alert: CertificateRequired'], pattern: /\breceived fatal alert: CertificateRequired\b/,
    causes: [clientCertificate],
    examples: { matches: ['received fatal alert: CertificateRequired'], nearMisses: ['received fatal alert: BadCertificate'] },
  },
  {
    id: 'network/rust-tls-closed', program: 'rust', literals: ['tls handshake eof', 'peer closed connection without sending TLS close_notify'], pattern: /\btls handshake eof\b|\bpeer closed connection without sending TLS close_notify/,
    causes: [tlsClosed, tlsReset, serverNameFiltered],
    examples: { matches: ['client error (Connect): tls handshake eof', 'peer closed connection without sending TLS close_notify: https://docs.rs/rustls/latest/rustls/manual/_03_howto/index.html#unexpected-eof'], nearMisses: ['the handshake is over'] },
  },
]);
