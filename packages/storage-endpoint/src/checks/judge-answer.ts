import { because } from '../dialects/causes.ts';
import type { StoreRequest } from '../facts/store-request.ts';
import { lookedFor, meaningOf, shownAnswer } from '../live/store-questions.ts';

export type RefusalFinding =
  | 'signature-refused' | 'key-unknown' | 'token-refused' | 'region-refused' | 'bucket-missing' | 'path-style-refused' | 'access-denied' | 'account-suspended'
  | 'time-refused' | 'credential-missing' | 'object-missing' | 'bucket-doubled' | 'native-interface' | 'refused';

/** The findings that refusals of stores come to, by the cause that their dialect names first. */
const findings: { readonly [cause: string]: RefusalFinding } = {
  [because.wrongSecret]: 'signature-refused', [because.alteredRequest]: 'signature-refused', [because.unknownKey]: 'key-unknown', [because.tokenExpired]: 'token-refused',
  [because.wrongRegion]: 'region-refused', [because.noBucket]: 'bucket-missing', [because.pathStyle]: 'path-style-refused', [because.accessDenied]: 'access-denied',
  [because.suspended]: 'account-suspended', [because.clock]: 'time-refused', [because.credentialMissing]: 'credential-missing', [because.noObject]: 'object-missing',
  [because.bucketInEndpoint]: 'bucket-doubled', [because.nativeEndpoint]: 'native-interface',
};

/** What a refusal comes to, with what makes causes think of it. */
export function judgeAnswer(answer: StoreRequest & { readonly outcome: 'refused' }, request: 'list' | 'get'): { readonly finding: RefusalFinding; readonly params: { readonly answer: string; readonly means: string; readonly region: string; /** The bucket that the store says it looked for. */ readonly looked: string } } {
  const meaning = meaningOf(answer, request);
  return {
    finding: (meaning === undefined ? undefined : findings[meaning.cause]) ?? 'refused',
    params: { answer: shownAnswer(answer), means: meaning === undefined ? '' : [meaning.cause, ...meaning.alternatives].join(' '), region: answer.region ?? '', looked: lookedFor(answer) ?? '' },
  };
}
