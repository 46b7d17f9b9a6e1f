import type { FixedIn, Program } from '../known-error.ts';
import type { Localized } from '../text.ts';

/** What the named groups of a known error's pattern read out: `host`, `port`, `url`, … */
export type Captures = { readonly [name: string]: string };

/** A release that a line of the text, or a file beside it, names as installed. */
export type InstalledRelease = { readonly release: string } & ({ readonly line: number } | { readonly file: string });

/** A known error that was found. */
export interface KnownErrorMatch {
  /** The id of the known error. */
  readonly error: string;
  readonly program: Program;
  /** The number of lines that hold it. */
  readonly count: number;
  /** The line of the first occurrence, counted from 1, and the text around it: on one line, bounded, secrets masked. */
  readonly line: number;
  readonly excerpt: string;
  /** The last occurrence, where it is not the first. */
  readonly last?: { readonly line: number; readonly excerpt: string };
  readonly captures: Captures;
  /** The ids of more telling texts that stood with every occurrence, so that this one, a wrapper, adds no cause. */
  readonly wraps: readonly string[];
  /** The release that ended it, and what is known of the one that is installed. */
  readonly fixedIn?: Omit<FixedIn, 'names'> & { readonly installed?: InstalledRelease; /** Whether that one has it already: the cause is another one then. */ readonly has?: boolean };
}

/** A cause that the text may have. */
export interface LikelyCause {
  /** The id of a cause, perhaps of a plugin that is not installed. */
  readonly id: string;
  /** What tells it from the others. */
  readonly when: Localized<string>;
  /** The ids of the known errors that speak for it. */
  readonly because: readonly string[];
}

/** A known error that resembles an unknown text. */
export interface NearKnownError {
  readonly error: string;
  readonly program: Program;
  /** A text that it does know. */
  readonly example: string;
}

/** What a text was understood to say. Plain data, without any secret of the text. */
export interface Understanding {
  /** The most telling first. */
  readonly matches: readonly KnownErrorMatch[];
  /** The likeliest first. None was proved: that takes an examination of the target. */
  readonly causes: readonly LikelyCause[];
  /** What the text was about, fit to be examined: `https://host:port/path`, `host:port` or `host`, or in the notation of a kind; the likeliest first. */
  readonly targets: readonly string[];
  /** For a text in which nothing was found: what is nearest to it. */
  readonly nearest: readonly NearKnownError[];
  /** For a text in which nothing, or only a wrapper, was found: what to look for to learn more. */
  readonly capture: readonly Localized<string>[];
  readonly lines: number;
  readonly bytes: number;
  /** Whether the whole text was read; `false` after an abort. */
  readonly complete: boolean;
}
