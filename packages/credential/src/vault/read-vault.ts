import type { KeyText } from '../ciphertext/key-text.ts';
import { authenticated, parseVault, type KeySlot, type ParsedVault, type VaultDocument } from './document.ts';
import type { KeyDerivation } from './passphrase.ts';
import { keyIdOf, macOf, sameText, subkey, unseal } from './envelope.ts';

/** A key that may open the vault, and where it comes from: `env:CULPRIT_MASTER_KEY`. */
export interface MasterKey {
  readonly source: string;
  /** `previous`: kept for the time of a rotation. */
  readonly role: 'current' | 'previous';
  /** `absent`: the source is not there. */
  readonly text: KeyText | { readonly outcome: 'absent'; readonly why?: 'not-installed' | 'no-service' } | Passphrase;
}

/** Makes a key as a slot says. The passphrase itself stays out of sight. */
export type Passphrase = { readonly outcome: 'passphrase'; readonly characters: number; readonly keyFor: (kdf: KeyDerivation) => Buffer };

/** The key ids that were offered, beside where they come from. */
export type OfferedKey = { readonly source: string; readonly kid: string };

export type EntryState = { readonly name: string } & (
  | { readonly state: 'readable' }
  | { readonly state: 'unreadable' }
  /** What is sealed here was sealed for another name. */
  | { readonly state: 'moved'; readonly from: string }
);

export type OpenVault = {
  readonly outcome: 'open';
  readonly document: VaultDocument;
  readonly dataKey: Buffer;
  readonly slot: KeySlot;
  readonly by: MasterKey;
  /** Whether the document is the one that a holder of the key wrote: no entry added, removed or exchanged. */
  readonly intact: boolean;
};

export type VaultReading =
  | Exclude<ParsedVault, { readonly outcome: 'document' }>
  | { readonly outcome: 'no-key'; readonly document: VaultDocument }
  | { readonly outcome: 'other-key'; readonly document: VaultDocument; readonly offered: readonly OfferedKey[] }
  /** The id is right and the wrapped data key does not open: somebody changed it and knew how to make the checksum fit. */
  | { readonly outcome: 'broken-slot'; readonly document: VaultDocument; readonly kid: string }
  | OpenVault;

/** Reads the text of a vault with the first of these keys that opens it. Pure. */
export function readVault(text: string, masterKeys: readonly MasterKey[]): VaultReading {
  const parsed = parseVault(text);
  if (parsed.outcome !== 'document') return parsed;
  const { document } = parsed;
  const offered = masterKeys.flatMap((by) => keysFor(by, document).map((bytes) => ({ by, bytes, kid: keyIdOf(bytes, document.vaultId) })));
  if (offered.length === 0) return { outcome: 'no-key', document };
  for (const { by, bytes, kid } of offered) {
    const slot = document.keys.find((one) => one.kid === kid);
    if (slot === undefined) continue;
    const dataKey = unseal(subkey(bytes, 'wrap'), slotBinding(document.vaultId, kid), slot.wrapped);
    if (dataKey === undefined) return { outcome: 'broken-slot', document, kid };
    return { outcome: 'open', document, dataKey, slot, by, intact: sameText(macOf(dataKey, authenticated(document)), document.mac) };
  }
  return { outcome: 'other-key', document, offered: offered.map(({ by, kid }) => ({ source: by.source, kid })) };
}

/** The bytes that a master key is for this vault; a passphrase is one key for each slot that is made of one. */
export function keysFor({ text }: MasterKey, { keys }: VaultDocument): readonly Buffer[] {
  if (text.outcome === 'key') return [text.bytes];
  return text.outcome === 'passphrase' ? keys.flatMap(({ kdf }) => (kdf === undefined ? [] : [text.keyFor(kdf)])) : [];
}

/** What a wrapped data key is bound to. */
export const slotBinding = (vaultId: string, kid: string): string => `culprit-vault/1|${vaultId}|${kid}`;

/** What an entry is bound to: under another name, or as an older value, it does not open. */
export const entryBinding = (vaultId: string, name: string, v: number): string => `culprit-vault/1|${vaultId}|${name}|${v}`;

/** The subkey of an entry. */
export const entryKey = (dataKey: Uint8Array, name: string): Buffer => subkey(dataKey, `entry/${name}`);

/** Which value of an entry: the one in use, one to be tried, or the one before. */
export type EntryRole = 'current' | 'candidate' | 'grace';

/** The value of an entry; `undefined`: there is none of this name, or it does not open. A grace that is over has ended. */
export function openEntry({ document, dataKey }: Pick<OpenVault, 'document' | 'dataKey'>, name: string, role: EntryRole = 'current', now: Date = new Date()): string | undefined {
  const entry = Object.hasOwn(document.entries, name) ? document.entries[name] : undefined;
  const value = role === 'current' ? entry : entry?.[role];
  if (value === undefined || (role === 'grace' && Date.parse(entry?.grace?.until ?? '') <= now.getTime())) return undefined;
  return unseal(entryKey(dataKey, name), entryBinding(document.vaultId, name, value.v), value.sealed)?.toString('utf8');
}

/** Every entry with its own state: one that is broken never hides the others. */
export function entryStates(vault: OpenVault): readonly EntryState[] {
  const { document, dataKey } = vault;
  const names = Object.keys(document.entries);
  return Object.entries(document.entries).map(([name, entry]): EntryState => {
    if (openEntry(vault, name) !== undefined) return { name, state: 'readable' };
    const from = names.find((other) => other !== name && unseal(entryKey(dataKey, other), entryBinding(document.vaultId, other, entry.v), entry.sealed) !== undefined);
    return from === undefined ? { name, state: 'unreadable' } : { name, state: 'moved', from };
  });
}
