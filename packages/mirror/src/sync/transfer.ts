import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes of one file from somewhere on. */
export interface OpenedBytes {
  /** Where they begin: 0 where the source can't begin elsewhere. */
  readonly from: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Where the bytes of one file come from. */
export interface ByteSource {
  /** Rejects where they can't be had; a rejection with `final: true` is not worth another try, `afterMs` says when one is. */
  open(from: number, signal: AbortSignal): Promise<OpenedBytes>;
}

export interface TransferJob {
  readonly source: ByteSource;
  /** Written in place; what stands there already is gone on from. */
  readonly destination: string;
  readonly size: number;
  readonly signal: AbortSignal;
  /** Told of bytes as they are written. */
  readonly progress?: (bytes: number) => void;
}

/** Brings the bytes of one file to the disk. Resolves when they are all there and on the disk; rejects otherwise, with what came so far kept. */
export interface Transfer {
  fetch(job: TransferJob): Promise<void>;
}

/** One stream for each file, gone on from where it broke off. `attempts` in a row may bring nothing. Default: 4. */
export function createStreamTransfer({ attempts = 4, pauseMs = 500 }: { readonly attempts?: number; readonly pauseMs?: number } = {}): Transfer {
  return {
    async fetch(job) {
      for (let failed = 0; ;) {
        const before = await sizeOf(job.destination);
        try {
          return await fetchOnce(job);
        } catch (error) {
          job.signal.throwIfAborted();
          // Whoever brings something, however little, is not stuck.
          failed = await sizeOf(job.destination) > before ? 1 : failed + 1;
          if (failed >= attempts || isFinal(error)) throw error;
          await sleep(pauseOf(error) ?? pauseMs * 2 ** (failed - 1), undefined, { signal: job.signal });
        }
      }
    },
  };
}

async function fetchOnce({ source, destination, size, signal, progress }: TransferJob): Promise<void> {
  await using file = await open(destination, 'a', 0o600);
  let at = (await file.stat()).size;
  if (at > size) {
    await file.truncate(0);
    at = 0;
  }
  if (at === size) return;
  const { from, chunks } = await source.open(at, signal);
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
