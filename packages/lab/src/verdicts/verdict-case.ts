import type { Localized } from '@culprit/core';
import type { Situation } from '../scenario.ts';

/** A situation that another tool has a published verdict about, and ours. */
export interface VerdictCase {
  /** The name of the case in the quality tests of OONI Probe's web connectivity experiment (netemx). */
  readonly id: string;
  /** The situation as it stands on loopback. */
  readonly text: Localized<string>;
  /** The id of the first diagnosis; absent: healthy. */
  readonly cause?: string;
  /** In what our answer differs, or says more. */
  readonly why: Localized<string>;
  start(): Promise<Situation>;
}
