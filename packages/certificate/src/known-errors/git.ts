import { defineKnownErrors, type KnownError } from '@culprit/core';
import { incompleteChain, selfSigned, unknownRoot } from './possible-causes.ts';

/** What git says where its libcurl is built with GnuTLS (Debian, Ubuntu): one sentence for every fault of a certificate. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/git-gnutls', program: 'git', literals: ['server certificate verification failed'], pattern: /\bserver certificate verification failed\. CAfile:/,
    causes: [unknownRoot, incompleteChain, selfSigned],
    examples: { matches: ["fatal: unable to access 'https://git.example.com/x.git/': server certificate verification failed. CAfile: none CRLfile: none"], nearMisses: ['server certificate verification failed'] },
  },
]);
