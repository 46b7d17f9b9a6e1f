import type { Json } from '@culprit/core';
import * as fc from 'fast-check';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cachedMetadata, type CachedMetadataOptions, type MetadataCache } from '../src/cache/cached-metadata.ts';
import { createDiskMetadataStore } from '../src/cache/disk-store.ts';
import { createMemoryMetadataStore } from '../src/cache/memory-store.ts';
import { createShelf, type MetadataStore } from '../src/cache/metadata-store.ts';

const hour = 3_600_000;

interface Arranged {
  readonly cache: MetadataCache;
  readonly asked: string[];
  readonly events: string[];
  fails: boolean;
  atMs: number;
}

/** A cache over something that counts how often it is asked, with a clock of its own. */
function arrange(options: CachedMetadataOptions = {}): Arranged {
  const [asked, events]: [string[], string[]] = [[], []];
  const load = async (key: string): Promise<Json> => {
    asked.push(key);
    if (arranged.fails) throw new Error('the hub is down');
    return { key, count: asked.length };
  };
  const arranged: Arranged = { asked, events, fails: false, atMs: 1_000_000, cache: cachedMetadata(load, { now: () => arranged.atMs, on: ({ type }) => events.push(type), ...options }) };
  return arranged;
}
const seen = async (cache: MetadataCache): Promise<readonly [string, Json | undefined]> => {
  const { state, value } = await cache.get('lab/tiny');
  return [state, typeof value === 'object' && value !== null && 'count' in value ? value['count'] : undefined];
};

test('an answer is fresh for an hour, then stale while it is renewed, and then fetched anew', async () => {
  const arranged = arrange();
  const { cache, events } = arranged;
  expect(await seen(cache)).toEqual(['loaded', 1]);
  arranged.atMs += hour - 1;
  expect(await seen(cache)).toEqual(['fresh', 1]);
  arranged.atMs += 1;
  expect(await seen(cache)).toEqual(['stale', 1]);
  await expect.poll(() => events).toEqual(['refreshed']);
  expect(await seen(cache)).toEqual(['fresh', 2]);
  arranged.atMs += 2 * hour;
  expect(await seen(cache)).toEqual(['loaded', 3]);
});

test('where the hub fails an old answer stands for it, for a day and no longer', async () => {
  const arranged = arrange();
  await arranged.cache.get('lab/tiny');
  arranged.fails = true;
  arranged.atMs += 3 * hour;
  expect(await seen(arranged.cache)).toEqual(['stale-after-error', 1]);
  arranged.atMs += 22 * hour;
  await expect(arranged.cache.get('lab/tiny')).rejects.toThrow('the hub is down');
});

test('however many ask, one fetches', async () => {
  const { cache, asked } = arrange();
  await Promise.all(Array.from({ length: 200 }, () => cache.get('lab/tiny')));
  expect(asked).toEqual(['lab/tiny']);
});

test('a clock that was set back makes nothing fresh', async () => {
  const arranged = arrange();
  await arranged.cache.get('lab/tiny');
  arranged.atMs -= hour;
  expect(await seen(arranged.cache)).toEqual(['loaded', 2]);
});

test('whoever gives up does not end the fetching that others wait for; the last one does', async () => {
  const signals: AbortSignal[] = [];
  using cache = cachedMetadata((_key, signal) => new Promise((_resolve, reject) => {
    signals.push(signal);
    signal.addEventListener('abort', () => reject(signal.reason));
  }));
  const [first, second] = [new AbortController(), new AbortController()];
  const waiting = [cache.get('k', { signal: first.signal }), cache.get('k', { signal: second.signal })];
  const settled = Promise.allSettled(waiting);
  await expect.poll(() => signals.length).toBe(1);
  first.abort();
  await expect(waiting[0]).rejects.toThrow(/abort/i);
  expect(signals[0]?.aborted).toBe(false);
  second.abort();
  await settled;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test('a store that does not work is told, and metadata comes all the same', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('disk full');
  };
  const { cache, events } = arrange({ store: { read: broken, write: broken, delete: broken } });
  expect(await seen(cache)).toEqual(['loaded', 1]);
  expect(events).toEqual(['store-failed', 'store-failed']);
});

test('a shelf never holds more than it may, and what was used last stays', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat({ max: 12 }))), (puts) => {
    const shelf = createShelf(10);
    const held = new Map<string, number>();
    for (const [key, bytes] of puts) {
      const gone = shelf.put(key, bytes);
      held.delete(key);
      for (const name of gone ?? []) held.delete(name);
      if (gone !== undefined) held.set(key, bytes);
      expect([...held.values()].reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10);
      expect(gone === undefined).toBe(bytes > 10);
    }
  }));
});

describe.each(['memory', 'disk'])('in %s', (kind) => {
  let folder = '';
  let store: MetadataStore;
  const open = (): MetadataStore => (kind === 'memory' ? createMemoryMetadataStore({ maxBytes: 300 }) : createDiskMetadataStore(join(folder, 'cache'), { maxBytes: 300 }));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'culprit-metadata-'));
    store = open();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('the least recently used goes first, and what is larger than all is not kept', async () => {
    const entry = { value: 'x'.repeat(60), storedAtMs: 1 };
    await store.write('a', entry);
    await store.write('b', entry);
    await store.read('a');
    await store.write('c', { value: 'x'.repeat(120), storedAtMs: 1 });
    expect(await Promise.all(['a', 'b', 'c'].map(async (key) => (await store.read(key)) !== undefined))).toEqual([true, false, true]);
    await store.write('a', { value: 'x'.repeat(400), storedAtMs: 2 });
    expect(await store.read('a')).toBeUndefined();
    await store.delete('c');
    expect(await store.read('c')).toBeUndefined();
  });
});

test('what is on the disk outlives the process, for this user alone, and damage counts as absence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-metadata-'));
  try {
    await createDiskMetadataStore(folder).write('k', { value: { a: [1, null, 'ä'] }, storedAtMs: 5 });
    expect(await createDiskMetadataStore(folder).read('k')).toEqual({ value: { a: [1, null, 'ä'] }, storedAtMs: 5 });
    const names = await readdir(folder);
    expect(names).toHaveLength(1);
    const path = join(folder, names[0] ?? '');
    expect(process.platform === 'win32' ? 0o600 : (await stat(path)).mode & 0o777).toBe(0o600);
    await writeFile(path, '{"key":"k","val');
    expect(await createDiskMetadataStore(folder).read('k')).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
