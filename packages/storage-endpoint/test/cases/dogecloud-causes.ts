import type { CauseCase, Conformance } from '@culprit/testkit';
import { dogecloudKeyEdges } from '../../src/causes/dogecloud-key-edges.ts';
import { dogecloudKeysRefused } from '../../src/causes/dogecloud-keys-refused.ts';
import { dogecloudKeysSwapped } from '../../src/causes/dogecloud-keys-swapped.ts';
import { dogecloudSigningMistake } from '../../src/causes/dogecloud-signing-mistake.ts';
import { dogecloudTokenLost } from '../../src/causes/dogecloud-token-lost.ts';
import type { SignatureDiagnosis } from '../../src/dogecloud/diagnose-signature.ts';
import { mistakesOf, signingMistakes, type SigningMistake } from '../../src/dogecloud/signing-mistakes.ts';
import type { DogeCloudAnswer } from '../../src/facts/dogecloud-answer.ts';
import type { DogeCloudSignature } from '../../src/facts/dogecloud-signature.ts';
import { dogecloudAccount } from '../../src/targets/dogecloud-account.ts';
import { dogecloudRequest } from '../../src/targets/dogecloud-request.ts';

const keys = { accessKey: { $secret: 'env:A' }, secretKey: { $secret: 'env:S' } };
const account = { targets: [dogecloudAccount.of(keys)] };
const captured = { targets: [dogecloudRequest.of({ capture: 'request.txt', ...keys })] };
const none = { accessKey: [], secretKey: [] };
const quoted = { accessKey: [], secretKey: ['quotes'] } as const;
const accepted: DogeCloudAnswer = { outcome: 'accepted', domains: 1, edges: quoted };
const refused: DogeCloudAnswer = { outcome: 'refused', code: '403', message: 'AccessToken Error', status: 200, edges: quoted };
const unauthorized: DogeCloudAnswer = { outcome: 'refused', code: 'ERROR_UNAUTHORIZED', message: '', status: 200, edges: none };
const notTried: DogeCloudAnswer = { outcome: 'not-tried', edges: none };
const silent: DogeCloudAnswer = { outcome: 'timed-out', edges: quoted };
const mistaken = (...[first, ...more]: readonly [SigningMistake, ...SigningMistake[]]): { readonly signature: DogeCloudSignature } => signature({ outcome: 'mistaken', mistakes: [first, ...more], edges: none });
const signature = (diagnosis: SignatureDiagnosis): { readonly signature: DogeCloudSignature } => ({ signature: { outcome: 'computed', diagnosis } });
const of = (verdict: CauseCase['expects']['verdict']) => (reason: string, more: Partial<CauseCase['expects']> = {}): Pick<CauseCase, 'expects'> => ({ expects: { verdict, reason, ...more } });
const [confirmed, ruledOut, open] = [of('confirmed'), of('ruled-out'), of('open')];

const bySignature = { findings: ['storage-endpoint/dogecloud-signature#mistaken'], ...captured };

