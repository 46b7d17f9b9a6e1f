import type { JsonObject } from '@culprit/core';
import type { Rule } from '../settings.ts';
import type { Gauge, Kind } from './gauge.ts';

const letters: { readonly [K in Kind]: string } = { good: 'g', bad: 'b', inconclusive: 'i' };

/** Bad in so many of the last so many samples that said anything. */
export function latestGauge({ failures, of }: Rule & { readonly type: 'm-of-n' }, every: number, saved: JsonObject = {}): Gauge {
  // The newest last. Those that say nothing stand in it to be told, and push nothing out.
  let latest = typeof saved['latest'] === 'string' ? saved['latest'] : '';
  const count = (letter: string): number => latest.split(letter).length - 1;
  return {
    add(_at, kind) {
      latest += letters[kind];
      while (count('g') + count('b') > of || latest.length > 10 * of) latest = latest.slice(1);
    },
    firing: () => count('b') >= failures,
    numbers: () => ({ n: count('g') + count('b'), bad: count('b'), inconclusive: count('i'), windowMs: latest.length * every }),
    state: () => (count('b') === 0 ? undefined : { latest }),
  };
}
