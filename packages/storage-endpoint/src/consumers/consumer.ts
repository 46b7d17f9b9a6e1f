import type { Style } from '../providers/provider.ts';

/** What a program makes of the text of an endpoint. */
export type Reading =
  /** It stops before it contacts anybody, with these words of its own. */
  | { readonly outcome: 'refused'; readonly words: string }
  | { readonly outcome: 'accepted'; readonly scheme: 'https' | 'http'; readonly host: string; readonly port: number | undefined; /** Without the slashes at its ends. */ readonly path: string };

/** What decides where the bucket goes. */
export interface Place {
  readonly bucket: string;
  readonly scheme: 'https' | 'http';
  readonly host: string;
  /** As it is configured; `undefined` or `auto`: the program's own choice. */
  readonly style: Style | 'auto' | undefined;
  /** Whether an endpoint is configured at all. */
  readonly custom: boolean;
}

/** What to configure. */
interface Wanted {
  readonly endpoint: string;
  readonly region: string | undefined;
  /** Absent: the program's own choice is right. */
  readonly style: Style | undefined;
}

/** A program that is given an endpoint, with its own rules. */
export interface Consumer {
  readonly id: string;
  readonly name: string;
  /** Which API it speaks: of two endpoints of one provider only one understands it. */
  readonly speaks: 's3' | 'tos';
  /** Whether the endpoint is written with its scheme. */
  readonly writes: 'url' | 'host';
  /** The region that it signs for if none is configured; `undefined`: it takes it from the endpoint or asks. */
  readonly defaultRegion?: string;
  /** An endpoint without a letter in it counts as none. */
  readonly emptyIsUnset?: true;
  read(text: string): Reading;
  /** Its words where a region is no label of a host name. Absent: it signs with whatever it is told. */
  readonly refusesRegion?: (region: string) => string;
  styleOf(place: Place): Style;
  /** Where it goes without an endpoint: a host without the bucket, or the words in which it refuses. */
  unset(region: string | undefined): { readonly host: string } | { readonly words: string };
  /** How that is configured in its own words, the usual way first: a variable, a line of code, an option, a file. */
  settings(wanted: Wanted): readonly [string, string, ...string[]];
}
