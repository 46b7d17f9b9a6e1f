import { codeAt, timeStep } from '../codes/one-time-code.ts';
import { readCode, type NoCode } from '../codes/read-code.ts';
import { sameCode } from '../codes/same-code.ts';
import type { Policy } from '../policy.ts';
import type { CodeState, CodeStore } from './code-store.ts';

/** How many wrong codes are taken, and how long after that none is. */
export type RateLimit = { readonly refusals: number; readonly withinMs: number };

/** RFC 4226 §7.3 wants throttling; with 5 in 5 minutes, guessing 6 digits takes years (E.4). */
export const defaultRateLimit: RateLimit = { refusals: 5, withinMs: 300_000 };

export interface Verification {
  readonly secret: Uint8Array;
  readonly policy: Policy;
  /** What was typed. With a second, consecutive code a HOTP counter that ran ahead is found again (RFC 4226 §7.4). */
  readonly code: string;
  readonly secondCode?: string;
  /** Under which name the store keeps the account. */
  readonly account: string;
  readonly store: CodeStore;
  readonly now?: () => Date;
  readonly rateLimit?: RateLimit;
}

export type Verified =
  /** `delta`: how many periods or counters from the expected one. `resynchronised`: a HOTP counter was found by two codes. */
  | { readonly outcome: 'accepted'; readonly counter: number; readonly delta: number; readonly resynchronised?: true }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'malformed'; readonly reason: NoCode }
  /** The code is right and was accepted before, here or at the same moment elsewhere. */
  | { readonly outcome: 'reused' }
  /** The last code that was accepted is of a later time than this machine's clock shows: it was set back. */
  | { readonly outcome: 'clock-set-back'; readonly seconds: number }
  | { readonly outcome: 'rate-limited'; readonly retryAfterMs: number }
  /** Others changed the account again and again meanwhile: nothing was decided. */
  | { readonly outcome: 'contended' };

/** How far two consecutive codes may be ahead of the counter (RFC 4226 E.4: the window grows with two). */
const resynchronisationReach = 100;

/**
 * Verifies a code so that each counts once, however many processes verify at the same time. Every code of the window is
 * computed and compared, whichever fits, so that the time tells nothing.
 */
export async function verifyCode(verification: Verification): Promise<Verified> {
  const { policy, account, store, now = () => new Date(), rateLimit = defaultRateLimit } = verification;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { state, version } = await store.read(account);
    const moment = now().getTime();
    const recent = state.refusedMs.filter((refused) => refused > moment - rateLimit.withinMs && refused <= moment);
    if (recent.length >= rateLimit.refusals) return { outcome: 'rate-limited', retryAfterMs: (recent[0] ?? moment) + rateLimit.withinMs - moment };
    const judged = policy.type === 'hotp' ? judgeCounter(verification, state) : judgeTime(verification, state, moment);
    const next = stateAfter(judged, state, recent, moment);
    if (next === undefined || await store.compareAndSet(account, version, next)) return judged;
  }
  return { outcome: 'contended' };
}

function stateAfter(judged: Verified, state: CodeState, recent: readonly number[], moment: number): CodeState | undefined {
  if (judged.outcome === 'accepted') return { lastCounter: Math.max(judged.counter, state.lastCounter), refusedMs: [] };
  return judged.outcome === 'wrong' || judged.outcome === 'reused' ? { ...state, refusedMs: [...recent, moment].slice(-100) } : undefined;
}

function judgeTime({ secret, policy, code: typed }: Verification, { lastCounter }: CodeState, moment: number): Verified {
  const read = readCode(typed, policy);
  if (read.outcome === 'refused') return { outcome: 'malformed', reason: read.reason };
  const step = timeStep(moment, policy);
  let found: number | undefined;
  for (let delta = -policy.window; delta <= policy.window; delta += 1) {
    if (step + delta >= 0 && sameCode(codeAt(secret, step + delta, policy), read.code) && (found === undefined || Math.abs(delta) < Math.abs(found))) found = delta;
  }
  if (found === undefined) return { outcome: 'wrong' };
  if (policy.reusable || step + found > lastCounter) return { outcome: 'accepted', counter: step + found, delta: found };
  return lastCounter > step + policy.window ? { outcome: 'clock-set-back', seconds: (lastCounter - step) * policy.periodSeconds } : { outcome: 'reused' };
}

function judgeCounter({ secret, policy, code: typed, secondCode }: Verification, { lastCounter }: CodeState): Verified {
  const read = readCode(typed, policy);
  const second = secondCode === undefined ? undefined : readCode(secondCode, policy);
  if (read.outcome === 'refused') return { outcome: 'malformed', reason: read.reason };
  if (second?.outcome === 'refused') return { outcome: 'malformed', reason: second.reason };
  const expected = lastCounter + 1;
  const reach = second === undefined ? policy.lookAhead : resynchronisationReach;
  let found: number | undefined;
  for (let counter = expected + reach; counter >= expected; counter -= 1) {
    const fits = sameCode(codeAt(secret, counter, policy), read.code);
    if (fits && (second === undefined || sameCode(codeAt(secret, counter + 1, policy), second.code))) found = counter;
  }
  if (found !== undefined) {
    return second === undefined
      ? { outcome: 'accepted', counter: found, delta: found - expected }
      : { outcome: 'accepted', counter: found + 1, delta: found - expected, resynchronised: true };
  }
  // Only the latest: an old code tells nothing, and looking for all of them would be a search.
  return second === undefined && lastCounter >= 0 && sameCode(codeAt(secret, lastCounter, policy), read.code) ? { outcome: 'reused' } : { outcome: 'wrong' };
}
