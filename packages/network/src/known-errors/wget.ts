import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clientCertificate, emptyReply, httpSilence, notTls, nxdomain, proxyAuthentication, proxyRefusal, proxyUnreachable, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsReset, tlsSilence, truncatedBody, blockingEgress, forgedAddress, http2Failure, lyingResolver, proxyLoop, proxyNameResolution, tlsExpected } from './possible-causes.ts';

/** What GNU Wget says beside GnuTLS's or OpenSSL's own sentence; BusyBox speaks alike. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/wget-resolve', program: 'wget', literals: ['unable to resolve host address', 'bad address'], pattern: /\bunable to resolve host address [‘'`"](?<host>[\w.-]{1,253})|\bwget: bad address '(?<name>[\w.:-]{1,253})'/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ["wget: unable to resolve host address 'nope.example.com'", "wget: bad address 'nope.example.com'"], nearMisses: ['mmap: bad address'] },
  },
  {
    id: 'network/wget-refused', program: 'wget', literals: ['failed: Connection refused', "can't connect to remote host"], pattern: /(?:^|\.\.\. )failed: Connection refused\.|\bcan't connect to remote host(?: \((?<address>[\da-fA-F:.]{2,45})\))?: Connection refused/,
    causes: [refused, proxyUnreachable, forgedAddress, blockingEgress],
    examples: { matches: ['Connecting to localhost (localhost)|127.0.0.1|:1... failed: Connection refused.', "wget: can't connect to remote host (127.0.0.1): Connection refused"], nearMisses: ['login failed: Connection refused by policy'] },
  },
  {
    id: 'network/wget-timed-out', program: 'wget', literals: ['failed: Connection timed out'], pattern: /(?:^|\.\.\. )failed: Connection timed out\./,
    causes: [timedOut, blockingEgress, forgedAddress],
    examples: { matches: ['Connecting to example.com (example.com)|203.0.113.7|:443... failed: Connection timed out.'], nearMisses: ['backup failed: Connection timed out'] },
  },
  {
    id: 'network/wget-reset', program: 'wget', literals: ['Read error (Connection reset', 'Read error at byte'], pattern: /\bRead error \(Connection reset by peer\) in headers|\bRead error at byte \d{1,20}(?:\/\d{1,20})? \(Connection reset/,
    causes: [reset, truncatedBody],
    examples: { matches: ['Read error (Connection reset by peer) in headers.', 'Read error at byte 1048576/5242880 (Connection reset by peer). Retrying.'], nearMisses: ['Read error (Bad file descriptor)'] },
  },
  {
    id: 'network/wget-read-timeout', program: 'wget', literals: ['Read error (Connection timed out)'], pattern: /\bRead error \(Connection timed out\) in headers/,
    causes: [httpSilence],
    examples: { matches: ['Read error (Connection timed out) in headers.'], nearMisses: ['Read error (Connection reset by peer) in headers.'] },
  },
  {
    id: 'network/wget-no-data', program: 'wget', literals: ['No data received'], pattern: /^\s{0,8}(?:HTTP request sent, awaiting response\.\.\. )?No data received\./,
    causes: [emptyReply, http2Failure, tlsExpected],
    examples: { matches: ['HTTP request sent, awaiting response... No data received.', 'No data received.'], nearMisses: ['sensor 7: No data received.'] },
  },
  {
    id: 'network/wget-no-tls', program: 'wget', literals: ['Unable to establish SSL connection'], pattern: /\bUnable to establish SSL connection\b/,
    causes: [tlsReset, tlsSilence, tlsAlert, serverNameFiltered, notTls],
    examples: { matches: ['Unable to establish SSL connection.'], nearMisses: ['Unable to establish SSH connection.'] },
  },
  {
    id: 'network/wget-alert', program: 'wget', literals: ['GnuTLS: received alert'], pattern: /\bGnuTLS: received alert \[(?:40|80|116|42)\]/,
    causes: [tlsAlert, clientCertificate],
    examples: { matches: ['GnuTLS: received alert [40]: Handshake failed'], nearMisses: ['GnuTLS: received alert [0]: Close notify'] },
  },
  {
    id: 'network/wget-tunnel-407', program: 'wget', literals: ['Proxy tunneling failed'], pattern: /\bProxy tunneling failed: Proxy Authentication Required/,
    causes: [proxyAuthentication],
    examples: { matches: ['Proxy tunneling failed: Proxy Authentication RequiredUnable to establish SSL connection.'], nearMisses: ['Proxy tunneling failed: ForbiddenUnable to establish SSL connection.'] },
  },
  {
    id: 'network/wget-tunnel-refused', program: 'wget', literals: ['Proxy tunneling failed'], pattern: /\bProxy tunneling failed: (?!Proxy Authentication Required)/,
    causes: [proxyRefusal, proxyNameResolution, proxyLoop],
    examples: { matches: ['Proxy tunneling failed: ForbiddenUnable to establish SSL connection.'], nearMisses: ['Proxy tunneling failed: Proxy Authentication RequiredUnable to establish SSL connection.'] },
  },
]);
