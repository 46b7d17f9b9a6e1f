import type { Json } from '@culprit/core';
import { createMemoryMetadataStore } from './memory-store.ts';
import type { MetadataStore, StoredMetadata } from './metadata-store.ts';

/** Asks for the metadata of a key. `signal` aborts when the cache is disposed, or when nobody waits any more. */
export type LoadMetadata = (key: string, signal: AbortSignal) => Promise<Json>;

export interface CachedMetadataOptions {
  /** How long an answer counts as fresh, in milliseconds. Default: 3600000 (one hour). */
  readonly ttlMs?: number;
  /** How much longer it is given at once while a new one is fetched (RFC 5861 §3), in milliseconds. Default: as long again. */
  readonly staleWhileRevalidateMs?: number;
  /** How much longer it is given where fetching fails (RFC 5861 §4), in milliseconds. Default: 86400000 (one day). */
  readonly staleIfErrorMs?: number;
  /** Default: in memory, up to 64 MiB. */
  readonly store?: MetadataStore;
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number;
  /** Told what came of fetching that nobody waited for, and of a store that does not work; metadata is given all the same. */
  readonly on?: (event: { readonly type: 'refreshed' | 'refresh-failed' | 'store-failed'; readonly key: string; readonly error?: unknown }) => void;
}

export interface CachedMetadata {
  readonly value: Json;
  /** `loaded`: just now. `fresh`, `stale` (a new one is on its way) and `stale-after-error`: from the cache. */
  readonly state: 'loaded' | 'fresh' | 'stale' | 'stale-after-error';
  /** Since it was fetched, in milliseconds. */
  readonly ageMs: number;
}

export interface MetadataCache {
  /** Rejects with the error of fetching where nothing is kept that may stand for it, or with the reason of the signal. */
  get(key: string, options?: { readonly signal?: AbortSignal }): Promise<CachedMetadata>;
  /** Forgets a key. */
  delete(key: string): Promise<void>;
  /** Cuts off whatever is still being fetched. */
  [Symbol.dispose](): void;
}

interface Flight {
  readonly value: Promise<Json>;
  readonly stop: AbortController;
  waiting: number;
}

/** Keeps the metadata of models for a while: fetched once however many ask, given stale while it is renewed, and stale where the hub fails. */
export function cachedMetadata(load: LoadMetadata, options: CachedMetadataOptions = {}): MetadataCache {
  const { ttlMs = 3_600_000, staleWhileRevalidateMs = ttlMs, staleIfErrorMs = 86_400_000, store = createMemoryMetadataStore(), now = Date.now, on = () => undefined } = options;
  const flights = new Map<string, Flight>();

  const read = (key: string): Promise<StoredMetadata | undefined> => store.read(key).catch((error: unknown) => {
    on({ type: 'store-failed', key, error });
    return undefined;
  });
  const fly = (key: string): Flight => {
    const running = flights.get(key);
    if (running !== undefined) return running;
    const stop = new AbortController();
    const kept = async (): Promise<Json> => {
      const loaded = await load(key, stop.signal);
      // Nobody fails with a disk.
      if (!stop.signal.aborted) await store.write(key, { value: loaded, storedAtMs: now() }).catch((error: unknown) => on({ type: 'store-failed', key, error }));
      return loaded;
    };
    const value = kept().finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    const flight: Flight = { value, stop, waiting: 0 };
    flights.set(key, flight);
    return flight;
  };
  const renew = (key: string): void => {
    if (flights.has(key)) return;
    const flight = fly(key);
    // It is wanted although nobody waits: another one's leaving does not end it.
    flight.waiting += 1;
    flight.value.then(() => on({ type: 'refreshed', key }), (error: unknown) => on({ type: 'refresh-failed', key, error }));
  };
  const wait = async (key: string, signal: AbortSignal | undefined): Promise<Json> => {
    const flight = fly(key);
    flight.waiting += 1;
    try {
      return await (signal === undefined ? flight.value : unlessAborted(flight.value, signal));
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && flights.get(key) === flight) {
        flights.delete(key);
        flight.value.catch(() => undefined);
        flight.stop.abort();
      }
    }
  };

  return {
    async get(key, { signal } = {}) {
      signal?.throwIfAborted();
      const kept = await read(key);
      // A clock that was set back makes no answer of the future fresh.
      const ageMs = kept === undefined ? Infinity : now() - kept.storedAtMs;
      if (kept !== undefined && ageMs >= 0 && ageMs < ttlMs) return { value: kept.value, state: 'fresh', ageMs };
      if (kept !== undefined && ageMs >= 0 && ageMs < ttlMs + staleWhileRevalidateMs) {
        renew(key);
        return { value: kept.value, state: 'stale', ageMs };
      }
      try {
        return { value: await wait(key, signal), state: 'loaded', ageMs: 0 };
      } catch (error) {
        if (signal?.aborted !== true && kept !== undefined && ageMs >= 0 && ageMs < ttlMs + staleIfErrorMs) return { value: kept.value, state: 'stale-after-error', ageMs };
        throw error;
      }
    },
    delete: (key) => store.delete(key),
    [Symbol.dispose]() {
      for (const { stop, value } of flights.values()) {
        value.catch(() => undefined);
        stop.abort();
      }
      flights.clear();
    },
  };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
