import type { JsonObject } from '@culprit/core';
import type { Rule } from '../settings.ts';
import type { Gauge } from './gauge.ts';

/** So many bad samples in a row; over after so many good ones. What is inconclusive neither counts nor interrupts. */
export function consecutiveGauge({ failures, recoveries }: Rule & { readonly type: 'consecutive' }, every: number, saved: JsonObject = {}): Gauge {
  let firing = saved['firing'] === true;
  let bad = Number(saved['bad'] ?? 0);
  let good = Number(saved['good'] ?? 0);
  let inconclusive = Number(saved['inconclusive'] ?? 0);
  let since = Number(saved['since'] ?? 0);
  return {
    add(at, kind) {
      if (kind === 'inconclusive') {
        if (bad > 0) inconclusive += 1;
        return;
      }
      if (kind === 'bad') {
        if (bad === 0) since = at;
        bad += 1;
        good = 0;
        firing ||= bad >= failures;
        return;
      }
      good += 1;
      if (firing && good < recoveries) return;
      [firing, bad, good, inconclusive, since] = [false, 0, 0, 0, 0];
    },
    firing: () => firing,
    numbers: (now) => ({ n: bad + good, bad, inconclusive, windowMs: bad === 0 ? every : Math.max(every, now - since + every) }),
    state: () => (bad === 0 ? undefined : { firing, bad, good, inconclusive, since }),
  };
}
