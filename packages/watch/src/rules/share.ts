import type { JsonObject } from '@culprit/core';
import type { Rule } from '../settings.ts';
import type { Gauge } from './gauge.ts';
import { ShareWindow } from './share-window.ts';

/**
 * A share of bad samples over a window: it begins above `over`, once there are enough samples, and ends below
 * `clearBelow`, also once there are enough. Where samples stay away for two windows, nothing is left that it could rest on.
 */
export function shareGauge({ over, clearBelow, windowMs, minimum }: Extract<Rule, { readonly type: 'rate' | 'latency' }>, saved: JsonObject = {}): Gauge {
  const window = new ShareWindow(windowMs);
  let firing = saved['firing'] === true;
  let spoke = Number(saved['spoke'] ?? 0);
  return {
    add: (at, kind, count) => window.add(at, kind, count),
    firing(now) {
      const { n, bad } = window.count(now);
      if (n >= minimum) {
        const share = (100 * bad) / n;
        firing = firing ? share >= clearBelow : share > over;
        spoke = now;
      } else if (firing && now - spoke > 2 * windowMs) {
        firing = false;
      }
      return firing;
    },
    numbers(now) {
      const { n, bad, inconclusive } = window.count(now);
      return { n, bad, inconclusive, windowMs, threshold: over, clearsAt: clearBelow, ...(n === 0 ? {} : { value: Math.round((1_000 * bad) / n) / 10 }) };
    },
    state: () => (firing ? { firing, spoke } : undefined),
  };
}
