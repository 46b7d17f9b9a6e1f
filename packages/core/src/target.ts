import { canonical, type JsonObject } from './json.ts';
import type { Route } from './route.ts';
import type { HeaderValue } from './secret.ts';
import type { StandardSchemaV1 } from './standard-schema.ts';
import type { Localized } from './text.ts';

/** One thing to examine: plain data, so that it can be configured, sent and reported. */
export interface Target<Data extends JsonObject = JsonObject> {
  readonly kind: string;
  readonly data: Data;
  /** What a person calls it: `storage.example.com:443`. */
  readonly label: string;
  /** Equal targets have equal ids. */
  readonly id: string;
}

/** A simpler target that another one rests on, of this or another plugin. */
export type ImpliedTarget = { readonly kind: string; readonly data: JsonObject };

/** By kind and name: what targets of a kind have in common. */
export type Profiles = { readonly [kind: string]: { readonly [name: string]: JsonObject } };

/** How targets of a kind take a profile of the config that their field `profile` names. */
export interface TakesProfiles {
  /** Names that mean a profile of the kind's own; a profile of the config can't have them. */
  readonly builtIn: readonly string[];
  /** The field that it stands in instead; what the target itself says there holds over it. */
  readonly into: string;
}

/** How a kind knows its own among the http and https addresses that a program printed. */
export interface InTexts {
  /** Tells most that are none, before the kind is loaded. No flags but `i`. */
  readonly addresses: RegExp;
  /** The address in the kind's own notation; `undefined`: it is none after all. */
  write(url: string): string | undefined;
}

/** What a person gives beside the text of a target: the way to it and what to ask of it. */
export type Given = {
  readonly route?: Route;
  readonly method?: string;
  readonly headers?: { readonly [name: string]: HeaderValue };
  readonly expectStatus?: readonly number[];
  /** What an address is to be taken for: `login`. Default: what its scheme says. */
  readonly kind?: string;
  /** With `kind`: what the address does not say, by the names of the kind's own fields and as a person types it. */
  readonly fields?: { readonly [name: string]: string };
  /** Those of the config. */
  readonly profiles?: Profiles;
};

export interface TargetKind<Data extends JsonObject = JsonObject> {
  readonly kind: string;
  /** What such a target is, in a few words. */
  readonly text: Localized<string>;
  readonly schema: StandardSchemaV1<unknown, Data>;
  /** The URL schemes that {@link read} understands, without the colon. */
  readonly schemes: readonly string[];
  /** Whether {@link read} understands texts without a scheme: `host`, `host:port`. */
  readonly bare: boolean;
  /** What a reader sees a line of: each layer, or each check where nearly all of them are of one layer. */
  readonly rows: 'layers' | 'checks';
  label(data: Data): string;
  /** The simpler targets that this one rests on: an object store rests on a TLS endpoint. */
  implies(data: Data): readonly ImpliedTarget[];
  /** What causes of scope `endpoint` are grouped by: `host:port`. */
  endpoint(data: Data): string;
  /** What causes of scope `account` are grouped by. */
  account(data: Data): string;
  /**
   * Reads what a person typed; `undefined` if it is not of this kind.
   * @throws ToolError (`TARGET_INVALID`) if it is meant to be of this kind and is wrong.
   */
  read(text: string, given: Given): Data | undefined;
  /**
   * The fields that an http or https address says of such a target, where somebody asks for the kind by name. Absent: no
   * address names one.
   * @throws ToolError (`TARGET_INVALID`) if it can't be the address of one.
   */
  address?(url: string): JsonObject;
  readonly profiles?: TakesProfiles;
  readonly inTexts?: InTexts;
  of(data: Data): Target<Data>;
}

export interface TargetKindOptions<Data extends JsonObject> {
  readonly kind: string;
  readonly text: Localized<string>;
  readonly schema: StandardSchemaV1<unknown, Data>;
  readonly schemes?: readonly string[];
  readonly bare?: boolean;
  /** Default: `layers`. */
  readonly rows?: 'layers' | 'checks';
  readonly label: (data: Data) => string;
  readonly implies?: (data: Data) => readonly ImpliedTarget[];
  readonly endpoint?: (data: Data) => string;
  readonly account?: (data: Data) => string;
  readonly read?: (text: string, given: Given) => Data | undefined;
  readonly address?: (url: string) => Partial<Data>;
  readonly profiles?: TakesProfiles;
  readonly inTexts?: InTexts;
}

export function defineTarget<Data extends JsonObject>(options: TargetKindOptions<Data>): TargetKind<Data> {
  const { kind, text, schema, schemes = [], bare = false, rows = 'layers', label, implies = () => [], endpoint = label, account = endpoint, read = () => undefined, address, profiles, inTexts } = options;
  return {
    kind, text, schema, schemes, bare, rows, label, implies, endpoint, account, read, ...(address === undefined ? {} : { address: address as (url: string) => JsonObject }), ...(profiles === undefined ? {} : { profiles }), ...(inTexts === undefined ? {} : { inTexts }),
    of: (data) => ({ kind, data, label: label(data), id: `${kind}${canonical(data)}` }),
  };
}
