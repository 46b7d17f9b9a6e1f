import { randomBytes, randomUUID } from 'node:crypto';
import { authenticated, isEntryName, printVault, type KeySlot, type VaultDocument } from './document.ts';
import { keyIdOf, macOf, seal, subkey } from './envelope.ts';
import { entryBinding, entryKey, openEntry, slotBinding, type OpenVault } from './read-vault.ts';

/** A master key and where it comes from. */
export type NamedKey = { readonly bytes: Uint8Array; readonly source: string };

/** What changes in a vault; everything else stays. */
export interface VaultChange {
  /** New values by name. */
  readonly set?: { readonly [name: string]: string };
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
export function changedVault(vault: OpenVault, { set = {}, remove = [], keep = (slots) => slots, addKey, renew }: VaultChange, now: Date): string {
  const { document, dataKey: oldKey } = vault;
  const { vaultId } = document;
  const updated = now.toISOString();
  const dataKey = renew === undefined ? oldKey : randomBytes(32);
  const entries: Record<string, VaultDocument['entries'][string]> = {};
  for (const [name, entry] of Object.entries(document.entries)) {
    if (remove.includes(name)) continue;
    if (renew === undefined) entries[name] = entry;
    else {
      const value = openEntry(vault, name);
      if (value === undefined) throw new Error(`the entry ${name} does not open`);
      entries[name] = { ...entry, v: entry.v + 1, sealed: seal(entryKey(dataKey, name), entryBinding(vaultId, name, entry.v + 1), Buffer.from(value)) };
    }
  }
  for (const [name, value] of Object.entries(set)) {
    if (!isEntryName(name)) throw new Error(`${name} is no name of an entry`);
    const v = (entries[name]?.v ?? 0) + 1;
    entries[name] = { v, alg: 'A256GCM', updated, sealed: seal(entryKey(dataKey, name), entryBinding(vaultId, name, v), Buffer.from(value)) };
  }
  const keys = renew === undefined ? [...keep(document.keys), ...(addKey === undefined ? [] : [slotFor(addKey, vaultId, dataKey, 'decrypt-only', now)])] : [slotFor(renew, vaultId, dataKey, 'primary', now)];
  return signed({ ...document, generation: document.generation + 1, updated, keys, entries }, dataKey);
}

function slotFor({ bytes, source }: NamedKey, vaultId: string, dataKey: Uint8Array, state: KeySlot['state'], now: Date): KeySlot {
  const kid = keyIdOf(bytes, vaultId);
  return { kid, state, created: now.toISOString(), source, wrapped: seal(subkey(bytes, 'wrap'), slotBinding(vaultId, kid), dataKey) };
}

function signed(document: Omit<VaultDocument, 'mac' | 'checksum'>, dataKey: Uint8Array): string {
  const whole: VaultDocument = { ...document, mac: '', checksum: '' };
  return printVault({ ...whole, mac: macOf(dataKey, authenticated(whole)) });
}
