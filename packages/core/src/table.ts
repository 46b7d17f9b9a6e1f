import type { Localized } from './text.ts';

/** A part of the evidence that reads best as rows: the hops of a route, the addresses of a name. */
export type Table = {
  /** What the rows are, as a noun phrase. */
  readonly title: Localized<string>;
  readonly columns: readonly { readonly title: Localized<string>; /** Set right-aligned. */ readonly numeric?: boolean }[];
  /** A cell per column. An empty text: nothing is known. */
  readonly rows: readonly (readonly (string | number)[])[];
};