export const causes: NonNullable<Conformance['causes']> = {
  [dogecloudKeyEdges.id]: [
      { name: 'accepted without its quotes', ...account, facts: { given: refused, cleaned: accepted }, ...confirmed('accepted-without', { params: { edges: 'quotes' }, witness: ['given', 'cleaned'] }) },
      { name: 'refused without them too', ...account, facts: { given: refused, cleaned: refused }, ...ruledOut('refused-without') },
      { name: 'nothing around', ...account, facts: { given: refused, cleaned: notTried }, ...ruledOut('nothing-around') },
      { name: 'no answer', ...account, facts: { given: refused, cleaned: silent }, ...open('not-compared') },
      { name: 'signed with a line end', ...bySignature, facts: mistaken('crlf', 'secret-line-end'), ...confirmed('signed-with', { params: { mistakes: 'secret-line-end' } }) },
      { name: 'signed with the key itself', ...bySignature, facts: mistaken('crlf'), ...ruledOut('signed-otherwise') },
      { name: 'right for a quoted key', findings: ['storage-endpoint/dogecloud-signature#key-edges'], ...captured, facts: signature({ outcome: 'right', edges: quoted }), ...confirmed('present', { params: { edges: 'quotes' } }) },
    ],
  [dogecloudKeysSwapped.id]: [
      { name: 'accepted when exchanged', ...account, facts: { swapped: accepted }, ...confirmed('accepted-swapped') },
      { name: 'refused when exchanged', ...account, facts: { swapped: refused }, ...ruledOut('refused-swapped') },
      { name: 'not tried', ...account, facts: { swapped: notTried }, ...open('not-tried') },
      { name: 'no answer', ...account, facts: { swapped: silent }, ...open('not-compared') },
      { name: 'both in each other\'s place', ...bySignature, facts: mistaken('swapped'), ...confirmed('sent-swapped') },
      { name: 'the secret sent in clear', ...bySignature, facts: mistaken('secret-as-access-key'), ...confirmed('sent-swapped') },
      { name: 'signed with the AccessKey', ...bySignature, facts: mistaken('access-key-as-secret'), ...confirmed('signed-with-access-key') },
      { name: 'signed otherwise', ...bySignature, facts: mistaken('base64'), ...ruledOut('sent-as-given') },
    ],
  [dogecloudKeysRefused.id]: [
      { name: 'refused with a token, another refusal without', ...account, facts: { given: refused, unsigned: unauthorized, cleaned: notTried, swapped: notTried }, ...confirmed('refused-signed', { params: { without: 'ERROR_UNAUTHORIZED' }, witness: ['given', 'unsigned'] }) },
      { name: 'the same with the clock twenty minutes off', ...account, facts: { given: { ...refused, clockOffsetMs: -1_200_400 }, unsigned: unauthorized }, ...confirmed('refused-signed-clock-off', { params: { without: 'ERROR_UNAUTHORIZED', minutes: 20 } }) },
      { name: 'refused alike', ...account, facts: { given: refused, unsigned: refused }, ...confirmed('refused-alike', { confidence: 'likely' }) },
      { name: 'accepted without quotes', ...account, facts: { given: refused, unsigned: unauthorized, cleaned: accepted }, ...ruledOut('accepted-cleaned') },
      { name: 'accepted when exchanged', ...account, facts: { given: refused, unsigned: unauthorized, swapped: accepted }, ...ruledOut('accepted-swapped') },
      { name: 'accepted now', ...account, facts: { given: accepted, unsigned: unauthorized }, ...ruledOut('accepted-now') },
      { name: 'nothing to compare with', ...account, facts: { given: refused, unsigned: silent }, ...open('not-compared') },
    ],
  [dogecloudTokenLost.id]: [
      { name: 'the same with and without', ...account, facts: { given: unauthorized, unsigned: unauthorized }, ...confirmed('same-without', { params: { code: 'ERROR_UNAUTHORIZED' }, confidence: 'likely' }) },
      { name: 'another refusal without', ...account, facts: { given: unauthorized, unsigned: refused }, ...ruledOut('differs-without') },
      { name: 'accepted now', ...account, facts: { given: accepted, unsigned: unauthorized }, ...ruledOut('accepted-now') },
      { name: 'nothing to compare with', ...account, facts: { given: unauthorized, unsigned: silent }, ...open('not-compared') },
    ],
  [dogecloudSigningMistake.id]: [
      ...mistakesOf('request', Object.keys(signingMistakes) as readonly SigningMistake[]).map((mistake): CauseCase => ({ name: mistake, ...bySignature, facts: mistaken(mistake), ...confirmed(mistake, { params: { mistakes: mistake } }) })),
      { name: 'two at once', ...bySignature, facts: mistaken('base64', 'no-leading-slash', 'swapped'), ...confirmed('base64', { params: { mistakes: 'base64 + no-leading-slash + swapped' } }) },
      { name: 'only the keys', ...bySignature, facts: mistaken('swapped'), ...ruledOut('keys-only') },
      { name: 'a capture that could not be read', ...bySignature, facts: { signature: { outcome: 'unreadable', code: 'ENOENT' } }, ...open('not-recomputed') },
    ],
};
