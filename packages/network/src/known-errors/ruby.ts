import { defineKnownErrors, type KnownError } from '@culprit/core';
import { blockingEgress, desktopProxyNotFollowed, emptyReply, httpSilence, notTls, nxdomain, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, unreachable } from './possible-causes.ts';

/** What Ruby says (net/http, socket, openssl); Bundler, CocoaPods, Fastlane and Homebrew print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/ruby-resolve', program: 'ruby', literals: ['(getaddrinfo', 'SocketError: getaddrinfo', 'Socket::ResolutionError'], pattern: /\bFailed to open TCP connection to (?<endpoint>[\w.:[\]-]{1,253}) \(getaddrinfo|\bSocketError: getaddrinfo|\bSocket::ResolutionError\b/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ['SocketError: Failed to open TCP connection to rubygems.org:443 (getaddrinfo: Name or service not known)', 'Socket::ResolutionError: getaddrinfo(3): nodename nor servname provided, or not known', 'SocketError: getaddrinfo: Name or service not known'], nearMisses: ['Failed to open TCP connection to localhost:3000 (Connection refused - connect(2) for "localhost" port 3000)'] },
  },
  {
    id: 'network/ruby-refused', program: 'ruby', literals: ['Errno::ECONNREFUSED', '(Connection refused - connect(2)'], pattern: /\bErrno::ECONNREFUSED\b|\bFailed to open TCP connection to (?<endpoint>[\w.:[\]-]{1,253}) \(Connection refused - connect\(2\)/,
    causes: [refused],
    examples: { matches: ['Errno::ECONNREFUSED: Failed to open TCP connection to localhost:3000 (Connection refused - connect(2) for "localhost" port 3000)'], nearMisses: ['Errno::EADDRINUSE: Address already in use - bind(2)'] },
  },
  {
    id: 'network/ruby-open-timeout', program: 'ruby', literals: ['Net::OpenTimeout', 'Errno::ETIMEDOUT'], pattern: /\bNet::OpenTimeout\b|\bErrno::ETIMEDOUT\b/,
    causes: [timedOut, blockingEgress, desktopProxyNotFollowed],
    examples: { matches: ['Net::OpenTimeout: execution expired', 'Net::OpenTimeout: Failed to open TCP connection to rubygems.org:443 (execution expired)', 'Errno::ETIMEDOUT: Connection timed out - connect(2) for "rubygems.org" port 443'], nearMisses: ['Net::OpenTimeoutError of the mock'] },
  },
  {
    id: 'network/ruby-read-timeout', program: 'ruby', literals: ['Net::ReadTimeout'], pattern: /\bNet::ReadTimeout\b/,
    causes: [httpSilence],
    examples: { matches: ['Net::ReadTimeout: Net::ReadTimeout with #<TCPSocket:(closed)>'], nearMisses: ['Net::ReadTimeouts are set to 5'] },
  },
  {
    id: 'network/ruby-unreachable', program: 'ruby', literals: ['Errno::EHOSTUNREACH', 'Errno::ENETUNREACH'], pattern: /\bErrno::E(?:HOST|NET)UNREACH\b/,
    causes: [unreachable],
    examples: { matches: ['Errno::EHOSTUNREACH: No route to host - connect(2) for "10.0.0.5" port 80', 'Errno::ENETUNREACH: Network is unreachable - connect(2) for "rubygems.org" port 443'], nearMisses: ['Errno::ENOENT: No such file or directory'] },
  },
  {
    id: 'network/ruby-reset', program: 'ruby', literals: ['Errno::ECONNRESET'], pattern: /\bErrno::ECONNRESET\b/,
    causes: [reset, tlsReset, serverNameFiltered],
    examples: { matches: ['Errno::ECONNRESET: Connection reset by peer - SSL_connect'], nearMisses: ['Errno::EPIPE: Broken pipe'] },
  },
  {
    id: 'network/ruby-tls-closed', program: 'ruby', literals: ['SSL_connect SYSCALL returned=5'], pattern: /\bSSL_connect SYSCALL returned=5 errno=0\b/,
    causes: [tlsClosed, tlsReset],
    examples: { matches: ['OpenSSL::SSL::SSLError: SSL_connect SYSCALL returned=5 errno=0 peeraddr=10.0.0.5:443 state=SSLv3/TLS write client hello'], nearMisses: ['SSL_connect returned=1 errno=0 state=error: certificate verify failed'] },
  },
  {
    id: 'network/ruby-not-tls', program: 'ruby', literals: ['wrong version number'], pattern: /\bSSL_connect returned=1 errno=0.{0,120}: wrong version number/,
    causes: [notTls],
    examples: { matches: ['OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 peeraddr=127.0.0.1:80 state=error: wrong version number'], nearMisses: ['the wrong version number of the gem'] },
  },
  {
    id: 'network/ruby-tls-alert', program: 'ruby', literals: ['alert handshake failure'], pattern: /\bSSL_connect returned=1 errno=0.{0,120}alert handshake failure/,
    causes: [tlsAlert],
    examples: { matches: ['SSL_connect returned=1 errno=0 state=error: sslv3 alert handshake failure (SSL alert number 40)'], nearMisses: ['alert: handshake failure of the bot'] },
  },
  {
    id: 'network/ruby-end-of-file', program: 'ruby', literals: ['EOFError: end of file reached'], pattern: /\bEOFError: end of file reached\b/,
    causes: [emptyReply, tlsClosed],
    examples: { matches: ['EOFError: end of file reached'], nearMisses: ['EOFError: end of the file was expected'] },
  },
]);
