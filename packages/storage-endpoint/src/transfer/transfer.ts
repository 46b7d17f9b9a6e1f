import { availableParallelism } from 'node:os';
import { mkdir, open, readdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Connections, type TransferConnection } from './connections.ts';
import type { Digest, DigestAlgorithm } from './digest.ts';
import { DigestPool } from './digest-pool.ts';
import { FileTransfer, smallBytes, type FileContext, type Job } from './file-transfer.ts';
import { Journal, lockFolder } from './journal.ts';
import { Meter } from './meter.ts';
import { refusedPaths, type RefusedPath } from './safe-paths.ts';

export type { TransferConnection } from './connections.ts';
export type { Digest, DigestAlgorithm } from './digest.ts';
export type { PathFault, RefusedPath } from './safe-paths.ts';
export { refusedPaths } from './safe-paths.ts';

/** One file to fetch. */
export interface TransferItem {
  /** Where it goes below the folder: relative, parts separated by `/`. */
  readonly path: string;
  /** In bytes. Absent: a HEAD request tells, or the answer itself. */
  readonly size?: number;
  /** The strong entity tag, with its quotes (RFC 9110 §8.8.3): every range is fetched on condition of it. */
  readonly version?: string;
  /** What its bytes are known to come to. */
  readonly digests?: readonly Digest[];
}

/** How an item is asked for. */
export interface TransferRequest {
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
}

/** Where items come from: anything that answers GET over HTTP, best with ranges (RFC 9110 §14). */
export interface TransferSource<Item extends TransferItem> {
  /** Called for each attempt, so that what expires is signed anew. `Range` and `If-Match` are added; they must not be signed over. */
  request(item: Item, method: 'GET' | 'HEAD'): TransferRequest | Promise<TransferRequest>;
  /**
   * All that is known of the bytes of the whole file, given the fields of an answer and what was known before. The fields of
   * a range (`content-range`) may speak of that range alone. Default: what the item says.
   */
  digestsOf?(item: Item, fields: { readonly [name: string]: string }, known: readonly Digest[]): readonly Digest[];
}

export interface TransferOptions<Item extends TransferItem> {
  readonly items: readonly Item[];
  readonly source: TransferSource<Item>;
  /** Made if it isn't there. */
  readonly folder: string;
  /** Requests at a time, over all files. Default 8, and 16 where most files are small: of those, the way there and back is most of the time. */
  readonly streams?: number;
  /** What a request asks for at most. Default 8 MiB. */
  readonly partBytes?: number;
  readonly connection?: TransferConnection;
  /** How long nothing may come before a request is given up and made again. Default 30 seconds. */
  readonly stallMs?: number;
  /** Requests in a row that may bring nothing. Default 6. */
  readonly attempts?: number;
  /** A digest to have of every file, those that were there already included. */
  readonly digest?: DigestAlgorithm;
  readonly signal?: AbortSignal;
  readonly on?: (event: TransferEvent) => void;
}

/** Why a file could not be had. Plain data; `body` is what a server wrote. */
export interface TransferFailure {
  /** A system's or OpenSSL's code, `HTTP_404`, `PROXY_HTTP_407` and what else a proxy did, or one of `DIGEST_MISMATCH`, `KEEPS_CHANGING`, `SIZE_MISMATCH`, `MALFORMED_RESPONSE`. */
  readonly code: string;
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

export interface TransferredFile {
  readonly path: string;
  readonly size: number;
  /** `present`: it was in place from an earlier run. */
  readonly outcome: 'fetched' | 'present' | 'failed' | 'left';
  /** By what its bytes were verified; absent: nothing says what they should be. */
  readonly verifiedBy?: DigestAlgorithm;
  readonly digests: readonly Digest[];
  readonly failure?: TransferFailure;
}

export interface TransferProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytesDone: number;
  /** As far as sizes are known. */
  readonly bytes: number;
  /** Over the last seconds. */
  readonly bytesPerSecond: number;
  /** Absent until there is a rate. */
  readonly secondsLeft?: number;
}

export type TransferEvent =
  | ({ readonly type: 'progress' } & TransferProgress)
  | ({ readonly type: 'file' } & TransferredFile)
  | { readonly type: 'retry'; readonly path: string; readonly code: string; readonly afterMs: number }
  /** The file is fetched from its beginning again: it changed under way, or its bytes were not the right ones. */
  | { readonly type: 'restart'; readonly path: string; readonly reason: 'changed' | 'digest-mismatch' };

export interface TransferResult {
  /**
   * `interrupted`: by the signal. `refused`: names that may not be written; nothing was fetched. `busy`: another run has the
   * folder. `no-space`: the file system has less room than is missing.
   */
  readonly outcome: 'complete' | 'incomplete' | 'interrupted' | 'refused' | 'busy' | 'no-space';
  readonly files: readonly TransferredFile[];
  readonly refused: readonly RefusedPath[];
  /** Over the network, in this run. */
  readonly bytesFetched: number;
  /** That an earlier run had left. */
  readonly bytesResumed: number;
}

