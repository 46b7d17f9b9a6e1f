import { causeTable, type CauseCase, type Conformance } from '@culprit/testkit';
import { clockSkew } from '../../src/causes/clock-skew.ts';
import { serverClockSkew } from '../../src/causes/server-clock-skew.ts';
import type { ClockComparison, MeasuredOffset } from '../../src/facts/clock-comparison.ts';
import { httpResource } from '../../src/targets/http-resource.ts';

const url = 'https://service.example/';
const targets = [httpResource.of({ url })];
const [second, hour] = [1_000, 3_600_000];
/** As `count` clocks tell it, each to a tenth of a second. */
const clocks = (verdict: ClockComparison['verdict'], offsetMs: number, count = 2): CauseCase['facts'] => {
  const offsets = Array.from({ length: count }, (_, index): MeasuredOffset => ({ source: `ntp://${index}.time.example`, own: false, offsetMs, uncertaintyMs: 100 }));
  return { clocks: { verdict, offsetMs, count, offsets } satisfies ClockComparison };
};
const code = 'mfa/code#rejected';
const gone = { findings: [code], corrected: { gone: [code] } };
const remains = { findings: [code], corrected: { remains: [code] } };
const likely = { confidence: 'likely' } as const;

export const causes: NonNullable<Conformance['causes']> = {
  [clockSkew.id]: causeTable(targets, [
    ['confirmed', 'sources-agree', clocks('machine', 1.5 * hour)],
    ['confirmed', 'whole-hours', clocks('machine', -8 * hour)],
    // No time zone is that far.
    ['confirmed', 'sources-agree', clocks('machine', 15 * hour)],
    ['confirmed', 'ahead-by-seconds', clocks('agrees', 40 * second), gone],
    ['confirmed', 'behind-by-seconds', clocks('agrees', -40 * second), gone],
    ['confirmed', 'ahead-by-seconds', clocks('agrees', 40 * second, 1), { ...gone, ...likely }],
    ['confirmed', 'fits-corrected', clocks('one-source', hour, 1), { ...gone, ...likely }],
    ['confirmed', 'target-differs', clocks('one-source', hour, 1), likely],
    ['ruled-out', 'fails-anyway', clocks('machine', hour), remains],
    ['ruled-out', 'target-is-off', clocks('target', hour, 1)],
    ['ruled-out', 'server-agrees', clocks('agrees', 0)],
    // A second is how a Date field is written.
    ['ruled-out', 'server-agrees', clocks('agrees', second), gone],
    ['ruled-out', 'server-agrees', clocks('agrees', 40 * second)],
    ['open', 'no-source', clocks('none', 0, 0)],
    ['open', 'no-source', {}],
    ['open', 'sources-disagree', clocks('disagree', 0, 0)],
  ]),
  [serverClockSkew.id]: causeTable(targets, [
    ['confirmed', 'others-agree', clocks('target', -hour, 1)],
    ['ruled-out', 'machine-is-off', clocks('machine', hour)],
    ['ruled-out', 'clocks-agree', clocks('agrees', 0)],
    ['open', 'no-witness', clocks('one-source', hour, 1)],
    ['open', 'no-witness', clocks('disagree', 0, 0)],
  ]),
};
