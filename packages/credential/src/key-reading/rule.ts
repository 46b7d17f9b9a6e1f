/** What a provider's key looks like, as far as is known. A rule is a hint: only a failed checksum refuses. */
export interface KeyRule {
  /** The id of the provider, kebab-case. */
  readonly provider: string;
  /** What the provider calls such a credential: `API key`, `project key`. */
  readonly kind: string;
  /** What every such key begins with; empty where it has no mark of its own. */
  readonly prefix: string;
  /** The whole key. */
  readonly pattern: RegExp;
  /** `published`: by the provider itself; `seen`: secret scanners and public sources agree; `unverified`: hearsay, never more than a hint. */
  readonly basis: 'published' | 'seen' | 'unverified';
  /** Whether other providers issue keys of the same shape, such as a bare `sk-`. */
  readonly shared?: true;
  /** How the key proves by itself that it was not mistyped. */
  readonly checksum?: 'crc32-base62';
  /** When this was last looked up. */
  readonly asOf: string;
}

/** Rows of one date: provider, kind, prefix, what follows it, basis, and `shared` where the shape is nobody's own. */
export type RuleRow = readonly [provider: string, kind: string, prefix: string, rest: string, basis: KeyRule['basis'], mark?: 'shared' | 'crc32-base62'];

/** Rules of rows. `rest` is the source of a regular expression without nested quantifiers. */
export function rulesOf(asOf: string, rows: readonly RuleRow[]): readonly KeyRule[] {
  return rows.map(([provider, kind, prefix, rest, basis, mark]) => ({
    provider, kind, prefix, basis, asOf,
    pattern: new RegExp(`^${prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:${rest})$`),
    ...(mark === 'shared' ? { shared: true as const } : {}),
    ...(mark === 'crc32-base62' ? { checksum: mark } : {}),
  }));
}
