import { codeAt, timeStep } from '../codes/one-time-code.ts';
import { readCode, type NoCode } from '../codes/read-code.ts';
import { sameCode } from '../codes/same-code.ts';
import type { CodeToExplain } from './explain-code.ts';

export type Matched =
  | { readonly outcome: 'accepted'; readonly delta: number }
  | { readonly outcome: 'wrong' | 'reused' }
  | { readonly outcome: 'malformed'; readonly reason: NoCode };

/** Compares a code with those that are accepted now, and with nothing else. Pure. */
export function matchCode({ secret, parameters, code, counter = 0, window, lastCounter = -1, nowMs }: CodeToExplain): Matched {
  const read = readCode(code, parameters);
  // What another kind of account shows is a code, if a wrong one.
  if (read.outcome === 'refused') return readCode(code, parameters.type === 'steam' ? { type: 'totp', digits: 6 } : { type: 'steam', digits: 5 }).outcome === 'read' ? { outcome: 'wrong' } : { outcome: 'malformed', reason: read.reason };
  const counted = parameters.type === 'hotp';
  const expected = counted ? counter : timeStep(nowMs, parameters);
  const [before, after] = counted ? [0, window ?? 10] : [window ?? 1, window ?? 1];
  for (let at = Math.max(0, expected - before); at <= expected + after; at += 1) {
    if (sameCode(codeAt(secret, at, parameters), read.code)) return at <= lastCounter ? { outcome: 'reused' } : { outcome: 'accepted', delta: at - expected };
  }
  return { outcome: 'wrong' };
}
