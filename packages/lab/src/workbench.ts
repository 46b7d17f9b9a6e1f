import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Situation } from './scenario.ts';

/** What a situation is built on: it keeps servers and files until the situation is disposed. */
export interface Workbench {
  /** Keeps what is starting, and resolves to it. */
  keep<T extends AsyncDisposable>(starting: Promise<T>): Promise<T>;
  /** Writes a file, readable by this user alone, and resolves to its path. */
  file(name: string, text: string): Promise<string>;
}

/** A situation that nobody can dispose yet. */
export type Arrangement = Omit<Situation, typeof Symbol.asyncDispose>;

/** Turns an arrangement into something to start. If arranging fails, what had been started is ended. */
export function situated(arrange: (bench: Workbench) => Promise<Arrangement>): () => Promise<Situation> {
  return async () => {
    const kept: AsyncDisposable[] = [];
    let directory: Promise<string> | undefined;
    const dispose = async (): Promise<void> => {
      const ended = await Promise.allSettled(kept.splice(0).map((server) => server[Symbol.asyncDispose]()));
      if (directory !== undefined) await rm(await directory, { recursive: true, force: true });
      for (const result of ended) if (result.status === 'rejected') throw result.reason;
    };
    const bench: Workbench = {
      async keep(starting) {
        const server = await starting;
        kept.push(server);
        return server;
      },
      async file(name, text) {
        directory ??= mkdtemp(join(tmpdir(), 'culprit-lab-'));
        const path = join(await directory, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text, { mode: 0o600 });
        return path;
      },
    };
    try {
      return { ...await arrange(bench), [Symbol.asyncDispose]: dispose };
    } catch (error) {
      await dispose();
      throw error;
    }
  };
}
