import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@culprit/core/files';
import { freshState, type CodeState, type CodeStore, type StoredState } from './code-store.ts';

/**
 * How many versions stay. Whoever slept between reading and writing could take the name of a version that was cleared
 * away; it then finds this many newer ones, and half as many are taken for the proof that it came too late.
 */
const kept = 64;

/**
 * States as files in a directory, readable by its owner alone. Each version is a file of its own that only one process can
 * create (`link` fails where the name is taken, on every local file system), so several processes may share the directory.
 */
export function createFileStore(directory: string): CodeStore {
  const folderOf = (account: string): string => join(directory, createHash('sha256').update(account).digest('hex').slice(0, 40));
  const versionsIn = async (folder: string): Promise<readonly number[]> => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    });
    return names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [])).sort((a, b) => b - a);
  };
  const read = async (account: string): Promise<StoredState> => {
    const folder = folderOf(account);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const [version] = await versionsIn(folder);
      if (version === undefined) return { state: freshState, version: 0 };
      const text = await readFile(join(folder, `${version}.json`), 'utf8').catch((error: unknown) => {
        // Newer ones were written meanwhile, and this one was cleared away.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (text !== undefined) return { state: readState(text), version };
    }
    throw new Error(`the states in ${folder} change faster than they can be read`);
  };
  return {
    read,
    async compareAndSet(account, version, state) {
      const folder = folderOf(account);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const [newest = 0] = await versionsIn(folder);
      if (newest !== version) return false;
      try {
        // On disk before it has its name: a code that was accepted stays used after a crash.
        await writeWhole(join(folder, `${version + 1}.json`), JSON.stringify(state), { ownerOnly: true, replace: false });
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
        throw error;
      }
      const versions = await versionsIn(folder);
      if ((versions[0] ?? 0) > version + kept / 2) {
        await rm(join(folder, `${version + 1}.json`), { force: true });
        return false;
      }
      for (const old of versions.slice(kept)) await rm(join(folder, `${old}.json`), { force: true });
      return true;
    },
  };
}

/** @throws Error if the file holds something else: a state that can't be read must not let a used code in. */
function readState(text: string): CodeState {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'lastCounter' in value && typeof value.lastCounter === 'number' && 'refusedMs' in value && Array.isArray(value.refusedMs)) {
    return { lastCounter: value.lastCounter, refusedMs: value.refusedMs.filter((moment) => typeof moment === 'number') };
  }
  throw new Error('the file holds no state of one-time codes');
}
