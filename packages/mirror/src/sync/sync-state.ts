import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@culprit/core/files';
import { ownFolder } from './safe-path.ts';
import { SyncError } from './sync-error.ts';

/** A file as it was when it was last verified. */
export interface SyncedFile {
  readonly size: number;
  readonly mtimeMs: number;
  /** `sha256:…`, `git:…`, or `size:…` where the hub tells nothing better. */
  readonly identity: string;
}

/** What the last good run left: it is written when everything is there, and not before. */
export interface SyncState {
  readonly version: 1;
  readonly hub: string;
  readonly endpoint: string;
  readonly repository: string;
  readonly revision: string;
  readonly commit?: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly files: { readonly [path: string]: SyncedFile };
}

const statePath = (folder: string): string => join(folder, ownFolder, 'last-good.json');

/** What is left over of the last good run; `undefined`: there was none, or nobody can read it. */
export async function readSyncState(folder: string): Promise<SyncState | undefined> {
  try {
    const read: Partial<SyncState> = JSON.parse(await readFile(statePath(folder), 'utf8'));
    const { version, hub, endpoint, repository, revision, finishedAt, files } = read;
    if (version !== 1 || typeof hub !== 'string' || typeof endpoint !== 'string' || typeof repository !== 'string' || typeof revision !== 'string') return undefined;
    if (typeof finishedAt !== 'string' || Number.isNaN(Date.parse(finishedAt)) || typeof files !== 'object' || files === null) return undefined;
    return { version, hub, endpoint, repository, revision, finishedAt, files, ...(typeof read.commit === 'string' ? { commit: read.commit } : {}) };
  } catch {
    return undefined;
  }
}

/** Whoever reads meanwhile sees the old one or the new one. */
export async function writeSyncState(folder: string, state: SyncState): Promise<void> {
  await writeWhole(statePath(folder), `${JSON.stringify(state, undefined, 1)}\n`, { replace: true });
}

/** Does something while no other run does anything in the folder; what a dead process left is taken over. */
export async function inLockedFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const path = await lock(folder);
  try {
    return await act();
  } finally {
    await rm(path, { force: true });
  }
}

async function lock(folder: string): Promise<string> {
  await mkdir(join(folder, ownFolder, 'parts'), { recursive: true });
  const path = join(folder, ownFolder, 'lock');
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await using file = await open(path, 'wx');
      await file.write(String(process.pid));
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (owner > 0 && isAlive(owner)) {
        throw new SyncError('locked', { en: `Process ${owner} is synchronising ${folder}. If there is none, remove ${path}.`, 'zh-CN': `进程 ${owner} 正在同步 ${folder}。若并无此进程，请删除 ${path}。` });
      }
      await rm(path, { force: true });
    }
  }
  throw new SyncError('locked', { en: `Somebody else is synchronising ${folder}.`, 'zh-CN': `另有程序正在同步 ${folder}。` });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
