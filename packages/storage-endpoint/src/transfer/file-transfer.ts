import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BlockWriter } from './block-writer.ts';
import type { Connections } from './connections.ts';
import { strongest, type Digest, type DigestAlgorithm } from './digest.ts';
import type { DigestPool, Follower } from './digest-pool.ts';
import { exchange, type Fields } from './exchange.ts';
import type { Journal } from './journal.ts';
import type { Meter } from './meter.ts';
import { frontierOf, joined, missingOf, type Range } from './ranges.ts';
import { partSuffix } from './safe-paths.ts';
import type { TransferEvent, TransferFailure, TransferItem, TransferredFile, TransferSource } from './transfer.ts';

/**
 * One request's worth of work; resolves to what then is to be done first. What needs no connection any more is deferred, so
 * that the next request goes out meanwhile.
 */
export type Job = (defer: (work: Job) => Promise<void>) => Promise<readonly Job[]>;
type Defer = Parameters<Job>[0];

export interface FileContext<Item extends TransferItem> {
  readonly folder: string;
  /** There was nothing in the folder. */
  readonly isNew: boolean;
  readonly source: TransferSource<Item>;
  readonly partBytes: number;
  readonly stallMs: number;
  readonly attempts: number;
  readonly digest: DigestAlgorithm | undefined;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly connections: Connections;
  readonly digests: DigestPool;
  readonly meter: Meter;
  readonly on: (event: TransferEvent) => void;
}

/** Fetched in one request and written at once, by the thread that verifies them. */
export const smallBytes: number = 1 << 20;
const maxRestarts = 2;
const worthAnotherTry: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What came of asking for a range until it was there. */
type Asked = 'done' | 'changed' | 'no-ranges' | 'stopped' | TransferFailure;
/** `to` is open where nobody says how long the file is. */
type Sink = { readonly from: number; readonly to: number; readonly take: (bytes: Buffer) => Promise<void> | undefined; readonly flush: () => Promise<void> };

/** One file on its way. Its pieces are jobs of a pool. */
export class FileTransfer<Item extends TransferItem> {
  readonly item: Item;
  result: TransferredFile;
  readonly #context: FileContext<Item>;
  readonly #final: string;
  readonly #part: string;
  #size: number | undefined;
  #version: string | undefined;
  #digests: readonly Digest[];
  #headed = false;
  #ranged = true;
  #have: readonly Range[] = [];
  /** Pieces that are not there yet. */
  #left = 0;
  #restarts = 0;
  #stopped = false;
  #generation = new AbortController();
  #handle: FileHandle | undefined;
  #follower: Follower | undefined;

  constructor(item: Item, context: FileContext<Item>) {
    this.item = item;
    this.#context = context;
    this.#final = join(context.folder, item.path);
    this.#part = `${this.#final}${partSuffix}`;
    this.#size = item.size;
    this.#version = strong(item.version);
    this.#digests = item.digests ?? [];
    this.result = { path: item.path, size: item.size ?? 0, outcome: 'left', digests: [] };
  }

