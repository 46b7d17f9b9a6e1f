import type { Localized } from './text.ts';

/** A program or runtime whose error texts are known: `node`, `curl`, `python`, `go`, `java`, `chrome`, … */
export type Program = string;

/** A cause that a text may mean, likeliest first, and what tells it from the others. */
export interface PossibleCause {
  /** The id of a cause, of this or another plugin. */
  readonly id: string;
  readonly when: Localized<string>;
}

/** A release of a product: compared with the one that is installed, where a text tells it. */
export interface FixedIn {
  readonly product: string;
  /** Without a `v`: `0.2.15`. */
  readonly release: string;
  /** What banners, packages and images call it, letter case aside; default: the product. */
  readonly names?: readonly string[];
}

/** A text that some program prints, as data. */
export interface KnownError {
  /** `plugin/program-text`, for example `network/node-econnrefused`. */
  readonly id: string;
  readonly program: Program;
  /** Every match of `pattern` contains one of these, ignoring case: a prefilter for one multi-literal scan. */
  readonly literals: readonly string[];
  /**
   * Linear in time: no nested quantifiers, no ambiguous alternatives. It sees one line (of at most 16 KiB).
   * Named groups `host`, `port`, `url`, `address`, `proxy`, `endpoint`, `key` and `name` are read out for the reader.
   */
  readonly pattern: RegExp;
  readonly causes: readonly PossibleCause[];
  /** The release that ended it, where it was a defect of a program. */
  readonly fixedIn?: FixedIn;
  /** A real text that it matches, and one that is nearly the same and that it must not match. */
  readonly examples: { readonly matches: readonly string[]; readonly nearMisses: readonly string[] };
}

/**
 * Whether an error narrows down what is wrong. One that leaves four causes or more says little by itself (`fatal: unable to
 * access`, a bare 403): it wraps another one, and gives way to it where both are found.
 */
export const isTelling = ({ causes }: KnownError): boolean => causes.length > 0 && causes.length < 4;

export function defineKnownErrors<const Errors extends readonly KnownError[]>(errors: Errors): Errors {
  return errors;
}
