import { defineKnownErrors, type KnownError } from '@culprit/core';
import { blockingEgress, nxdomain, refused, reset, resolverTimeout, timedOut, unreachable } from './possible-causes.ts';

/** What OpenSSH says before anybody's key is asked for. git, rsync and ansible print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/ssh-resolve', program: 'ssh', literals: ['Could not resolve hostname'], pattern: /\bssh: Could not resolve hostname (?<host>[\w.-]{1,253}):/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ['ssh: Could not resolve hostname gitlab.corp: Name or service not known'], nearMisses: ['Could not resolve hostname of the printer'] },
  },
  {
    id: 'network/ssh-refused', program: 'ssh', literals: ['ssh: connect to host'], pattern: /\bssh: connect to host (?<host>[\w.:-]{1,253}) port (?<port>\d{1,5}): Connection refused/,
    causes: [refused],
    examples: { matches: ['ssh: connect to host build.example.com port 22: Connection refused'], nearMisses: ['ssh: connect to host github.com port 22: Connection timed out'] },
  },
  {
    id: 'network/ssh-timeout', program: 'ssh', literals: ['ssh: connect to host'], pattern: /\bssh: connect to host (?<host>[\w.:-]{1,253}) port (?<port>\d{1,5}): (?:Connection|Operation) timed out/,
    causes: [timedOut, blockingEgress],
    examples: { matches: ['ssh: connect to host github.com port 22: Connection timed out'], nearMisses: ['ssh: connect to host build.example.com port 22: Connection refused'] },
  },
  {
    id: 'network/ssh-unreachable', program: 'ssh', literals: ['ssh: connect to host'], pattern: /\bssh: connect to host (?<host>[\w.:-]{1,253}) port (?<port>\d{1,5}): (?:No route to host|Network is unreachable)/,
    causes: [unreachable],
    examples: { matches: ['ssh: connect to host 10.0.0.5 port 22: No route to host'], nearMisses: ['ssh: connect to host build.example.com port 22: Connection refused'] },
  },
  {
    id: 'network/ssh-identification', program: 'ssh', literals: ['kex_exchange_identification', 'ssh_exchange_identification'], pattern: /\b(?:kex|ssh)_exchange_identification: (?:read: )?Connection (?:closed|reset)/,
    causes: [reset, blockingEgress],
    examples: { matches: ['kex_exchange_identification: Connection closed by remote host', 'kex_exchange_identification: read: Connection reset by peer', 'ssh_exchange_identification: Connection closed by remote host'], nearMisses: ['kex_exchange_identification: banner line 0: HTTP/1.1 400 Bad Request'] },
  },
]);
