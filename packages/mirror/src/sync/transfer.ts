import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachOf } from './each-of.ts';

/** Bytes of one file from somewhere on. */
export interface OpenedBytes {
  /** Where they begin: 0 where the source can't begin elsewhere. */
  readonly from: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A file that is to come. */
export interface WantedFile {
  /** In the folder of the job; no path. It names the content: what stands under it already is a beginning of it. */
  readonly name: string;
  readonly size: number;
  /** In hexadecimal, where it is known. */
  readonly sha256?: string;
  /** Where its bytes are at this moment, past all redirects, for engines that fetch ranges side by side. What is signed there expires: ask for each request. */
  locate(signal: AbortSignal): Promise<{ readonly url: string; readonly headers: { readonly [name: string]: string } }>;
  /** Its bytes from one on. A rejection with `final: true` is not worth another try; `afterMs` says when one is. */
  open(from: number, signal: AbortSignal): Promise<OpenedBytes>;
}

export interface TransferJob {
  readonly folder: string;
  readonly files: readonly WantedFile[];
  /** Requests at the same time. */
  readonly streams: number;
  readonly signal: AbortSignal;
  /** Told of bytes as they are written. */
  readonly progress?: (bytes: number) => void;
}

/** One file that did not come. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  /** The name of the file in the job. */
  readonly file: string;
  /** `mismatch`: its bytes came, and were not the ones that were announced. */
  readonly code: 'broken' | 'mismatch';

  constructor(file: string, code: 'broken' | 'mismatch', message: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
    this.code = code;
  }
}

/** Brings files to the disk. Resolves when all of them are whole; rejects with a {@link TransferError} otherwise, with what came so far kept. */
export interface Transfer {
  fetch(job: TransferJob): Promise<void>;
}

/** One stream for each file, gone on from where it broke off. `attempts` in a row may bring nothing. Default: 4. */
export function createStreamTransfer({ attempts = 4, pauseMs = 500 }: { readonly attempts?: number; readonly pauseMs?: number } = {}): Transfer {
  return {
    fetch: ({ folder, files, streams, signal, progress }) => eachOf(files, streams, signal, async (file, stop) => {
      const path = join(folder, file.name);
      for (let failed = 0; ;) {
        const before = await sizeOf(path);
        try {
          return await fetchOnce(file, path, stop, progress);
        } catch (cause) {
          stop.throwIfAborted();
          // Whoever brings something, however little, is not stuck.
          failed = await sizeOf(path) > before ? 1 : failed + 1;
          if (failed >= attempts || isFinal(cause)) throw new TransferError(file.name, 'broken', cause instanceof Error ? cause.message : String(cause), { cause });
          await sleep(pauseOf(cause) ?? pauseMs * 2 ** (failed - 1), undefined, { signal: stop });
        }
      }
    }),
  };
}

async function fetchOnce(wanted: WantedFile, path: string, signal: AbortSignal, progress: TransferJob['progress']): Promise<void> {
  const { size } = wanted;
  await using file = await open(path, 'a', 0o600);
  let at = (await file.stat()).size;
  if (at > size) {
    await file.truncate(0);
    at = 0;
  }
  if (at === size) return;
  const { from, chunks } = await wanted.open(at, signal);
  if (from !== at) {
    if (from !== 0) throw new Error(`bytes from ${from} came where those from ${at} were asked for`);
    await file.truncate(0);
    at = 0;
  }
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    if (at + chunk.length > size) throw Object.assign(new Error(`more than the ${size} bytes that were announced`), { final: true });
    await file.write(chunk);
    at += chunk.length;
    progress?.(chunk.length);
  }
  if (at !== size) throw new Error(`${at} of ${size} bytes came`);
  await file.sync();
}

const sizeOf = (path: string): Promise<number> => stat(path).then(({ size }) => size, () => 0);
const isFinal = (error: unknown): boolean => error instanceof Error && 'final' in error && error.final === true;

/** At most a minute, whatever a server says. */
const pauseOf = (error: unknown): number | undefined => (error instanceof Error && 'afterMs' in error && typeof error.afterMs === 'number' ? Math.min(error.afterMs, 60_000) : undefined);
