import { createHash } from 'node:crypto';
import { isDerivation, type KeyDerivation } from './passphrase.ts';

/** A master key that opens the vault: the data key, wrapped with it. */
export interface KeySlot {
  readonly kid: string;
  /** `primary`: what everybody should use. `decrypt-only`: coming or going, in a rotation. */
  readonly state: 'primary' | 'decrypt-only';
  /** ISO 8601, UTC. */
  readonly created: string;
  /** Where the key came from when the slot was made: `env:CULPRIT_MASTER_KEY`. */
  readonly source: string;
  /** How the key is made of a passphrase, where it is. */
  readonly kdf?: KeyDerivation;
  readonly wrapped: string;
}

interface SealedEntry {
  /** Counts the values that stood under this name. */
  readonly v: number;
  readonly alg: 'A256GCM';
  /** ISO 8601, UTC. */
  readonly updated: string;
  readonly sealed: string;
  /** A value to be tried before it takes the place of this one. */
  readonly candidate?: BesideEntry;
  /** The value before this one, until whoever holds it has changed over. */
  readonly grace?: BesideEntry & { /** ISO 8601, UTC. */ readonly until: string };
}

/** A further value of an entry, sealed to a number of its own. */
interface BesideEntry {
  readonly v: number;
  readonly updated: string;
  readonly sealed: string;
}

/** The vault as it stands in its file. */
export interface VaultDocument {
  readonly format: 'culprit-vault';
  readonly version: 1;
  readonly vaultId: string;
  /** Counts the writes. */
  readonly generation: number;
  readonly updated: string;
  readonly keys: readonly KeySlot[];
  readonly entries: { readonly [name: string]: SealedEntry };
  /** HMAC-SHA-256 under the data key over everything before it. */
  readonly mac: string;
  /** SHA-256 over everything before it: tells damage from another key without any key. */
  readonly checksum: string;
}

export type ParsedVault =
  | { readonly outcome: 'document'; readonly document: VaultDocument }
  /** `at`: the byte, from 0, from which on it is no JSON. */
  | { readonly outcome: 'not-json'; readonly at?: number }
  /** JSON of something else. */
  | { readonly outcome: 'foreign' }
  | { readonly outcome: 'too-new'; readonly version: number }
  /** JSON of a vault, but not byte by byte what was written. */
  | { readonly outcome: 'altered' };

/** The part of a document that {@link VaultDocument.mac} authenticates. */
export const authenticated = ({ mac: _mac, checksum: _checksum, ...rest }: VaultDocument): string => JSON.stringify(ordered(rest));

const checksummed = ({ checksum: _checksum, ...rest }: VaultDocument): string => createHash('sha256').update(JSON.stringify({ ...ordered(rest), mac: rest.mac })).digest('base64');

/** The text of a document, in the one spelling that {@link parseVault} accepts. */
export function printVault(document: Omit<VaultDocument, 'checksum'>): string {
  const whole: VaultDocument = { ...document, checksum: '' };
  const text = JSON.stringify({ ...ordered(whole), mac: whole.mac, checksum: checksummed(whole) }, undefined, 1);
  // ASCII alone: a byte of the file is a character of the text.
  return `${text.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** Reads the text of a vault and refuses whatever is not exactly what {@link printVault} wrote. Never throws. */
export function parseVault(text: string): ParsedVault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return { outcome: 'not-json', ...(at === undefined ? {} : { at: Number(at) }) };
  }
  if (!isRecord(value) || value['format'] !== 'culprit-vault') return { outcome: 'foreign' };
  const version = value['version'];
  if (typeof version === 'number' && Number.isInteger(version) && version > 1) return { outcome: 'too-new', version };
  if (!isDocument(value)) return { outcome: 'altered' };
  return printVault(value) === text ? { outcome: 'document', document: value } : { outcome: 'altered' };
}

function ordered({ format, version, vaultId, generation, updated, keys, entries }: Omit<VaultDocument, 'mac' | 'checksum'>): Omit<VaultDocument, 'mac' | 'checksum'> {
  return {
    format, version, vaultId, generation, updated,
    keys: keys.map(({ kid, state, created, source, kdf, wrapped }) => ({ kid, state, created, source, ...(kdf === undefined ? {} : { kdf: { name: kdf.name, N: kdf.N, r: kdf.r, p: kdf.p, salt: kdf.salt } }), wrapped })),
    // Names such as `__proto__` or `1` would change places in an object; they are refused as names, too.
    entries: Object.fromEntries(Object.keys(entries).toSorted().flatMap((name) => {
      const entry = entries[name];
      if (entry === undefined) return [];
      const { v, alg, updated: at, sealed, candidate, grace } = entry;
      return [[name, {
        v, alg, updated: at, sealed,
        ...(candidate === undefined ? {} : { candidate: { v: candidate.v, updated: candidate.updated, sealed: candidate.sealed } }),
        ...(grace === undefined ? {} : { grace: { v: grace.v, updated: grace.updated, sealed: grace.sealed, until: grace.until } }),
      }] as const];
    })),
  };
}

/** What an entry may be called: `openai/default`. A reference in a config or on a command line needs no quoting. */
export const isEntryName = (name: string): boolean => /^[A-Za-z][\w.-]*(?:\/[A-Za-z][\w.-]*){0,7}$/.test(name) && name.length <= 200;

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: { readonly [name: string]: unknown }, names: readonly string[]): boolean => names.every((name) => typeof value[name] === 'string');

const isBeside = (value: unknown, names: readonly string[]): boolean => value === undefined || (isRecord(value) && Number.isSafeInteger(value['v']) && texts(value, names));

function isDocument(value: { readonly [name: string]: unknown }): value is { readonly [name: string]: unknown } & VaultDocument {
  const { version, generation, keys, entries } = value;
  return version === 1 && Number.isSafeInteger(generation) && texts(value, ['vaultId', 'updated', 'mac', 'checksum'])
    && Array.isArray(keys) && keys.length > 0 && keys.every((slot) => isRecord(slot) && texts(slot, ['kid', 'created', 'source', 'wrapped']) && (slot['state'] === 'primary' || slot['state'] === 'decrypt-only') && (slot['kdf'] === undefined || isDerivation(slot['kdf'])))
    && isRecord(entries) && Object.entries(entries).every(([name, entry]) => isEntryName(name) && isRecord(entry) && Number.isSafeInteger(entry['v']) && entry['alg'] === 'A256GCM' && texts(entry, ['updated', 'sealed'])
      && isBeside(entry['candidate'], ['updated', 'sealed']) && isBeside(entry['grace'], ['updated', 'sealed', 'until']));
}
