import { defineKnownErrors, type KnownError } from '@culprit/core';
import { certificateUntrusted, forbidden, notFound, nxdomain, proxyUnreachable, refused, timedOut, tlsReset, unauthorized } from './possible-causes.ts';

/** What git adds to libcurl's texts, which are among curl's. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/git-unable-to-access', program: 'git', literals: ['unable to access'], pattern: /\bunable to access '(?<url>https?:\/\/[^'\s]{1,2000})'/,
    causes: [timedOut, nxdomain, refused, tlsReset, certificateUntrusted, proxyUnreachable],
    examples: { matches: ["fatal: unable to access 'https://github.com/x/y.git/': Failed to connect to github.com port 443 after 75002 ms: Couldn't connect to server"], nearMisses: ["warning: unable to access '/root/.config/git/attributes': Permission denied"] },
  },
  {
    id: 'network/git-authentication', program: 'git', literals: ['Authentication failed for', 'could not read Username'], pattern: /\bAuthentication failed for '(?<url>https?:\/\/[^'\s]{1,2000})'|\bcould not read Username for '(?<endpoint>https?:\/\/[^'\s]{1,2000})'/,
    causes: [unauthorized],
    examples: { matches: ["fatal: Authentication failed for 'https://github.com/x/y.git/'", "fatal: could not read Username for 'https://github.com': terminal prompts disabled"], nearMisses: ['Authentication failed for user postgres'] },
  },
  {
    id: 'network/git-status', program: 'git', literals: ['The requested URL returned error'], pattern: /\bunable to access '(?<url>https?:\/\/[^'\s]{1,2000})': The requested URL returned error: (?:403|404)/,
    causes: [forbidden, notFound],
    examples: { matches: ["fatal: unable to access 'https://github.com/x/y.git/': The requested URL returned error: 403"], nearMisses: ['curl: (22) The requested URL returned error: 403'] },
  },
]);
