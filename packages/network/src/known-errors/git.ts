import { defineKnownErrors, type KnownError } from '@culprit/core';
import { certificateUntrusted, forbidden, http2Failure, notFound, nxdomain, proxyUnreachable, refused, reset, timedOut, tlsReset, truncatedBody, unauthorized } from './possible-causes.ts';

/** What git adds to libcurl's texts, which are among curl's. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/git-unable-to-access', program: 'git', literals: ['unable to access'], pattern: /\bunable to access '(?<url>https?:\/\/[^'\s]{1,2000})'/,
    causes: [timedOut, nxdomain, refused, tlsReset, certificateUntrusted, proxyUnreachable],
    examples: { matches: ["fatal: unable to access 'https://github.com/x/y.git/': Failed to connect to github.com port 443 after 75002 ms: Couldn't connect to server"], nearMisses: ["warning: unable to access '/root/.config/git/attributes': Permission denied"] },
  },
  {
    id: 'network/git-authentication', program: 'git', literals: ['Authentication failed for', 'could not read Username', 'Support for password authentication was removed'], pattern: /\bAuthentication failed for '(?<url>https?:\/\/[^'\s]{1,2000})'|\bcould not read Username for '(?<endpoint>https?:\/\/[^'\s]{1,2000})'|\bremote: Support for password authentication was removed/,
    causes: [unauthorized],
    examples: { matches: ["fatal: Authentication failed for 'https://github.com/x/y.git/'", "fatal: could not read Username for 'https://github.com': terminal prompts disabled", 'remote: Support for password authentication was removed on August 13, 2021.'], nearMisses: ['Authentication failed for user postgres'] },
  },
  {
    id: 'network/git-status', program: 'git', literals: ['The requested URL returned error'], pattern: /\bunable to access '(?<url>https?:\/\/[^'\s]{1,2000})': The requested URL returned error: (?:403|404)/,
    causes: [forbidden, notFound],
    examples: { matches: ["fatal: unable to access 'https://github.com/x/y.git/': The requested URL returned error: 403"], nearMisses: ['curl: (22) The requested URL returned error: 403'] },
  },
  {
    id: 'network/git-rpc-failed', program: 'git', literals: ['RPC failed;'], pattern: /\bRPC failed; (?:curl \d{1,3} |HTTP [45]\d\d|result=\d)/,
    causes: [truncatedBody, reset, http2Failure],
    examples: { matches: ['error: RPC failed; curl 56 GnuTLS recv error (-54): Error in the pull function.'], nearMisses: ['the RPC failed; it is tried again'] },
  },
]);
