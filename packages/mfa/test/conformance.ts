import { checkTable, type CauseCase, type Conformance } from '@culprit/testkit';
import network from '@culprit/network/manifest';
import type { ClockComparison } from '@culprit/network';
import type { CodeExplanation } from '../src/facts/code-explanation.ts';
import type { CodeMatch } from '../src/facts/code-match.ts';
import type { SecretReading } from '../src/facts/secret-reading.ts';
import { oneTimePassword, type OneTimePassword } from '../src/targets/one-time-password.ts';

const secret = { $secret: 'env:SEED' };
const asked: OneTimePassword = { secret, code: { $secret: 'env:CODE' }, issuer: 'Harbour', account: 'ada' };
const targets = [oneTimePassword.of(asked)];

const read = (more: Partial<Extract<SecretReading, { readonly outcome: 'read' }>> = {}): SecretReading => ({ outcome: 'read', bytes: 20, form: 'base32', notes: [], ...more });
const refused = (reason: Extract<SecretReading, { readonly outcome: 'refused' }>['reason'], position?: number): SecretReading => ({ outcome: 'refused', reason, ...(position === undefined ? {} : { position }) });
const wrong: CodeMatch = { outcome: 'wrong' };


type Explanation = Extract<CodeExplanation, { readonly outcome: 'explained' }>['explanation'];
const explanation = (mistake: Explanation['mistake'], more: Partial<Explanation> = {}): Explanation => ({ mistake, detail: '', offsetSeconds: 0, counterDelta: 0, proved: true, ...more });
const explained = (mistake: Explanation['mistake'], more: Partial<Explanation> = {}): CodeExplanation => ({ outcome: 'explained', explanation: explanation(mistake, more) });

/** What every cause owes that two consecutive codes prove: its mistakes by the reasons they are told by, and a mistake of another cause. */
function provedByTwoCodes(mistakes: { readonly [M in Explanation['mistake']]?: { readonly reason: string; readonly more?: Partial<Explanation> } }, another: Explanation['mistake']): readonly CauseCase[] {
  const known = Object.keys(mistakes) as Explanation['mistake'][];
  return [
    ...known.map((mistake): CauseCase => ({
      name: `two codes fit: ${mistake}`, targets, facts: { explanation: explained(mistake, mistakes[mistake]?.more) }, expects: { verdict: 'confirmed', reason: mistakes[mistake]?.reason ?? '', witness: ['explanation'] },
    })),
    { name: 'two codes fit something else', targets, facts: { explanation: explained(another) }, expects: { verdict: 'ruled-out', reason: 'other-mistake' } },
    { name: 'one code fits', targets, facts: { explanation: { outcome: 'second-code-needed', candidates: known.map((mistake) => explanation(mistake, { proved: false })), chance: 0.01 } }, expects: { verdict: 'open', reason: 'second-code' } },
    { name: 'one code fits something else', targets, facts: { explanation: { outcome: 'second-code-needed', candidates: [explanation(another, { proved: false })], chance: 0.01 } }, expects: { verdict: 'ruled-out', reason: 'fits-nothing' } },
    { name: 'nothing fits', targets, facts: { explanation: { outcome: 'unexplained', tried: 900 } }, expects: { verdict: 'ruled-out', reason: 'fits-nothing' } },
    { name: 'nobody looked', targets, facts: {}, expects: { verdict: 'open', reason: 'not-explained' } },
  ];
}

const others = (offsetMs: number, verdict: ClockComparison['verdict'] = 'agrees', count = 3): ClockComparison => ({
  verdict, offsetMs, count, offsets: Array.from({ length: count }, (_, index) => ({ source: `clock${index}.example`, own: false, offsetMs, uncertaintyMs: 50 })),
});
const fast = explained('drift', { offsetSeconds: 600 });

