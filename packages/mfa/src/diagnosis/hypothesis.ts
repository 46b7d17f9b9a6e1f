import type { Algorithm, CodeParameters } from '../policy.ts';

/** What one side may have done otherwise than the other. */
export type Mistake =
  | 'none' | 'drift' | 'time-zone' | 'old-code' | 'milliseconds'
  | 'algorithm' | 'digits' | 'period' | 'several-parameters'
  | 'hotp-for-totp' | 'totp-for-hotp' | 'counter-ahead' | 'counter-behind' | 'steam' | 'not-steam'
  | 'encoding' | 'other-account' | 'truncated-secret' | 'mistyped-secret' | 'mistyped-code' | 'lost-zero';

/** How the bytes of a secret may have been made of its text. */
export type SecretEncoding = 'text' | 'small-text' | 'hexadecimal' | 'base64' | 'base32-of-text' | 'base32-of-base32' | 'reversed';

/** One way in which the other side may compute codes: which counters to look at, and what the codes are made of. */
export interface Hypothesis {
  readonly mistake: Mistake;
  /** What differs, for a reader: `SHA256`, `60`, `bob`. Never a part of a secret. */
  readonly detail: string;
  readonly secret: Uint8Array;
  readonly parameters: CodeParameters;
  /** First and last counter to look at. */
  readonly from: number;
  readonly to: number;
  /** The counter that this machine expects, in the hypothesis' own steps. */
  readonly expected: number;
}

/** A code that a hypothesis explains. */
export interface Hit {
  readonly hypothesis: Hypothesis;
  /** The counter of the first code. */
  readonly counter: number;
}

/** Algorithms other than one's own, likeliest first. */
export const otherAlgorithms = (own: Algorithm): readonly Algorithm[] => (['SHA1', 'SHA256', 'SHA512'] as const).filter((algorithm) => algorithm !== own);
