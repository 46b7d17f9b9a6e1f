import type { Access } from './fact.ts';
import type { Json, JsonObject } from './json.ts';
import type { Manifest, Plugin } from './plugin.ts';
import type { SecretSource } from './secret.ts';
import type { Controls } from './settings.ts';
import type { Profiles, Target } from './target.ts';

type Intersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type OptionsOf<P extends readonly (Plugin | Manifest)[]> = Intersection<P[number] extends infer Q ? (Q extends Plugin<infer O> ? O : object) : never>;

/** A target as somebody writes it: a text to be read, or a kind and its data beside what the tool keeps about it. */
export type TargetEntry =
  | string
  | Target
  | { readonly kind: string; readonly name?: string; readonly tags?: readonly string[]; readonly [field: string]: Json | undefined };

/** What to examine, with which plugins, and what is allowed. */
export interface Config<P extends readonly (Plugin | Manifest)[] = readonly (Plugin | Manifest)[]> {
  readonly plugins: P;
  readonly targets: readonly TargetEntry[];
  /** Check id to its options, or `'off'`. */
  readonly checks?: { readonly [Id in keyof OptionsOf<P>]?: 'off' | Partial<OptionsOf<P>[Id]> } & { readonly [id: string]: unknown };
  /** Beside `env:` and `file:`, which are always there, and those that plugins bring. */
  readonly secrets?: readonly SecretSource[];
  /** Default: `['observe']`. */
  readonly allow?: readonly Access[];
  readonly controls?: Partial<Controls>;
  /** What several targets of a kind have in common, by the kind and a name of one's own: a target refers to it by its member `profile`. */
  readonly profiles?: Profiles;
  /** How many facts are gathered at the same time. Default: 64. */
  readonly concurrency?: number;
  /** What the server watches by: intervals, rules, channels. It reads them itself. */
  readonly watch?: JsonObject;
}

export function defineConfig<const P extends readonly (Plugin | Manifest)[]>(config: Config<P>): Config<P> {
  return config;
}
