import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The steps of a write, in order. After a crash at any of them the old file or the new one stands, whole. */
export type WriteStep = 'created' | 'written' | 'synced' | 'replaced' | 'directory-synced';

export interface WriteOptions {
  /** Whether only its owner may read it (mode 0600). Default: what the umask leaves. */
  readonly ownerOnly?: boolean;
  /** Whether a file of that name is replaced. Where not, the write rejects with `EEXIST` and leaves it alone. */
  readonly replace: boolean;
  /** Hears of each step when it is done; the next one waits for it. */
  readonly onStep?: (step: WriteStep) => void | Promise<void>;
}

/**
 * Writes a file as a whole and makes it last: under another name beside it, flushed, renamed, and the folder flushed too
 * (fsync(2), rename(2)). Whoever reads it meanwhile meets the old file or the new one. A device or a pipe (`/dev/stdout`)
 * can't be replaced and is written to, unless for its owner alone. Rejects with the system's error.
 */
export async function writeWhole(path: string, content: string | Uint8Array, { ownerOnly = false, replace, onStep }: WriteOptions): Promise<void> {
  if (replace && await stat(path).then((stats) => !stats.isFile(), () => false)) {
    // Whoever may read a pipe is nobody's to say.
    if (ownerOnly) throw Object.assign(new Error('not a file'), { code: 'EEXIST' });
    return writeFile(path, content);
  }
  // A name that nobody can have prepared; `wx` follows no link and takes no file that is there.
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    {
      await using file = await open(temporary, 'wx', ownerOnly ? 0o600 : 0o666);
      await onStep?.('created');
      await file.writeFile(content);
      await onStep?.('written');
      await file.sync();
      await onStep?.('synced');
    }
    await (replace ? rename(temporary, path) : takeName(temporary, path));
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
  await onStep?.('replaced');
  // Windows can't open a folder, and needs no flush of it.
  await using folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await onStep?.('directory-synced');
}

/** A link fails where somebody made the file meanwhile; a rename would replace it. Not every file system has links. */
async function takeName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code)) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}
