import type { Request, Suspicion } from '@culprit/core';
import { clocks, type ClockComparison } from '@culprit/network';
import { suspectedInput } from './endpoint-input.ts';
import { certificateChain, type CertificateChain } from './facts/chain.ts';
import { certificatePath, type CertificatePath } from './facts/path.ts';
import type { JudgedCertificate } from './judged-certificates.ts';
import { validityAt, type ValidityState } from './validity-period.ts';

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

/** What a cause looks at that rests on dates. */
export const datedControls = (suspicion: Suspicion): { readonly chain: Request<CertificateChain>; readonly path: Request<CertificatePath>; readonly clocks: Request<ClockComparison> } => ({
  chain: certificateChain.of(suspectedInput(suspicion)),
  path: certificatePath.of(suspectedInput(suspicion)),
  clocks: clocks(suspicion),
});

/** Whether a certificate is invalid in this way by other clocks too, however wrong they may be; `undefined`: there is none. */
export function holdsByOthers(certificate: JudgedCertificate, state: ValidityState, comparison: ClockComparison | undefined, now: Date): { readonly moment: string; readonly holds: boolean } | undefined {
  const clock = readClock(comparison, now);
  if (clock === undefined) return undefined;
  const doubt = state === 'expired' ? -clock.uncertaintyMs : clock.uncertaintyMs;
  return { moment: clock.moment.toISOString(), holds: validityAt(certificate, new Date(clock.moment.getTime() + doubt)) === state };
}