  readonly start: Job = async (defer) => {
    if (this.#stopped || (!this.#context.isNew && await this.#isPresent())) return [];
    return this.#begin(defer);
  };

  /** Ends its requests for good. */
  stop(): void {
    this.#stopped = true;
    this.#abort();
  }

  /** Lets go of the file; what there is of it stays for the next run. */
  async close(): Promise<void> {
    this.#abort();
    this.#follower?.cancel();
    this.#follower = undefined;
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  /** An abort has its price: of a file that is there nothing is on its way any more. */
  #abort(): void {
    if (this.result.outcome !== 'fetched' && this.result.outcome !== 'present') this.#generation.abort();
  }

  async #begin(defer: Defer): Promise<readonly Job[]> {
    const { partBytes } = this.#context;
    if (!this.#headed && (this.#size === undefined || (this.#size > partBytes && strongest(this.#digests) === undefined))) await this.#head();
    if (this.#generation.signal.aborted) return [];
    return this.#size !== undefined && this.#size <= smallBytes ? this.#fetchWhole(this.#size, defer) : this.#open();
  }

  /** What is in place already: by the journal or, where it doesn't know, by the bytes. */
  async #isPresent(): Promise<boolean> {
    const { journal, digest, digests: pool, meter } = this.#context;
    const known = journal.known(this.item.path);
    const there = await stat(this.#final).catch(() => undefined);
    if (there?.isFile() !== true) return false;
    if (known?.mtimeMs !== undefined && this.#version === undefined) await this.#head();
    if (this.#size !== undefined && this.#size !== there.size) return false;
    const expected = strongest(this.#digests);
    const told = known?.mtimeMs === there.mtimeMs && known.size === there.size && known.version === (this.#version ?? '') && known.version !== '';
    if (!told && expected === undefined) return false;
    const algorithms = told ? digest === undefined ? [] : [digest] : algorithmsOf(digest, expected);
    const found = algorithms.length === 0 ? [] : await pool.follow(this.#final, algorithms).end(there.size);
    if (!told && found.every(({ algorithm, hex }) => algorithm !== expected?.algorithm || hex !== expected.hex)) return false;
    if (!told) journal.done(this.item.path, there.size, this.#version ?? '', there.mtimeMs);
    meter.had(there.size);
    this.#settle({ size: there.size, outcome: 'present', digests: found, ...(told || expected === undefined ? {} : { verifiedBy: expected.algorithm }) });
    return true;
  }

  /** Size, version and digests of what is there now. A server that does not answer HEAD tells with the bytes. */
  async #head(): Promise<void> {
    this.#headed = true;
    const { source, connections, stallMs, signal, attempts } = this.#context;
    for (let failures = 0; failures < attempts && !signal.aborted; failures++) {
      const { url, headers = {} } = await source.request(this.item, 'HEAD');
      const said = await exchange({ connections, url, method: 'HEAD', headers: { 'accept-encoding': 'identity', ...headers }, stallMs, signal, accept: () => false, take: () => undefined });
      if (said.outcome === 'failed' || worthAnotherTry.has(said.status)) await this.#wait(failures + 1, said.outcome === 'failed' ? said.code : `HTTP_${said.status}`, said.outcome === 'failed' ? {} : said.headers);
      else {
        if (said.status === 200) this.#learn(said.headers, lengthOf(said.headers));
        return;
      }
    }
  }

  #learn(fields: Fields, size: number | undefined): void {
    if (size !== undefined && size !== this.#size) {
      this.#context.meter.resized(this.#size, size);
      this.#size = size;
    }
    this.#version ??= strong(fields['etag']);
    this.#digests = this.#context.source.digestsOf?.(this.item, fields, this.#digests) ?? this.#digests;
  }

  async #fetchWhole(size: number, defer: Defer): Promise<readonly Job[]> {
    const bytes = this.#context.digests.room(size);
    let count = 0;
    const asked = size === 0 ? 'done' : await this.#ask({
      from: 0, to: size, flush: async () => {},
      take: (more) => {
        bytes.set(more, count);
        count += more.length;
        return undefined;
      },
    }, this.#generation.signal);
    if (asked !== 'done') return this.#after(asked);
    await defer(() => this.#store(bytes));
    return [];
  }

  async #store(bytes: Uint8Array<ArrayBuffer>): Promise<readonly Job[]> {
    const { digest, digests: pool, journal, meter } = this.#context;
    const size = bytes.length;
    const expected = strongest(this.#digests);
    const { digests, mtimeMs } = await pool.store({ part: this.#part, final: this.#final, bytes, algorithms: algorithmsOf(digest, expected), ...(expected === undefined ? {} : { expected }) });
    if (mtimeMs === undefined) {
      meter.dropped(size);
      return this.#restart('digest-mismatch');
    }
    journal.done(this.item.path, size, this.#version ?? '', mtimeMs);
    this.#settle({ size, outcome: 'fetched', digests, ...(expected === undefined ? {} : { verifiedBy: expected.algorithm }) });
    return [];
  }

  async #open(): Promise<readonly Job[]> {
    const { journal, digest, digests: pool, meter, partBytes } = this.#context;
    const known = journal.known(this.item.path);
    const part = await stat(this.#part).catch(() => undefined);
    // Without a version nobody can tell whether the rest belongs to what is there.
    const resumed = part !== undefined && this.#restarts === 0 && known !== undefined && known.mtimeMs === undefined && known.size === this.#size && known.version === this.#version;
    if (!resumed) await rm(this.#part, { force: true });
    this.#handle = await open(this.#part, resumed ? 'r+' : 'wx+');
    this.#have = resumed ? joined(known.ranges.filter(({ to }) => to <= part.size)) : [];
    meter.had(this.#have.reduce((sum, { from, to }) => sum + to - from, 0));
    if (!resumed) journal.begin(this.item.path, this.#size ?? 0, this.#version ?? '');
    this.#follower = pool.follow(this.#part, algorithmsOf(digest, strongest(this.#digests)));
    this.#follower.advance(frontierOf(this.#have));
    const size = this.#size;
    const pieces = size === undefined || !this.#ranged ? [{ from: 0, to: size ?? Infinity }] : missingOf(this.#have, size, partBytes);
    this.#left = pieces.length;
    const { signal } = this.#generation;
    return pieces.length === 0 ? this.#finish() : pieces.map((piece) => () => this.#fetchPiece(piece, signal));
  }

  async #fetchPiece(piece: Range, generation: AbortSignal): Promise<readonly Job[]> {
    const handle = this.#handle;
    if (handle === undefined || generation.aborted) return [];
    const writer = new BlockWriter(handle, piece.from);
    let asked: Asked;
    try {
      asked = await this.#ask({ ...piece, take: (bytes) => writer.take(bytes), flush: () => writer.flush() }, generation);
    } catch (error) {
      // Another piece of the file found out that it changed, and let go of it.
      if (generation !== this.#generation.signal) return [];
      throw error;
    }
    // Another piece found out that the file changed; an end of the whole leaves it as it is, and what came is kept.
    if (generation !== this.#generation.signal) return [];
    const got = { from: piece.from, to: piece.from + writer.count };
    if (got.to > got.from) {
      // A digest would find out what a power cut left unwritten; without one it must be on the disk before it is told.
      if (strongest(this.#digests) === undefined) await handle.datasync();
      this.#have = joined([...this.#have, got]);
      this.#context.journal.got(this.item.path, got);
      this.#follower?.advance(frontierOf(this.#have));
    }
    if (asked !== 'done') return this.#after(asked);
    this.#size ??= got.to;
    return --this.#left === 0 ? this.#finish() : [];
  }

  /** Asks for bytes until all of them were taken, going on where an answer broke off. */
  async #ask({ from, to, take, flush }: Sink, signal: AbortSignal): Promise<Asked> {
    const { source, connections, stallMs, attempts, meter } = this.#context;
    let at = from;
    for (let failures = 0; failures < attempts;) {
      if (signal.aborted) return 'stopped';
      const { url, headers = {} } = await source.request(this.item, 'GET');
      const whole = at === 0 && (to === this.#size || to === Infinity);
      const before = at;
      let odd: 'changed' | 'no-ranges' | undefined;
      const said = await exchange({
        connections, url, method: 'GET', stallMs, signal,
        headers: {
          'accept-encoding': 'identity', ...headers, ...(this.#version === undefined ? {} : { 'if-match': this.#version }),
          ...(whole ? {} : { range: `bytes=${at}-${to === Infinity ? '' : to - 1}` }),
        },
        accept: (status, fields) => {
          odd = this.#judge(status, fields, { from: at, to }, whole);
          if (odd !== undefined || (status !== 200 && status !== 206)) return false;
          this.#learn(fields, this.#size ?? (status === 200 ? lengthOf(fields) : undefined));
          return true;
        },
        take: (bytes) => {
          const wanted = bytes.length > to - at ? bytes.subarray(0, to - at) : bytes;
          at += wanted.length;
          meter.arrived(wanted.length);
          return take(wanted) ?? (wanted.length < bytes.length ? 'enough' : undefined);
        },
      });
      await flush();
      if (at === to || (to === Infinity && said.outcome === 'accepted')) return 'done';
      if (signal.aborted) return 'stopped';
      if (odd !== undefined) return odd;
      failures = at > before ? 0 : failures + 1;
      const code = said.outcome === 'failed' ? said.code : said.outcome === 'accepted' ? 'ECONNRESET' : `HTTP_${said.status}`;
      // What broke off can't be gone on with where there are no ranges.
      if (at > before && (to === Infinity || !this.#ranged)) return 'changed';
      const refused = said.outcome === 'refused' ? { status: said.status, headers: said.headers, body: said.body } : {};
      // A signature may have grown old while the request waited for its turn.
      const denied = said.outcome === 'refused' && (said.status === 401 || said.status === 403);
      const hopeless = said.outcome === 'refused' && !worthAnotherTry.has(said.status) && !(denied && failures === 1);
      if (hopeless || failures >= attempts) return { code, ...refused };
      await this.#wait(Math.max(1, failures), code, said.outcome === 'failed' ? {} : said.headers, signal);
    }
    return { code: 'ETIMEDOUT' };
  }

  /** Whether an answer is about the bytes that were asked for. */
  #judge(status: number, fields: Fields, { from, to }: Range, whole: boolean): 'changed' | 'no-ranges' | undefined {
    if (status === 412 || status === 416) return 'changed';
    if (status !== 200 && status !== 206) return undefined;
    const version = strong(fields['etag']);
    if (version !== undefined && this.#version !== undefined && version !== this.#version) return 'changed';
    if (status === 200) {
      if (!whole) return 'no-ranges';
      const length = lengthOf(fields);
      return this.#size !== undefined && length !== undefined && length !== this.#size ? 'changed' : undefined;
    }
    const [, first = '', last = '', size = ''] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(fields['content-range'] ?? '') ?? [];
    if (Number(first) !== from || first === '') return 'no-ranges';
    return (size !== '*' && this.#size !== undefined && Number(size) !== this.#size) || Number(last) >= to ? 'changed' : undefined;
  }

  #after(asked: Exclude<Asked, 'done'>): readonly Job[] | Promise<readonly Job[]> {
    if (asked === 'stopped') return [];
    if (asked === 'changed') return this.#restart('changed');
    if (asked === 'no-ranges') {
      // Once without ranges; a server that then sends half of it in a range is none.
      if (!this.#ranged) return this.#fail({ code: 'SIZE_MISMATCH' });
      this.#ranged = false;
      return this.#again();
    }
    return this.#fail(asked);
  }

  async #restart(reason: 'changed' | 'digest-mismatch'): Promise<readonly Job[]> {
    if (this.#restarts >= maxRestarts || (reason === 'digest-mismatch' && this.#restarts > 0)) {
      await this.close();
      await rm(this.#part, { force: true });
      this.#context.journal.forget(this.item.path);
      return this.#fail({ code: reason === 'changed' ? 'KEEPS_CHANGING' : 'DIGEST_MISMATCH' });
    }
    this.#context.on({ type: 'restart', path: this.item.path, reason });
    this.#restarts++;
    return this.#again();
  }

  /** From the beginning, with whatever is there now. */
  async #again(): Promise<readonly Job[]> {
    this.#context.meter.dropped(this.#have.reduce((sum, { from, to }) => sum + to - from, 0));
    const closing = this.close();
    this.#generation = new AbortController();
    await closing;
    if (this.#stopped) this.stop();
    this.#have = [];
    this.#version = undefined;
    // What a listing said was of other bytes; a source that reads answers says it anew.
    if (this.#context.source.digestsOf !== undefined) this.#digests = [];
    this.#headed = false;
    await this.#head();
    return [(defer) => this.#begin(defer)];
  }

  async #finish(): Promise<readonly Job[]> {
    const { digest, digests: pool, journal } = this.#context;
    const [follower, handle, size] = [this.#follower, this.#handle, this.#size ?? 0];
    if (follower === undefined || handle === undefined) return [];
    this.#follower = undefined;
    let digests = await follower.end(size);
    if (strongest(this.#digests) === undefined && !this.#headed) await this.#head();
    const expected = strongest(this.#digests);
    // What to compare with was only told with the bytes.
    if (expected !== undefined && !digests.some(({ algorithm }) => algorithm === expected.algorithm)) digests = await pool.follow(this.#part, algorithmsOf(digest, expected)).end(size);
    if (expected !== undefined && digests.some(({ algorithm, hex }) => algorithm === expected.algorithm && hex !== expected.hex)) return this.#restart('digest-mismatch');
    await handle.sync();
    this.#handle = undefined;
    await handle.close();
    await rename(this.#part, this.#final);
    journal.done(this.item.path, size, this.#version ?? '', (await stat(this.#final)).mtimeMs);
    this.#settle({ size, outcome: 'fetched', digests, ...(expected === undefined ? {} : { verifiedBy: expected.algorithm }) });
    return [];
  }

  #fail(failure: TransferFailure): readonly Job[] {
    this.#generation.abort();
    this.#settle({ size: this.#size ?? 0, outcome: 'failed', digests: [], failure });
    return [];
  }

  #settle(result: Omit<TransferredFile, 'path'>): void {
    this.result = { path: this.item.path, ...result };
    if (result.outcome === 'failed') this.#context.meter.filesFailed++;
    else this.#context.meter.filesDone++;
    this.#context.on({ type: 'file', ...this.result });
  }

  /** Longer each time, never in step with others, and as the server asks (RFC 9110 §10.2.3). */
  async #wait(failures: number, code: string, fields: Fields, signal: AbortSignal = this.#context.signal): Promise<void> {
    const asked = Number(fields['retry-after'] ?? Number.NaN) * 1_000;
    const afterMs = Math.round(asked >= 0 ? Math.min(asked, 60_000) : Math.min(10_000, 300 * 2 ** (failures - 1)) * (0.5 + Math.random() / 2));
    this.#context.on({ type: 'retry', path: this.item.path, code, afterMs });
    await pause(afterMs, undefined, { signal }).catch(() => undefined);
  }
}

const algorithmsOf = (wanted: DigestAlgorithm | undefined, expected: Digest | undefined): readonly DigestAlgorithm[] =>
  [...new Set([...(wanted === undefined ? [] : [wanted]), ...(expected === undefined ? [] : [expected.algorithm])])];

/** A weak entity tag says nothing of bytes (RFC 9110 §8.8.1). */
const strong = (tag: string | undefined): string | undefined => (tag !== undefined && /^"[^"]+"$/.test(tag) ? tag : undefined);

function lengthOf(fields: Fields): number | undefined {
  const length = Number(fields['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
}
