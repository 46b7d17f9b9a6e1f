import type { JsonObject } from '@culprit/core';
import type { Numbers } from '../records.ts';
import type { Rule } from '../settings.ts';
import { consecutiveGauge } from './consecutive.ts';
import { latestGauge } from './latest.ts';
import { shareGauge } from './share.ts';

export type Kind = 'good' | 'bad' | 'inconclusive';

/** What one rule knows about one subject. */
export interface Gauge {
  add(at: number, kind: Kind, count?: number): void;
  /** Whether it holds now. Too few samples change nothing. */
  firing(now: number): boolean;
  numbers(now: number): Numbers;
  /** What has to outlive the process; `undefined`: nothing yet. */
  state(): JsonObject | undefined;
}

/** Rules that are judged by samples. */
export type GaugedRule = Exclude<Rule, { readonly type: 'certificate' }>;

/** `every` is how far samples are apart, for spans that are told. */
export function createGauge(rule: GaugedRule, every: number, saved?: JsonObject): Gauge {
  switch (rule.type) {
    case 'consecutive': return consecutiveGauge(rule, every, saved);
    case 'm-of-n': return latestGauge(rule, every, saved);
    case 'rate': return shareGauge(rule, saved);
    case 'latency': return shareGauge(rule, saved);
  }
}
