import { ResponseReader, type HttpConnection } from '@culprit/network/http-connection';
import type { Connections } from './connections.ts';

/** Fields by lower-case names. */
export type Fields = { readonly [name: string]: string };

/** What came of one request. */
export type Exchange =
  /** `refused`: `accept` did not want its body; up to 16 KiB of it are here. */
  | { readonly outcome: 'accepted' | 'refused'; readonly status: number; readonly headers: Fields; readonly body: string }
  /** No answer, or its body broke off. */
  | { readonly outcome: 'failed'; readonly code: string };

export interface ExchangeOptions {
  readonly connections: Connections;
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Fields;
  /** How long nothing may come, and what opening a connection may take. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
  /** Whether the body is wanted. */
  readonly accept: (status: number, headers: Fields) => boolean;
  /** Takes bytes, which are only good until it returns; where that is a promise, few more come until it resolves. `enough`: there should not be more. */
  readonly take: (bytes: Buffer) => Promise<void> | 'enough' | undefined;
}

const maxRefusal = 16_384;

/** One request over a kept connection; rejects only where `take` does. Redirects are not followed: who signed a request signed it for one host. */
export async function exchange(options: ExchangeOptions): Promise<Exchange> {
  const { connections, stallMs, signal } = options;
  const url = new URL(options.url);
  for (;;) {
    if (signal.aborted) return aborted;
    const connection = await connections.take(url, stallMs, signal);
    if ('code' in connection) return { outcome: 'failed', code: connection.code };
    const said = await carried(connection, url, options);
    // The server closed it while it lay idle, as it may at any time (RFC 9112 §9.5).
    if (said !== 'stale') return said;
  }
}

const aborted: Exchange = { outcome: 'failed', code: 'ABORT_ERR' };

function carried(connection: HttpConnection, url: URL, { connections, method, headers, stallMs, signal, accept, take }: ExchangeOptions): Promise<Exchange | 'stale'> {
  return new Promise((resolve, reject) => {
    let lastMs = performance.now();
    let [paused, over, started, accepted] = [false, false, false, false];
    const refusal: Buffer[] = [];
    let length = 0;
    const close = (keep: boolean, settle: () => void): void => {
      if (over) return;
      over = true;
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      if (keep) connections.keep(url, connection);
      else connection.destroy();
      settle();
    };
    const end = (result: Exchange | 'stale', keep = false): void => close(keep, () => resolve(result));
    const finish = (keep: boolean): void => end({ outcome: accepted ? 'accepted' : 'refused', status: reader.head?.status ?? 0, headers: reader.head?.headers ?? {}, body: Buffer.concat(refusal).toString('utf8') }, keep);
    const abort = (): void => end(aborted);
    const watch = setInterval(() => { if (!paused && performance.now() - lastMs > stallMs) end({ outcome: 'failed', code: 'ETIMEDOUT' }); }, Math.max(20, Math.min(1_000, stallMs / 4)));
    const begin = (): void => {
      if (started || reader.head === undefined) return;
      started = true;
      accepted = accept(reader.head.status, reader.head.headers);
    };
    const reader = new ResponseReader(method, (bytes) => {
      if (over) return;
      begin();
      if (accepted) {
        const room = take(bytes);
        if (room === 'enough') finish(false);
        // Where it has failed, whoever waits already hears of it.
        else if (room !== undefined) void (paused ? room.catch(() => {}) : hold(room));
      } else {
        length += bytes.length;
        refusal.push(Buffer.from(bytes));
        if (length > maxRefusal) finish(false);
      }
    });
    const settle = (): void => {
      begin();
      if (reader.fault !== undefined) end({ outcome: 'failed', code: 'MALFORMED_RESPONSE' });
      else if (reader.done && !paused) finish(reader.reusable);
    };
    const hold = async (room: Promise<void>): Promise<void> => {
      paused = true;
      connection.pause();
      try {
        await room;
      } catch (error) {
        return close(false, () => reject(error));
      }
      paused = false;
      if (over) return;
      lastMs = performance.now();
      connection.resume();
      settle();
    };
    const fault = connection.send({ url: url.href, method, headers }, {
      bytes: (bytes) => {
        lastMs = performance.now();
        reader.feed(bytes);
        settle();
      },
      gone: (code) => {
        if (over) return;
        if (code === undefined && reader.close()) settle();
        else end(!reader.started && connection.carried > 0 ? 'stale' : { outcome: 'failed', code: code ?? 'ECONNRESET' });
      },
    });
    if (fault !== undefined) return end({ outcome: 'failed', code: fault });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}