/**
 * Fetches files into a folder: one pool of requests over files and ranges, on condition of the entity tag; gone on with after
 * any end; each file verified, flushed to the disk and then put into place. Rejects where the folder can't be written (with
 * the system's error); what servers do wrong is in the result.
 */
export async function transfer<Item extends TransferItem>(options: TransferOptions<Item>): Promise<TransferResult> {
  const { items, source, folder, streams = streamsFor(items), partBytes = 8 << 20, stallMs = 30_000, attempts = 6, digest, on = () => {} } = options;
  const nothing = { files: [], refused: [], bytesFetched: 0, bytesResumed: 0 };
  const refused = refusedPaths(items.map(({ path }) => path));
  if (refused.length > 0) return { ...nothing, outcome: 'refused', refused };
  await mkdir(folder, { recursive: true });
  await using lock = await lockFolder(folder);
  if (lock === undefined) return { ...nothing, outcome: 'busy' };
  const isNew = (await readdir(folder)).length <= 1;
  using journal = await Journal.open(folder);
  using connections = new Connections(options.connection, streams);
  using digests = new DigestPool(Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))));
  const { signal = new AbortController().signal } = options;
  const meter = new Meter(items, on);
  const context: FileContext<Item> = { folder, isNew, source, partBytes, stallMs, attempts, digest, signal, journal, connections, digests, meter, on };
  const files = items.map((item) => new FileTransfer(item, context));
  const stop = (): void => { for (const file of files) file.stop(); };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await Promise.all([...new Set(items.map(({ path }) => dirname(join(folder, path))))].map((path) => mkdir(path, { recursive: true })));
    if (!await hasRoom(folder, files, journal)) return { ...nothing, outcome: 'no-space' };
    await fetchAll(files, streams, () => meter.filesDone === 0 && meter.filesFailed >= hopelessAfter);
    await flushFolders(folder, files);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    await Promise.all(files.map((file) => file.close()));
    meter.end();
  }
  const results = files.map(({ result }) => result);
  const whole = results.every(({ outcome }) => outcome === 'fetched' || outcome === 'present');
  return { outcome: whole ? 'complete' : signal.aborted ? 'interrupted' : 'incomplete', files: results, refused: [], bytesFetched: meter.bytesFetched, bytesResumed: meter.bytesResumed };
}

const streamsFor = (items: readonly TransferItem[]): number => (items.filter(({ size = Infinity }) => size <= smallBytes).length * 2 > items.length ? 16 : 8);

/** So many files that can't be had, and none that can: the rest is not asked for. */
const hopelessAfter = 5;

/** Files that may wait for the disk. */
const maxDeferred = 64;

/** Each stream takes the next piece: of a file that was begun, or else a file. */
async function fetchAll(files: readonly Pick<FileTransfer<TransferItem>, 'start'>[], streams: number, isHopeless: () => boolean): Promise<void> {
  const ready: Job[] = [];
  const deferred = new Set<Promise<void>>();
  let next = 0;
  let running = 0;
  let wake: () => void = () => {};
  let changed = new Promise<void>((resolve) => { wake = resolve; });
  const carryOut = async (job: Job): Promise<void> => {
    running++;
    try {
      ready.unshift(...await job(defer));
    } finally {
      running--;
      wake();
      changed = new Promise((resolve) => { wake = resolve; });
    }
  };
  const defer = async (job: Job): Promise<void> => {
    const work = carryOut(job).finally(() => deferred.delete(work));
    deferred.add(work);
    if (deferred.size >= maxDeferred) await Promise.race(deferred);
  };
  const stream = async (): Promise<void> => {
    for (;;) {
      const job = isHopeless() ? undefined : ready.shift() ?? files[next++]?.start;
      if (job !== undefined) await carryOut(job);
      else if (running === 0 || isHopeless()) return;
      // A file that is being begun may turn out to have many pieces.
      else await changed;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, streams) }, stream));
  await Promise.all(deferred);
}

async function hasRoom(folder: string, files: readonly Pick<FileTransfer<TransferItem>, 'item'>[], journal: Journal): Promise<boolean> {
  const missing = files.reduce((sum, { item }) => sum + Math.max(0, (item.size ?? 0) - (journal.known(item.path) === undefined ? 0 : item.size ?? 0)), 0);
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Infinity, bsize: 1 }));
  return missing <= bavail * bsize;
}

/** A name is on the disk when its folder is (fsync(2)); not every system lets a folder be opened. */
async function flushFolders(folder: string, files: readonly Pick<FileTransfer<TransferItem>, 'item' | 'result'>[]): Promise<void> {
  for (const path of new Set(files.filter(({ result }) => result.outcome === 'fetched').map(({ item }) => dirname(join(folder, item.path))))) {
    const handle = await open(path, 'r').catch(() => undefined);
    await handle?.sync().catch(() => undefined).finally(() => handle.close());
  }
}

