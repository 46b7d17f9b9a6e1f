import { defineKnownErrors, type KnownError } from '@culprit/core';
import { certificateUntrusted, forbidden, httpSilence, reset, truncatedBody, nxdomain, proxyUnreachable, redirectLoop, refused, resolverTimeout, timedOut, unauthorized } from './possible-causes.ts';

/** What npm adds to Node's texts; pnpm and yarn speak alike. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/npm-request-failed', program: 'npm', literals: ['failed, reason:'], pattern: /\brequest to (?<url>https?:\/\/\S{1,2000}) failed, reason: /,
    causes: [timedOut, nxdomain, refused, certificateUntrusted, proxyUnreachable],
    examples: { matches: ['npm error network request to https://registry.example.org/left-pad failed, reason: getaddrinfo ENOTFOUND registry.example.org'], nearMisses: ['the request to leave failed, reason: none'] },
  },
  {
    id: 'network/npm-body', program: 'npm', literals: ['Invalid response body while trying to fetch'], pattern: /\bInvalid response body while trying to fetch (?<url>https?:\/\/\S{1,2000}): /,
    causes: [truncatedBody, reset],
    examples: { matches: ['npm error network Invalid response body while trying to fetch https://registry.example.org/left-pad: aborted'], nearMisses: ['Invalid response body while trying to parse'] },
  },
  {
    id: 'network/npm-timeout', program: 'npm', literals: ['network timeout at', 'ERR_SOCKET_TIMEOUT', 'Socket timeout'], pattern: /\bnetwork timeout at: (?<url>https?:\/\/\S{1,2000})|\bnpm (?:error|ERR!) (?:code ERR_SOCKET_TIMEOUT|network Socket timeout)\b/,
    causes: [httpSilence, timedOut],
    examples: { matches: ['npm error network timeout at: https://registry.example.org/left-pad', 'npm ERR! code ERR_SOCKET_TIMEOUT', 'npm error network Socket timeout'], nearMisses: ['network timeout at startup'] },
  },
  {
    id: 'network/npm-reset', program: 'npm', literals: ['code ECONNRESET'], pattern: /\bnpm (?:error|ERR!) code ECONNRESET\b/,
    causes: [reset, proxyUnreachable],
    examples: { matches: ['npm error code ECONNRESET'], nearMisses: ['npm error code ECONNREFUSED'] },
  },
  {
    id: 'network/npm-connect', program: 'npm', literals: ['code ETIMEDOUT', 'code ECONNREFUSED'], pattern: /\bnpm (?:error|ERR!) code (?:ETIMEDOUT|ECONNREFUSED)\b/,
    causes: [timedOut, refused, proxyUnreachable],
    examples: { matches: ['npm ERR! code ETIMEDOUT', 'npm error code ECONNREFUSED'], nearMisses: ['npm error code ECONNRESET'] },
  },
  {
    id: 'network/npm-resolve', program: 'npm', literals: ['code ENOTFOUND', 'code EAI_AGAIN'], pattern: /\bnpm (?:error|ERR!) code (?:ENOTFOUND|EAI_AGAIN)\b/,
    causes: [nxdomain, resolverTimeout, proxyUnreachable],
    examples: { matches: ['npm error code ENOTFOUND', 'npm error code EAI_AGAIN'], nearMisses: ['npm error code ENOENT'] },
  },
  {
    id: 'network/npm-unauthorized', program: 'npm', literals: ['code E401', 'code ENEEDAUTH'], pattern: /\bnpm (?:error|ERR!) code (?:E401|ENEEDAUTH)\b/,
    causes: [unauthorized],
    examples: { matches: ['npm error code E401', 'npm error code ENEEDAUTH'], nearMisses: ['npm error code E404'] },
  },
  {
    id: 'network/npm-forbidden', program: 'npm', literals: ['code E403'], pattern: /\bnpm (?:error|ERR!) code E403\b/,
    causes: [forbidden],
    examples: { matches: ['npm error code E403'], nearMisses: ['npm error code E401'] },
  },
  {
    id: 'network/npm-redirects', program: 'npm', literals: ['EMAXREDIRECT'], pattern: /\bnpm (?:error|ERR!) code EMAXREDIRECT\b/,
    causes: [redirectLoop],
    examples: { matches: ['npm error code EMAXREDIRECT'], nearMisses: ['EMAXREDIRECT=5'] },
  },
]);
