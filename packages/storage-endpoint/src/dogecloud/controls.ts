import type { Request, Suspicion } from '@culprit/core';
import { dogecloudAnswer, type DogeCloudAnswer } from '../facts/dogecloud-answer.ts';
import { dogecloudSignature, type DogeCloudSignature } from '../facts/dogecloud-signature.ts';
import { dogecloudAccount } from '../targets/dogecloud-account.ts';
import { dogecloudRequest } from '../targets/dogecloud-request.ts';

type Asked = { readonly given?: Request<DogeCloudAnswer>; readonly unsigned?: Request<DogeCloudAnswer>; readonly cleaned?: Request<DogeCloudAnswer>; readonly swapped?: Request<DogeCloudAnswer> };

/** The same question with other keys and with none, where an account is examined. */
export function answersOf(suspicion: Suspicion): Asked {
  const account = suspicion.related(dogecloudAccount);
  if (account === undefined) return {};
  return {
    given: dogecloudAnswer.of(account), unsigned: dogecloudAnswer.of({ ...account, as: 'unsigned' }),
    cleaned: dogecloudAnswer.of({ ...account, as: 'cleaned' }), swapped: dogecloudAnswer.of({ ...account, as: 'swapped' }),
  };
}

/** What recomputing gave, where a captured request is examined. */
export function signatureOf(suspicion: Suspicion): { readonly signature?: Request<DogeCloudSignature> } {
  const request = suspicion.related(dogecloudRequest);
  return request === undefined ? {} : { signature: dogecloudSignature.of(request) };
}
