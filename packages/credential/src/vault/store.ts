import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ToolError, type Localized } from '@culprit/core';
import { changedVault, newVault, type NamedKey, type VaultChange } from './compose.ts';
import { readVaultFile, writeVaultFile, type VaultStep } from './file.ts';
import { locked } from './lock.ts';
import { readVault, type MasterKey, type OpenVault } from './read-vault.ts';
import { ioRefusal, vaultRefusal } from './refusal.ts';
import { rememberGeneration } from './seen.ts';

export interface StoreOptions {
  readonly file: string;
  readonly keys: readonly MasterKey[];
  readonly signal?: AbortSignal;
  /** How long to wait for another process, in milliseconds. Default: 10,000. */
  readonly waitMs?: number;
  readonly now?: () => Date;
  readonly onStep?: (step: VaultStep) => void;
}

/** Opens a vault to read it. No lock is taken: a write replaces the file as a whole. Rejects with a `ToolError` that says what is wrong. */
export async function openVault({ file, keys }: Pick<StoreOptions, 'file' | 'keys'>): Promise<OpenVault> {
  const contents = await readVaultFile(file);
  if (contents.outcome === 'unreadable') throw refused(ioRefusal(file, contents.why));
  const vault = readVault(contents.text, keys);
  if (vault.outcome !== 'open') throw refused(vaultRefusal(file, vault, keys));
  return vault;
}

/** Makes a vault where there is none. Rejects with a `ToolError`. */
export async function createVault({ file, now = () => new Date(), onStep, ...rest }: StoreOptions & { readonly master: NamedKey }): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await exclusively(file, rest, async () => {
    const there = await readVaultFile(file);
    if (there.outcome === 'read' || there.why !== 'absent') {
      throw new ToolError('USAGE_INVALID', { en: `${file} is there already. A new vault would not open what is in it; name another file with --file.`, 'zh-CN': `${file} 已存在。新建保险库无法打开其中的内容；请用 --file 指定其他文件。` });
    }
    await writeVaultFile(file, newVault(rest.master, now()), onStep);
    await rememberGeneration(file, 1, now());
  });
}

/**
 * Changes a vault: reads, changes and replaces it while no other process does. `change` sees the vault as it is then and
 * returns what is to change, or `undefined` for nothing. Rejects with a `ToolError`; the old vault then stands.
 */
export async function changeVault({ file, keys, now = () => new Date(), onStep, ...rest }: StoreOptions, change: (vault: OpenVault) => VaultChange | undefined): Promise<OpenVault> {
  return exclusively(file, rest, async () => {
    const vault = await openVault({ file, keys });
    // Signing what somebody else put there would make it genuine.
    if (!vault.intact) throw refused(vaultRefusal(file, vault, keys));
    const wanted = change(vault);
    if (wanted === undefined) return vault;
    await writeVaultFile(file, changedVault(vault, wanted, now()), onStep);
    await rememberGeneration(file, vault.document.generation + 1, now());
    return vault;
  });
}

async function exclusively<T>(file: string, { signal = new AbortController().signal, waitMs = 10_000 }: Pick<StoreOptions, 'signal' | 'waitMs'>, work: () => Promise<T>): Promise<T> {
  try {
    return await locked(file, { signal, waitMs }, work);
  } catch (error) {
    if (error instanceof ToolError || signal.aborted) throw error;
    throw refused(ioRefusal(file, error), error);
  }
}

const refused = (text: Localized<string>, cause?: unknown): ToolError => new ToolError('SECRET_UNRESOLVED', text, cause === undefined ? {} : { cause });
