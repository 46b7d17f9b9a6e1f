import type { Verdict } from '../live-state/verdict.ts';

/** What an answer must show to mean a verdict: all that is named. */
export interface AnswerRule {
  readonly verdict: Verdict;
  readonly status?: readonly number[];
  /** One of the machine-readable codes of the answer: `error.code`, `error.type`, `error.status`, `Code`, a reason in `details`. */
  readonly codes?: readonly string[];
  /** Where the provider has no code for it: its documented words. Linear. */
  readonly text?: RegExp;
}

/** How a provider is asked, free of charge, whether it takes a key, and what its answers mean. */
export interface ProviderProfile {
  /** Kebab-case; the same as in key rules. */
  readonly id: string;
  readonly name: string;
  /** Base URLs, the usual one first. Keys of one may be invalid at another. */
  readonly sites: readonly string[];
  /** The header field that carries the key, and the word before it. */
  readonly header: { readonly name: string; readonly scheme?: string };
  readonly headers?: { readonly [name: string]: string };
  /** A free read that needs a key, below the base URL. */
  readonly probe: string;
  /** Whether the read was found in the provider's documentation. */
  readonly probeBasis: 'documented' | 'unverified';
  /** In order: the first that fits counts, then what is common to OpenAI-compatible services. */
  readonly answers: readonly AnswerRule[];
  /** Where keys are made. */
  readonly console: string;
}
