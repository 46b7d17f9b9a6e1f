import { timeStep } from '../codes/one-time-code.ts';
import type { CodeParameters } from '../policy.ts';
import type { Hypothesis, Mistake } from './hypothesis.ts';
import { otherAlgorithms } from './hypothesis.ts';
import { cutSecrets, mistypedSecrets, otherEncodings } from './secret-variants.ts';

export interface Situation {
  readonly secret: Uint8Array;
  /** The secret as it is written, where it is not base32 of {@link secret}. */
  readonly secretText?: string | undefined;
  readonly parameters: CodeParameters;
  /** The counter that is expected next, of a HOTP account. */
  readonly counter?: number | undefined;
  /** Other accounts of the same person or service, by name. */
  readonly others: readonly { readonly name: string; readonly secret: Uint8Array; readonly parameters: CodeParameters }[];
  readonly nowMs: number;
}

/** A day either way: every time zone, and clocks that run free for long. */
const dayMs = 86_400_000;
/** Where only a small window is looked at, because there are many guesses. */
const nearMs = 600_000;
const countersFromStart = 300;
const countersAhead = 1_000;

/** Everything that is tried for a code, the likeliest and cheapest first. */
export function* hypotheses(situation: Situation): Generator<Hypothesis> {
  const { secret, parameters, others, nowMs, counter = 0 } = situation;
  const timed = (mistake: Mistake, detail: string, reachMs: number, changes: Partial<CodeParameters> = {}, bytes: Uint8Array = secret): Hypothesis => {
    const changed = { ...parameters, ...changes };
    const expected = timeStep(nowMs, changed);
    const reach = Math.ceil(reachMs / 1_000 / changed.periodSeconds);
    return { mistake, detail, secret: bytes, parameters: changed, expected, from: Math.max(0, expected - reach), to: expected + reach };
  };
  const counted = (mistake: Mistake, from: number, to: number, changes: Partial<CodeParameters> = {}, bytes: Uint8Array = secret, detail = ''): Hypothesis =>
    ({ mistake, detail, secret: bytes, parameters: { ...parameters, ...changes }, expected: counter, from: Math.max(0, from), to });
  const near = (mistake: Mistake, detail: string, changes: Partial<CodeParameters> = {}, bytes: Uint8Array = secret): Hypothesis =>
    (parameters.type === 'hotp' ? counted(mistake, counter, counter + 20, changes, bytes, detail) : timed(mistake, detail, nearMs, changes, bytes));

  if (parameters.type === 'hotp') {
    yield counted('counter-ahead', counter, counter + countersAhead);
    yield counted('counter-behind', counter - countersFromStart, counter - 1);
    yield timed('totp-for-hotp', '', nearMs, { type: 'totp' });
  } else {
    yield timed('drift', '', nearMs);
    yield timed('drift', '', dayMs);
  }
  const { algorithm, digits, periodSeconds, type } = parameters;
  if (type !== 'steam') {
    for (const other of otherAlgorithms(algorithm)) yield near('algorithm', other, { algorithm: other });
    for (const other of [6, 7, 8]) if (other !== digits) yield near('digits', String(other), { digits: other });
    if (type === 'totp') for (const other of [30, 60, 15, 20, 45, 90, 120, 180, 300, 10, 1]) if (other !== periodSeconds) yield timed('period', String(other), nearMs, { periodSeconds: other });
    yield near('steam', '', { type: 'steam', digits: 5 });
    if (algorithm !== 'SHA1' || digits !== 6 || periodSeconds !== 30) yield timed('several-parameters', 'SHA1, 6, 30', nearMs, { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30 });
    for (const other of otherAlgorithms(algorithm)) {
      for (const length of [6, 8]) if (length !== digits) yield near('several-parameters', `${other}, ${length}`, { algorithm: other, digits: length });
      if (type === 'totp') for (const span of [30, 60]) if (span !== periodSeconds) yield timed('several-parameters', `${other}, ${span}`, nearMs, { algorithm: other, periodSeconds: span });
    }
  } else {
    yield timed('not-steam', '', nearMs, { type: 'totp', digits: 6 });
  }
  if (type === 'totp') {
    yield counted('hotp-for-totp', 0, countersFromStart, { type: 'hotp' });
    // Milliseconds where seconds belong: the step is a thousand times as large, and a minute is 2,000 of them.
    const expected = Math.floor(nowMs / periodSeconds);
    const reach = Math.ceil(15_000 / periodSeconds);
    yield { mistake: 'milliseconds', detail: '', secret, parameters, expected, from: expected - reach * 4, to: expected + reach * 4 };
  }
  for (const { encoding, secret: bytes } of otherEncodings(secret, situation.secretText)) yield near('encoding', encoding, {}, bytes);
  for (const { name, secret: bytes, parameters: theirs } of others) yield near('other-account', name, theirs, bytes);
  for (const bytes of cutSecrets(secret)) yield nearest('truncated-secret', bytes);
  for (const bytes of mistypedSecrets(secret)) yield nearest('mistyped-secret', bytes);

  function nearest(mistake: Mistake, bytes: Uint8Array): Hypothesis {
    return parameters.type === 'hotp' ? counted(mistake, counter, counter + 3, {}, bytes) : timed(mistake, '', periodSeconds * 1_000, {}, bytes);
  }
}
