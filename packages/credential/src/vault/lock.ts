import { monotonicMs } from '@culprit/core';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  /** When the process began, as the kernel counts: tells it from a later process of the same number. Empty: unknown here. */
  readonly started: string;
  readonly host: string;
  readonly program: string;
}

/** The lock was not to be had in time. */
export class LockBusy extends Error {
  override readonly name = 'LockBusy';
  readonly holder: LockHolder | undefined;
  readonly heldForMs: number;
  constructor(holder: LockHolder | undefined, heldForMs: number) {
    super('the lock is held');
    this.holder = holder;
    this.heldForMs = heldForMs;
  }
}

/** How long a process may hold the right to clear a dead one's lock before it is taken for dead itself, in milliseconds. */
const clearingMs = 30_000;

/**
 * Works while no other process does. The lock is a hard link, which the file system makes for one of many at a time
 * (link(2)), so it also holds where advisory locks do not. What a killed process left behind is cleared, on the same host
 * and only if that process is gone. Rejects with {@link LockBusy}, or with the abort reason.
 */
export async function locked<T>(file: string, { signal, waitMs }: { readonly signal: AbortSignal; readonly waitMs: number }, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  const own = `${lock}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const me: LockHolder = { pid: process.pid, started: await startOf(process.pid), host: hostname(), program: process.argv.slice(1, 2).map((path) => path.replace(/^.*[\\/]/, '')).join('').slice(0, 80) };
  await writeFile(own, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
  try {
    const until = monotonicMs() + waitMs;
    while (!await linked(own, lock)) {
      signal.throwIfAborted();
      await clearDead(lock);
      if (monotonicMs() > until) throw new LockBusy(await holderOf(lock), await ageOf(lock));
      await pause(3 + Math.random() * 12, undefined, { signal });
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function linked(own: string, lock: string): Promise<boolean> {
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Only one process at a time clears, and it looks again before it does: a lock that somebody just took is never taken away. */
async function clearDead(lock: string): Promise<void> {
  if (!await isDead(await holderOf(lock))) return;
  const clearing = `${lock}.clearing`;
  try {
    await writeFile(clearing, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch {
    if (await ageOf(clearing) > clearingMs) await rm(clearing, { force: true });
    return;
  }
  try {
    if (await isDead(await holderOf(lock))) await rm(lock, { force: true });
  } finally {
    await rm(clearing, { force: true });
  }
}

async function isDead(holder: LockHolder | undefined): Promise<boolean> {
  if (holder === undefined || holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
  return holder.started !== '' && await startOf(holder.pid) !== holder.started;
}

async function holderOf(lock: string): Promise<LockHolder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(lock, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value && 'started' in value && 'host' in value && 'program' in value)) return undefined;
    const { pid, started, host, program } = value;
    return typeof pid === 'number' && typeof started === 'string' && typeof host === 'string' && typeof program === 'string' ? { pid, started, host, program } : undefined;
  } catch {
    return undefined;
  }
}

const ageOf = async (path: string): Promise<number> => stat(path).then(({ mtimeMs }) => Math.max(0, Date.now() - mtimeMs), () => 0);

/** The 22nd field of /proc/PID/stat (proc_pid_stat(5)); the name before it may hold blanks and brackets. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
