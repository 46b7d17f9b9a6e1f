import type { ClockComparison } from '@culprit/network';

/** The moment by other clocks than this machine's; `undefined` if none could be read or they contradict each other. */
export type ClockReading = { readonly moment: Date; readonly uncertaintyMs: number };

/**
 * What a comparison of clocks says about the moment. Whose clock is off is network's judgement: where only the target's
 * is, the other sources are believed. One clock alone is believed.
 */
export function readClock(comparison: ClockComparison | undefined, now: Date): ClockReading | undefined {
  if (comparison === undefined || comparison.verdict === 'none' || comparison.verdict === 'disagree') return undefined;
  const { offsets, verdict, offsetMs } = comparison;
  const believed = verdict === 'target' ? offsets.filter(({ own }) => !own) : offsets.filter((one) => one.offsetMs === offsetMs);
  const middle = believed.toSorted((a, b) => a.offsetMs - b.offsetMs)[Math.floor(believed.length / 2)];
  return middle === undefined ? undefined : { moment: new Date(now.getTime() - middle.offsetMs), uncertaintyMs: middle.uncertaintyMs };
}
