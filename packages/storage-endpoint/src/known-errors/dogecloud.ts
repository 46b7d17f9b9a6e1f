import { defineKnownErrors, type KnownError } from '@culprit/core';
import { accessTokenCauses } from '../dogecloud/access-token-causes.ts';

/** The API's own replies, as any client may print them. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'storage-endpoint/dogecloud-access-token', program: 'dogecloud', literals: ['"AccessToken Error"'], pattern: /"msg"\s*:\s*"AccessToken Error"/,
    causes: accessTokenCauses,
    examples: { matches: ['{"code":403,"msg":"AccessToken Error"}'], nearMisses: ['{"code":403,"msg":"AccessToken"}'] },
  },
]);
