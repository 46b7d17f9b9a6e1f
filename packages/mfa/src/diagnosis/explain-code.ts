import { setImmediate } from 'node:timers/promises';
import { codeAt, truncatedValue, writeCode } from '../codes/one-time-code.ts';
import { readCode, type NoCode } from '../codes/read-code.ts';
import { sameCode } from '../codes/same-code.ts';
import type { CodeParameters } from '../policy.ts';
import { hypotheses, type Situation } from './hypotheses.ts';
import type { Hit, Hypothesis, Mistake } from './hypothesis.ts';

/** A code to explain. Only whoever holds the secret can ask: for anybody else it would be an oracle. */
export interface CodeToExplain {
  readonly secret: Uint8Array;
  /** The secret as it is written, where it is not base32 of its bytes. */
  readonly secretText?: string;
  readonly parameters: CodeParameters;
  /** The counter that is expected next, of a HOTP account. */
  readonly counter?: number;
  /** What was typed. */
  readonly code: string;
  /** The very next code of the same authenticator: proof that a hit was none by chance. */
  readonly secondCode?: string;
  /** How many periods either way are accepted, or counters ahead. Default: 1, or 10. */
  readonly window?: number;
  /** The last time step or counter that was accepted. */
  readonly lastCounter?: number;
  /** Other accounts that it may belong to. */
  readonly others?: Situation['others'];
  /** Milliseconds since 1970, by this machine's clock when the (first) code was shown. */
  readonly nowMs: number;
  readonly signal?: AbortSignal;
}

/** What a code turned out to be. */
export type Explanation = {
  readonly mistake: Mistake;
  /** What differs: the algorithm, the period, the name of the other account; empty where there is nothing to add. */
  readonly detail: string;
  /** By how much the other side's clock differs from this one's, in seconds; negative: it is behind. 0 for a counter. */
  readonly offsetSeconds: number;
  /** How many counters the other side is ahead. */
  readonly counterDelta: number;
  /** Whether two consecutive codes fit. A single one fits by chance every so often. */
  readonly proved: boolean;
};

export type Explained =
  | { readonly outcome: 'accepted'; readonly delta: number }
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'malformed'; readonly reason: NoCode }
  | { readonly outcome: 'explained'; readonly explanation: Explanation }
  /** Explanations that one code fits, likeliest first; a second, consecutive one would tell. `chance`: how many such hits a random code has. */
  | { readonly outcome: 'second-code-needed'; readonly candidates: readonly Explanation[]; readonly chance: number }
  /** Nothing that was tried fits. `tried`: how many codes were computed. */
  | { readonly outcome: 'unexplained'; readonly tried: number }
  | { readonly outcome: 'interrupted' };

/** More can't be shown, and more would say that the code tells nothing. */
const maxCandidates = 5;

/** Says why a code is wrong, by trying what commonly goes wrong on either side. Takes about a second at most. */
export async function explainCode(given: CodeToExplain): Promise<Explained> {
  const { parameters, secret, nowMs, window = given.parameters.type === 'hotp' ? 10 : 1, lastCounter = -1, signal } = given;
  const first = readAny(given.code, parameters);
  if (first.outcome === 'refused') return { outcome: 'malformed', reason: first.reason };
  const second = given.secondCode === undefined ? undefined : readAny(given.secondCode, parameters);
  if (second?.outcome === 'refused') return { outcome: 'malformed', reason: second.reason };
  const situation: Situation = { secret, secretText: given.secretText, parameters, counter: given.counter, others: given.others ?? [], nowMs };
  const codes = { first: first.code, second: second?.code };
  const accepted = isHotp(parameters) ? undefined : inWindow(situation, codes.first, window);
  if (accepted !== undefined) {
    const { counter, hypothesis } = accepted;
    return counter <= lastCounter ? { outcome: 'reused' } : { outcome: 'accepted', delta: counter - hypothesis.expected };
  }
  // Two steps ahead and behind: the second was shown within a minute after the first.
  if (codes.second !== undefined && !isHotp(parameters) && (inWindow(situation, codes.second, window + 2) !== undefined)) {
    const drift = nearest(hypotheses(situation));
    const old = find(codes.first, undefined, drift);
    // Consecutive codes come from a clock that is off, and not from a code that lay about.
    if (find(codes.first, codes.second, drift) === undefined && old !== undefined && old.counter < old.hypothesis.expected) return explained({ ...explanationOf(old, true), mistake: 'old-code' });
  }
  const candidates: Explanation[] = [];
  let [tried, chance] = [0, 0];
  const take = (hit: Hit | undefined): Explanation | undefined => {
    if (hit === undefined) return undefined;
    const explanation = explanationOf(hit, codes.second !== undefined);
    if (explanation.proved) return explanation;
    const said = candidates.some(({ mistake, detail, offsetSeconds }) => mistake === explanation.mistake && detail === explanation.detail && offsetSeconds === explanation.offsetSeconds);
    if (!said && candidates.length < maxCandidates) candidates.push(explanation);
    return undefined;
  };
  const slip = isHotp(parameters) || codes.second !== undefined ? undefined : slipOf(situation, codes.first, window);
  if (slip !== undefined) candidates.push(slip);
  for (const hypothesis of hypotheses(situation)) {
    if (signal?.aborted === true) return { outcome: 'interrupted' };
    const count = hypothesis.to - hypothesis.from + 1;
    tried += count;
    if (hypothesis.parameters.digits === codes.first.length) chance += count / space(hypothesis.parameters);
    if (isHotp(parameters) && hypothesis.mistake === 'counter-ahead') {
      const hit = find(codes.first, codes.second, hypothesis);
      if (hit !== undefined && hit.counter <= hypothesis.expected + window) return { outcome: 'accepted', delta: hit.counter - hypothesis.expected };
    }
    const proved = take(find(codes.first, codes.second, hypothesis));
    if (proved !== undefined) return explained(proved);
    // A wide search must not hold up whatever else runs here.
    if (count > 500 || tried % 1_000 < count) await setImmediate();
  }
  if (codes.second !== undefined && !isHotp(parameters)) {
    const mistyped = slipOf(situation, codes.first, window + 2);
    if (mistyped !== undefined && inWindow(situation, codes.second, window + 2) !== undefined) return explained({ ...mistyped, proved: true });
  }
  return candidates.length === 0 ? { outcome: 'unexplained', tried } : { outcome: 'second-code-needed', candidates, chance: Number(chance.toPrecision(2)) };
}