const conformance: Conformance = {
  others: [network],
  targets: () => ['otpauth://totp/Peer:ada?secret=env:SEED&code=env:CODE'],
  checks: {
    'mfa/code': checkTable(asked, [
      ['one of those of its window', 'accepted', { reading: read(), match: { outcome: 'accepted', delta: 0 } }],
      ['none of them', 'rejected', { reading: read(), match: wrong }],
      ['one that counted before', 'reused', { reading: read(), match: { outcome: 'reused' } }],
      ['letters', 'malformed', { reading: read(), match: { outcome: 'malformed', reason: 'not-digits' } }],
      ['none is given', 'no-code', { reading: read(), match: { outcome: 'unasked' } }, { target: { secret } }],
      ['a secret that is none', 'no-secret', { reading: refused('empty'), match: { outcome: 'unasked' } }],
    ]),
    'mfa/parameters': checkTable(asked, [
      ['the usual ones', 'usual', { reading: read() }],
      ['a minute, by the secret\'s own URI', 'unusual', { reading: read({ form: 'uri', parameters: { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 60 } }) }],
      ['a secret that is none', 'unreadable', { reading: refused('empty') }],
    ]),
    'mfa/secret': checkTable(asked, [
      ['20 bytes', 'readable', { reading: read() }],
      ['10 bytes', 'short', { reading: read({ bytes: 10 }) }],
      ['16 bytes are enough', 'readable', { reading: read({ bytes: 16 }) }],
      ['that of a tutorial', 'well-known', { reading: read({ notes: ['well-known'] }) }],
      ['a character is lost', 'damaged', { reading: read({ notes: ['incomplete-group'] }) }],
      ['a ciphertext', 'undecrypted', { reading: refused('undecrypted') }],
      ['nothing at all', 'unreadable', { reading: refused('empty') }],
      ['a character that base32 lacks', 'unreadable-at', { reading: refused('not-base32', 3) }],
    ]),
  },
  causes: {
    'mfa/authenticator-clock': [
      { name: 'other clocks agree with this machine', targets, facts: { explanation: fast, clocks: others(0) }, expects: { verdict: 'confirmed', reason: 'others-agree-with-us', params: { seconds: 600, count: 3 } } },
      { name: 'both are off', targets, facts: { explanation: fast, clocks: others(300_000, 'machine') }, expects: { verdict: 'confirmed', reason: 'both-are-off' } },
      { name: 'no other clock answers', targets, facts: { explanation: fast, clocks: others(0, 'none', 0) }, expects: { verdict: 'confirmed', reason: 'no-other-clock', confidence: 'likely' } },
      { name: 'this machine is off by as much', targets, facts: { explanation: fast, clocks: others(-600_000, 'machine') }, expects: { verdict: 'ruled-out', reason: 'machine-is-off' } },
      { name: 'the clocks contradict each other', targets, facts: { explanation: fast, clocks: others(0, 'disagree', 0) }, expects: { verdict: 'open', reason: 'clocks-disagree' } },
      { name: 'two codes fit something else', targets, facts: { explanation: explained('digits'), clocks: others(0) }, expects: { verdict: 'ruled-out', reason: 'other-mistake' } },
      { name: 'one code fits', targets, facts: { explanation: { outcome: 'second-code-needed', candidates: [explanation('drift', { proved: false })], chance: 0.01 }, clocks: others(0) }, expects: { verdict: 'open', reason: 'second-code' } },
      { name: 'nothing fits', targets, facts: { explanation: { outcome: 'unexplained', tried: 900 }, clocks: others(0) }, expects: { verdict: 'ruled-out', reason: 'fits-nothing' } },
      { name: 'nobody looked', targets, facts: {}, expects: { verdict: 'open', reason: 'not-explained' } },
    ],
    'mfa/counter-out-of-step': provedByTwoCodes({ 'counter-ahead': { reason: 'two-codes-fit', more: { counterDelta: 40 } }, 'counter-behind': { reason: 'two-codes-fit', more: { counterDelta: -3 } } }, 'drift'),
    'mfa/parameter-mismatch': provedByTwoCodes({
      algorithm: { reason: 'algorithm', more: { detail: 'SHA256' } }, digits: { reason: 'digits', more: { detail: '8' } }, period: { reason: 'period', more: { detail: '60' } },
      'several-parameters': { reason: 'several', more: { detail: 'SHA256, 8' } }, 'hotp-for-totp': { reason: 'counter' }, 'totp-for-hotp': { reason: 'time' },
      steam: { reason: 'steam' }, 'not-steam': { reason: 'digits-for-steam' }, milliseconds: { reason: 'milliseconds' },
    }, 'old-code'),
    'mfa/secret-mismatch': provedByTwoCodes({
      encoding: { reason: 'other-encoding', more: { detail: 'text' } }, 'other-account': { reason: 'other-account', more: { detail: 'bob' } }, 'truncated-secret': { reason: 'truncated' }, 'mistyped-secret': { reason: 'mistyped' },
    }, 'digits'),
    'mfa/stale-code': provedByTwoCodes({ 'old-code': { reason: 'old', more: { offsetSeconds: -120 } }, 'mistyped-code': { reason: 'mistyped' }, 'lost-zero': { reason: 'lost-zero' } }, 'steam'),
    'mfa/undecrypted-secret': [
      { name: 'a ciphertext', targets, facts: { reading: refused('undecrypted') }, expects: { verdict: 'confirmed', reason: 'looks-encrypted', witness: ['reading'] } },
      { name: 'another thing that is no secret', targets, facts: { reading: refused('empty') }, expects: { verdict: 'ruled-out', reason: 'readable' } },
      { name: 'nobody looked', targets, facts: {}, expects: { verdict: 'open', reason: 'unread' } },
    ],
  },
};

export default conformance;
