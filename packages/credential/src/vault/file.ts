import { constants } from 'node:fs';
import { link, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeWhole, type WriteStep } from '@culprit/core/files';

/** A vault of ten thousand entries takes a few of them. */
const maxBytes = 16 * 1_024 * 1_024;

export type UnreadableVault = 'absent' | 'denied' | 'symbolic-link' | 'not-a-file' | 'too-large' | 'failed';

export type VaultFile =
  | { readonly outcome: 'read'; readonly text: string; /** Permission bits, as `644`. */ readonly mode: string; /** Whether others than its owner may read or write it. */ readonly exposed: boolean }
  | { readonly outcome: 'unreadable'; readonly why: UnreadableVault };

/** Reads a vault's file; a symbolic link is not followed: whoever may write the folder could lead it elsewhere. Never throws. */
export async function readVaultFile(path: string): Promise<VaultFile> {
  try {
    await using file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (!stats.isFile()) return { outcome: 'unreadable', why: 'not-a-file' };
    if (stats.size > maxBytes) return { outcome: 'unreadable', why: 'too-large' };
    const mode = stats.mode & 0o777;
    // latin1 keeps every byte apart: no damaged byte may pass for the replacement character of another.
    const text = (await file.readFile()).toString('latin1');
    return { outcome: 'read', text, mode: mode.toString(8).padStart(3, '0'), exposed: process.platform !== 'win32' && (mode & 0o077) !== 0 };
  } catch (error) {
    return { outcome: 'unreadable', why: unreadableBy(codeOf(error)) };
  }
}

function unreadableBy(code: string): UnreadableVault {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  if (code === 'ELOOP' || code === 'EMLINK') return 'symbolic-link';
  return code === 'EISDIR' || code === 'ENXIO' ? 'not-a-file' : 'failed';
}

/** The steps of a write, in order. After a crash at any of them the old or the new vault stands, whole. */
export type VaultStep = WriteStep | 'kept-previous';

/** The vault before the last write. */
export const previousOf = (path: string): string => `${path}.1`;

/** Replaces the file as a whole and makes it last. What it replaces is kept as `.1`. `onStep` hears of each step when it is done. */
export async function writeVaultFile(path: string, text: string, onStep: (step: VaultStep) => void = () => {}): Promise<void> {
  await sweep(path);
  await writeWhole(path, Buffer.from(text, 'latin1'), {
    ownerOnly: true, replace: true,
    async onStep(step) {
      onStep(step);
      if (step !== 'synced') return;
      await keepPrevious(path);
      onStep('kept-previous');
    },
  });
}

async function keepPrevious(path: string): Promise<void> {
  const spare = `${path}.${process.pid}.1.tmp`;
  await rm(spare, { force: true });
  try {
    await link(path, spare);
  } catch (error) {
    // The first write replaces nothing; and some file systems have no hard links.
    if (['ENOENT', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(codeOf(error))) return;
    throw error;
  }
  await rename(spare, previousOf(path));
}

/** Removes what a killed writer left, after an hour. The caller holds the lock. */
async function sweep(path: string): Promise<void> {
  const name = basename(path);
  const left = (await readdir(dirname(path)).catch(() => [])).filter((entry) => entry.startsWith(`${name}.`) && (entry.endsWith('.tmp') || entry.startsWith(`${name}.lock.`)));
  for (const entry of left) {
    const file = join(dirname(path), entry);
    const age = await stat(file).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
    if (age > 3_600_000) await rm(file, { force: true });
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
