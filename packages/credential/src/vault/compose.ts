import { randomBytes, randomUUID } from 'node:crypto';
import { authenticated, isEntryName, printVault, type KeySlot, type VaultDocument } from './document.ts';
import { keyIdOf, macOf, seal, subkey } from './envelope.ts';
import { newDerivation, type KeyDerivation } from './passphrase.ts';
import { entryBinding, entryKey, openEntry, slotBinding, type OpenVault, type Passphrase } from './read-vault.ts';

/** A master key and where it comes from. */
export type NamedKey = { readonly source: string } & ({ readonly bytes: Uint8Array } | { readonly passphrase: Passphrase; /** Default: {@link newDerivation}. */ readonly derivation?: KeyDerivation });

/** What changes in a vault; everything else stays. */
export interface VaultChange {
  /** New values by name. */
  readonly set?: { readonly [name: string]: string };
  /** New values beside those in use, to be tried. */
  readonly propose?: { readonly [name: string]: string };
  /** The candidates of these names take the place of the values in use, which stay until then. */
  readonly promote?: { readonly [name: string]: Date };
  readonly remove?: readonly string[];
  /** The slots that stay, in this state. */
  readonly keep?: (slots: readonly KeySlot[]) => readonly KeySlot[];
  /** A further master key that opens the vault, as `decrypt-only`. */
  readonly addKey?: NamedKey;
  /** Makes a new data key and seals every value anew: what was copied together with the old key is worth nothing then. */
  readonly renew?: NamedKey;
}

/** The text of a new, empty vault. */
export function newVault(key: NamedKey, now: Date): string {
  const vaultId = randomUUID();
  const dataKey = randomBytes(32);
  return signed({ format: 'culprit-vault', version: 1, vaultId, generation: 1, updated: now.toISOString(), keys: [slotFor(key, vaultId, dataKey, 'primary', now)], entries: {} }, dataKey);
}

/**
 * The text of the vault after a change. Throws where an entry that it has to seal anew does not open: nothing is lost
 * silently.
 */
export function changedVault(vault: OpenVault, { set = {}, propose = {}, promote = {}, remove = [], keep = (slots) => slots, addKey, renew }: VaultChange, now: Date): string {
  const { document, dataKey: oldKey } = vault;
  const { vaultId } = document;
  const updated = now.toISOString();
  const dataKey = renew === undefined ? oldKey : randomBytes(32);
  const entries: Record<string, VaultDocument['entries'][string]> = {};
  for (const [name, entry] of Object.entries(document.entries)) {
    if (remove.includes(name)) continue;
    if (renew === undefined) entries[name] = lasting(entry, now);
    else {
      const value = openEntry(vault, name);
      if (value === undefined) throw new Error(`the entry ${name} does not open`);
      const v = highest(entry) + 1;
      const beside = (role: 'candidate' | 'grace', number: number): { readonly v: number; readonly sealed: string } | undefined => {
        const text = openEntry(vault, name, role, now);
        return text === undefined ? undefined : { v: number, sealed: seal(entryKey(dataKey, name), entryBinding(vaultId, name, number), Buffer.from(text)) };
      };
      const [candidate, grace] = [beside('candidate', v + 1), beside('grace', v + 2)];
      entries[name] = {
        v, alg: 'A256GCM', updated: entry.updated, sealed: seal(entryKey(dataKey, name), entryBinding(vaultId, name, v), Buffer.from(value)),
        ...(candidate === undefined || entry.candidate === undefined ? {} : { candidate: { ...entry.candidate, ...candidate } }),
        ...(grace === undefined || entry.grace === undefined ? {} : { grace: { ...entry.grace, ...grace } }),
      };
    }
  }
  for (const [name, value] of Object.entries(set)) {
    if (!isEntryName(name)) throw new Error(`${name} is no name of an entry`);
    const v = highest(entries[name]) + 1;
    entries[name] = { v, alg: 'A256GCM', updated, sealed: seal(entryKey(dataKey, name), entryBinding(vaultId, name, v), Buffer.from(value)) };
  }
  for (const [name, value] of Object.entries(propose)) {
    const entry = entries[name];
    if (entry === undefined) throw new Error(`there is no entry ${name}`);
    const v = highest(entry) + 1;
    entries[name] = { ...entry, candidate: { v, updated, sealed: seal(entryKey(dataKey, name), entryBinding(vaultId, name, v), Buffer.from(value)) } };
  }
  for (const [name, until] of Object.entries(promote)) {
    const { candidate, v, updated: at, sealed } = entries[name] ?? {};
    if (candidate === undefined || v === undefined || at === undefined || sealed === undefined) throw new Error(`there is no candidate for ${name}`);
    entries[name] = { alg: 'A256GCM', ...candidate, ...(until.getTime() <= now.getTime() ? {} : { grace: { v, updated: at, sealed, until: until.toISOString() } }) };
  }
  const keys = renew === undefined ? [...keep(document.keys), ...(addKey === undefined ? [] : [slotFor(addKey, vaultId, dataKey, 'decrypt-only', now)])] : [slotFor(renew, vaultId, dataKey, 'primary', now)];
  return signed({ ...document, generation: document.generation + 1, updated, keys, entries }, dataKey);
}

type Entry = VaultDocument['entries'][string];

/** No number is used twice: what was sealed to it once would open again. */
const highest = (entry: Entry | undefined): number => Math.max(0, entry?.v ?? 0, entry?.candidate?.v ?? 0, entry?.grace?.v ?? 0);

/** An entry without a grace that is over. */
function lasting(entry: Entry, now: Date): Entry {
  if (entry.grace === undefined || Date.parse(entry.grace.until) > now.getTime()) return entry;
  const { grace: _grace, ...rest } = entry;
  return rest;
}

function slotFor(key: NamedKey, vaultId: string, dataKey: Uint8Array, state: KeySlot['state'], now: Date): KeySlot {
  const { source } = key;
  const { bytes, kdf } = 'bytes' in key ? { bytes: key.bytes, kdf: undefined } : derived(key.passphrase, key.derivation);
  const kid = keyIdOf(bytes, vaultId);
  return { kid, state, created: now.toISOString(), source, ...(kdf === undefined ? {} : { kdf }), wrapped: seal(subkey(bytes, 'wrap'), slotBinding(vaultId, kid), dataKey) };
}

const derived = ({ keyFor }: Passphrase, kdf: KeyDerivation = newDerivation()): { readonly bytes: Uint8Array; readonly kdf: KeyDerivation } => ({ bytes: keyFor(kdf), kdf });

function signed(document: Omit<VaultDocument, 'mac' | 'checksum'>, dataKey: Uint8Array): string {
  const whole: VaultDocument = { ...document, mac: '', checksum: '' };
  return printVault({ ...whole, mac: macOf(dataKey, authenticated(whole)) });
}
