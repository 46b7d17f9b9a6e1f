import { closeSync, openSync, writeSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { joined, type Range } from './ranges.ts';
import { journalName, lockName } from './safe-paths.ts';

/** What an earlier run got of a file. */
export interface KnownFile {
  readonly size: number;
  /** The entity tag of the bytes; empty: there was none. */
  readonly version: string;
  readonly ranges: readonly Range[];
  /** The file is in place, last written to then. */
  readonly mtimeMs?: number;
}

type Line = { readonly path: string } & (
  | { readonly begin: number; readonly version: string }
  | { readonly from: number; readonly to: number }
  | { readonly done: number; readonly version: string; readonly mtimeMs: number }
  | { readonly forget: true }
);

/**
 * What was fetched, line by line, so that a run that was ended at any moment can be gone on with. A line is written after
 * the bytes that it tells of; a torn last line is none. It stays, so that the next run knows which versions are there.
 */
export class Journal implements Disposable {
  readonly #descriptor: number;
  readonly #known: ReadonlyMap<string, KnownFile>;

  private constructor(descriptor: number, known: ReadonlyMap<string, KnownFile>) {
    this.#descriptor = descriptor;
    this.#known = known;
  }

  /** Reads and shortens the journal of a folder. */
  static async open(folder: string): Promise<Journal> {
    const path = join(folder, journalName);
    const known = replay(await readFile(path, 'utf8').catch(() => ''));
    const lines = [...known].flatMap(([name, file]) => linesOf(name, file));
    const fresh = `${path}.${process.pid}`;
    const descriptor = openSync(fresh, 'w');
    writeSync(descriptor, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await rename(fresh, path);
    return new Journal(descriptor, known);
  }

  known(path: string): KnownFile | undefined {
    return this.#known.get(path);
  }

  begin(path: string, size: number, version: string): void {
    this.#write({ path, begin: size, version });
  }

  got(path: string, { from, to }: Range): void {
    this.#write({ path, from, to });
  }

  done(path: string, size: number, version: string, mtimeMs: number): void {
    this.#write({ path, done: size, version, mtimeMs });
  }

  forget(path: string): void {
    this.#write({ path, forget: true });
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #write(line: Line): void {
    writeSync(this.#descriptor, `${JSON.stringify(line)}\n`);
  }
}

function linesOf(path: string, { size, version, ranges, mtimeMs }: KnownFile): readonly Line[] {
  if (mtimeMs !== undefined) return [{ path, done: size, version, mtimeMs }];
  return [{ path, begin: size, version }, ...joined(ranges).map(({ from, to }) => ({ path, from, to }))];
}

/** Pure. What is no line of this kind is passed over. */
function replay(text: string): ReadonlyMap<string, KnownFile> {
  const known = new Map<string, { size: number; version: string; ranges: Range[]; mtimeMs?: number }>();
  for (const raw of text.split('\n')) {
    const line = parsed(raw);
    const path = line?.['path'];
    if (line === undefined || typeof path !== 'string') continue;
    const { begin, done, from, to, version, mtimeMs } = line;
    if (typeof begin === 'number' && typeof version === 'string') known.set(path, { size: begin, version, ranges: [] });
    else if (typeof done === 'number' && typeof version === 'string' && typeof mtimeMs === 'number') known.set(path, { size: done, version, ranges: [], mtimeMs });
    else if (typeof from === 'number' && typeof to === 'number') known.get(path)?.ranges.push({ from, to });
    else if (line['forget'] === true) known.delete(path);
  }
  return known;
}

function parsed(raw: string): { readonly path?: unknown; readonly begin?: unknown; readonly done?: unknown; readonly from?: unknown; readonly to?: unknown; readonly version?: unknown; readonly mtimeMs?: unknown; readonly forget?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a second run out of a folder. `undefined`: one that is still running has it. The lock of one that was killed is taken over. */
export async function lockFolder(folder: string): Promise<AsyncDisposable | undefined> {
  const path = join(folder, lockName);
  for (let tries = 0; tries < 2; tries++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid)).finally(() => file.close());
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (Number.isInteger(owner) && owner > 0 && isRunning(owner)) return undefined;
      await rm(path, { force: true });
    }
  }
  return undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