const explained = (explanation: Explanation): Explained => ({ outcome: 'explained', explanation });
const isHotp = ({ type }: CodeParameters): boolean => type === 'hotp';
const space = ({ type, digits }: CodeParameters): number => (type === 'steam' ? 26 ** 5 : 10 ** digits);

/** Reads what was typed as a code of the account or, where an account shows digits, as one of Steam, and the other way round. */
function readAny(text: string, parameters: CodeParameters): ReturnType<typeof readCode> {
  const own = readCode(text, parameters);
  if (own.outcome === 'read') return own;
  const other = readCode(text, parameters.type === 'steam' ? { type: 'totp', digits: 6 } : { type: 'steam', digits: 5 });
  return other.outcome === 'read' ? other : own;
}

function nearest(all: Iterable<Hypothesis>): Hypothesis | undefined {
  for (const hypothesis of all) return hypothesis;
  return undefined;
}

/** The counter nearest to the expected one at which a hypothesis gives the code and, if there is one, the next. */
function find(first: string, second: string | undefined, hypothesis: Hypothesis | undefined): Hit | undefined {
  if (hypothesis === undefined) return undefined;
  const { secret, parameters, from, to, expected, mistake } = hypothesis;
  const length = parameters.type === 'steam' ? 5 : parameters.digits;
  if (first.length !== length || (second !== undefined && second.length !== length)) return undefined;
  const algorithm = parameters.type === 'steam' ? 'SHA1' : parameters.algorithm;
  const fits = (counter: number, code: string): boolean => sameCode(writeCode(truncatedValue(secret, counter, algorithm), parameters), code);
  // Where milliseconds count, the next code is of a moment that nobody knows.
  const next = (counter: number): boolean => second === undefined || (mistake === 'milliseconds' ? range(counter + 1, counter + Math.ceil(60_000 / parameters.periodSeconds)).some((later) => fits(later, second)) : fits(counter + 1, second));
  const reach = Math.max(expected - from, to - expected, 0);
  for (let distance = 0; distance <= reach; distance += 1) {
    for (const counter of distance === 0 ? [expected] : [expected - distance, expected + distance]) {
      if (counter >= from && counter <= to && fits(counter, first) && next(counter)) return { hypothesis, counter };
    }
  }
  return undefined;
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

function inWindow(situation: Situation, code: string, window: number): Hit | undefined {
  const hypothesis = nearest(hypotheses(situation));
  return hypothesis === undefined ? undefined : find(code, undefined, { ...hypothesis, from: Math.max(0, hypothesis.expected - window), to: hypothesis.expected + window });
}

function explanationOf({ hypothesis, counter }: Hit, proved: boolean): Explanation {
  const { mistake, detail, expected, parameters } = hypothesis;
  const delta = counter - expected;
  const counted = parameters.type === 'hotp';
  const offsetSeconds = counted || mistake === 'milliseconds' ? 0 : delta * parameters.periodSeconds;
  return { mistake: mistake === 'drift' && isZone(offsetSeconds, parameters.periodSeconds) ? 'time-zone' : mistake, detail, offsetSeconds, counterDelta: counted ? delta : 0, proved };
}

/** Time zones are multiples of a quarter of an hour, up to 14 hours; half an hour and more, so that no slow clock looks like one. */
function isZone(offsetSeconds: number, periodSeconds: number): boolean {
  const size = Math.abs(offsetSeconds);
  const off = size % 900;
  return size >= 1_800 - periodSeconds && size <= 50_400 + periodSeconds && Math.min(off, 900 - off) <= periodSeconds;
}

/** A code of the window with one digit wrong, two that changed places, or a zero that was lost at its front. */
function slipOf({ secret, parameters, nowMs }: Situation, code: string, window: number): Explanation | undefined {
  if (parameters.type !== 'totp') return undefined;
  const step = Math.floor(nowMs / 1_000 / parameters.periodSeconds);
  for (const counter of range(Math.max(0, step - window), step + window)) {
    const right = codeAt(secret, counter, parameters);
    const said = (mistake: Mistake): Explanation => ({ mistake, detail: '', offsetSeconds: 0, counterDelta: 0, proved: false });
    if (right.startsWith('0') && sameCode(right.replace(/^0+/, ''), code)) return said('lost-zero');
    if (right.length === code.length && isSlip(right, code)) return said('mistyped-code');
  }
  return undefined;
}

function isSlip(right: string, typed: string): boolean {
  const differing = [...right].flatMap((digit, at) => (digit === typed[at] ? [] : [at]));
  const [a = 0, b = 0] = differing;
  return differing.length === 1 || (differing.length === 2 && b === a + 1 && right[a] === typed[b] && right[b] === typed[a]);
}
