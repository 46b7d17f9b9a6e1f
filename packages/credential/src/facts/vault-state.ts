import { defineFact, isToolError, type Fact, type SecretReader, type SecretRef } from '@culprit/core';
import type { KeyRepair, KeyText } from '../ciphertext/key-text.ts';
import { parseVault, type KeySlot, type VaultDocument } from '../vault/document.ts';
import { readVaultFile, previousOf, type UnreadableVault } from '../vault/file.ts';
import { defaultVault, findMasterKeys } from '../vault/master-keys.ts';
import { entryStates, readVault, type EntryState, type OfferedKey } from '../vault/read-vault.ts';
import { seenGeneration } from '../vault/seen.ts';

export type VaultInput = { readonly file?: string; readonly key?: SecretRef; readonly previous?: SecretRef; readonly passphrase?: SecretRef };

/** A key that is no key: where it stands, and what is wrong with it. */
type UnusableKey = { readonly source: string; readonly text: Exclude<KeyText, { readonly outcome: 'key' }> | { readonly outcome: 'absent'; readonly why?: string } | { readonly outcome: 'passphrase' } };

type Slot = Omit<KeySlot, 'wrapped' | 'kdf'>;
type Header = { readonly generation: number; readonly updated: string; readonly slots: readonly Slot[]; readonly names: readonly string[] };

/** What is known of the file whatever its contents. */
type Placed = { readonly file: string; readonly mode: string; readonly exposed: boolean; /** The latest generation that was written here. */ readonly seen?: { readonly generation: number; readonly at: string } };

/** A vault, as its keys open it. Holds no key and no value of an entry. */
export type VaultState =
  | { readonly outcome: 'unreadable'; readonly file: string; readonly why: UnreadableVault }
  | Placed & { readonly outcome: 'corrupt'; readonly why: 'not-json' | 'altered' | 'foreign'; readonly at?: number; /** The vault before the last write, where it is whole. */ readonly backup?: { readonly generation: number; readonly updated: string } }
  | Placed & { readonly outcome: 'too-new'; readonly version: number }
  | Placed & Header & { readonly outcome: 'no-key'; readonly looked: readonly UnusableKey[] }
  /** `retired`: keys among the offered ones that opened the vault before its last write. */
  | Placed & Header & { readonly outcome: 'other-key'; readonly offered: readonly OfferedKey[]; readonly retired: readonly string[] }
  | Placed & Header & { readonly outcome: 'broken-slot'; readonly kid: string }
  | Placed & Header & {
    readonly outcome: 'open'; readonly kid: string; readonly source: string; readonly role: 'current' | 'previous'; readonly slot: KeySlot['state'];
    readonly repairs: readonly KeyRepair[]; readonly published?: string; readonly intact: boolean; readonly entries: readonly EntryState[];
  };

/** Reads a vault with the keys that are at hand, and says how it stands. */
export const vaultState: Fact<VaultInput, VaultState> = defineFact({
  id: 'credential/vault-state',
  gather: async ({ input, secrets }) => {
    const file = input.file ?? defaultVault(process.env);
    const contents = await readVaultFile(file);
    if (contents.outcome === 'unreadable') return { outcome: 'unreadable', file, why: contents.why };
    const seen = await seenGeneration(file);
    const placed: Placed = { file, mode: contents.mode, exposed: contents.exposed, ...(seen === undefined ? {} : { seen }) };
    const keys = await findMasterKeys(input, process.env, readerOf(secrets));
    const vault = readVault(contents.text, keys);
    switch (vault.outcome) {
      case 'not-json': case 'altered': case 'foreign': {
        const backup = await backupOf(file);
        return { ...placed, outcome: 'corrupt', why: vault.outcome, ...('at' in vault ? { at: vault.at } : {}), ...(backup === undefined ? {} : { backup: { generation: backup.generation, updated: backup.updated } }) };
      }
      case 'too-new': return { ...placed, outcome: 'too-new', version: vault.version };
      case 'no-key': return { ...placed, ...headerOf(vault.document), outcome: 'no-key', looked: keys.flatMap(({ source, text }) => (text.outcome === 'key' ? [] : [{ source, text: text.outcome === 'passphrase' ? { outcome: 'passphrase' } : text }])) };
      case 'other-key': {
        const before = (await backupOf(file))?.keys.map(({ kid }) => kid) ?? [];
        return { ...placed, ...headerOf(vault.document), outcome: 'other-key', offered: vault.offered, retired: vault.offered.map(({ kid }) => kid).filter((kid) => before.includes(kid)) };
      }
      case 'broken-slot': return { ...placed, ...headerOf(vault.document), outcome: 'broken-slot', kid: vault.kid };
      case 'open': {
        const { slot, by, intact } = vault;
        const { repairs, published } = by.text.outcome === 'key' ? by.text : { repairs: [], published: undefined };
        return { ...placed, ...headerOf(vault.document), outcome: 'open', kid: slot.kid, source: by.source, role: by.role, slot: slot.state, repairs, ...(published === undefined ? {} : { published }), intact, entries: entryStates(vault) };
      }
    }
  },
  exhibit: (state) => {
    if (!('names' in state)) return state;
    const { names, ...rest } = state;
    return { ...rest, names: names.slice(0, 50), count: names.length, ...('entries' in state ? { entries: state.entries.filter(({ state: one }) => one !== 'readable').slice(0, 50) } : {}) };
  },
});

/** Reads references; one that leads nowhere is a value here. */
const readerOf = (secrets: SecretReader) => async (reference: SecretRef): Promise<string | undefined> => {
  try {
    return (await secrets.read(reference)).reveal();
  } catch (error) {
    if (isToolError(error) && error.code === 'SECRET_UNRESOLVED') return undefined;
    throw error;
  }
};

const headerOf = ({ generation, updated, keys, entries }: VaultDocument): Header => ({
  generation, updated, names: Object.keys(entries), slots: keys.map(({ kid, state, created, source }) => ({ kid, state, created, source })),
});

async function backupOf(file: string): Promise<VaultDocument | undefined> {
  const contents = await readVaultFile(previousOf(file));
  const parsed = contents.outcome === 'read' ? parseVault(contents.text) : undefined;
  return parsed?.outcome === 'document' ? parsed.document : undefined;
}

