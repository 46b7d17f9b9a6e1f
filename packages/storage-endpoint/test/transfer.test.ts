import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3Server, type S3StoreOptions } from '@culprit/lab';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signedSource, type ObjectItem } from '../src/download/signed-source.ts';
import { transfer, type TransferEvent, type TransferOptions, type TransferResult } from '../src/transfer/transfer.ts';

const credential = { accessKeyId: 'AKIALABTESTKEYAAAAAA', secretAccessKey: 'lab/secret+with/chars=0123456789abcdefghi' };
const users = { [credential.accessKeyId]: credential.secretAccessKey };
const partBytes = 256 << 10;
const weights = randomBytes(12 * partBytes + 7);
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'culprit-transfer-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const itemOf = (path: string, bytes: Buffer): ObjectItem => ({ key: path, path, size: bytes.length, version: `"${md5(bytes)}"`, digests: [{ algorithm: 'md5', hex: md5(bytes) }] });
const storeOf = (options: Partial<S3StoreOptions> = {}) => startS3Server({ host: 's3.store.example', buckets: { models: { weights } }, users, ...options });

/** Fetches from a store on this port; `seen`: what was told meanwhile. */
async function fetched(port: number, items: readonly ObjectItem[], more: Partial<TransferOptions<ObjectItem>> = {}): Promise<{ readonly result: TransferResult; readonly seen: readonly TransferEvent[] }> {
  const seen: TransferEvent[] = [];
  const access = { endpoint: `http://127.0.0.1:${port}`, bucket: 'models', region: 'us-east-1', style: 'path' } as const;
  const result = await transfer({ items, folder, partBytes, streams: 4, source: signedSource(access, credential, () => new Date()), on: (event) => seen.push(event), ...more });
  return { result, seen };
}

describe('files in parts', () => {
  test('are fetched by ranges on condition of their version, verified, and put into place as a whole', async () => {
    const conditions: (string | undefined)[] = [];
    await using store = await storeOf({ interferes: (request) => { conditions.push(request.headers['if-match']); return false; } });
    const { result } = await fetched(store.port, [itemOf('weights', weights)]);
    expect(result).toMatchObject({ outcome: 'complete', bytesFetched: weights.length, files: [{ outcome: 'fetched', verifiedBy: 'md5' }] });
    expect(weights.equals(await readFile(join(folder, 'weights')))).toBe(true);
    expect(store.requests.map(({ range }) => range)).toHaveLength(13);
    expect(new Set(conditions)).toEqual(new Set([`"${md5(weights)}"`]));
    expect(await readdir(folder)).toEqual(['.culprit-transfer', 'weights']);
  });

  test('that change under way are begun again, and end as the new version', async () => {
    const newer = randomBytes(weights.length);
    let count = 0;
    await using store = await storeOf({ interferes: () => { if (++count === 5) store.put('models', 'weights', newer); return false; } });
    const { result, seen } = await fetched(store.port, [itemOf('weights', weights)], { streams: 1 });
    expect(result.outcome).toBe('complete');
    expect(seen.filter(({ type }) => type === 'restart')).toEqual([{ type: 'restart', path: 'weights', reason: 'changed' }]);
    expect(newer.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });

  test('are gone on with where an answer breaks off', async () => {
    let broken = 0;
    await using store = await storeOf({
      interferes: (request, response, { bytes, headers }) => {
        if (request.headers.range !== `bytes=0-${partBytes - 1}` || broken++ > 0) return false;
        response.writeHead(206, headers);
        response.write(bytes.subarray(0, 100_000), () => response.destroy());
        return true;
      },
    });
    const { result } = await fetched(store.port, [itemOf('weights', weights)], { streams: 1 });
    expect(result.bytesFetched).toBe(weights.length);
    expect(store.requests[1]?.range).toBe(`bytes=100000-${partBytes - 1}`);
    expect(weights.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });

  test('that are not what the checksum says are fetched once more, and then not kept', async () => {
    await using store = await storeOf();
    const { result, seen } = await fetched(store.port, [{ ...itemOf('weights', weights), digests: [{ algorithm: 'sha256', hex: '0'.repeat(64) }], pinned: { algorithm: 'sha256', hex: '0'.repeat(64) } }]);
    expect(result).toMatchObject({ outcome: 'incomplete', files: [{ outcome: 'failed', failure: { code: 'DIGEST_MISMATCH' } }] });
    expect(seen.filter(({ type }) => type === 'restart')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['.culprit-transfer']);
  });

  test('of which an interrupted run left some are completed by the next, which fetches nothing twice beyond a part of each stream', async () => {
    await using store = await storeOf();
    const controller = new AbortController();
    let count = 0;
    const { source } = { source: signedSource({ endpoint: `http://127.0.0.1:${store.port}`, bucket: 'models', region: 'us-east-1', style: 'path' }, credential, () => new Date()) };
    const first = await fetched(store.port, [itemOf('weights', weights)], { streams: 2, signal: controller.signal, source: { ...source, request: (item, method) => { if (++count === 7) controller.abort(); return source.request(item, method); } } });
    expect(first.result.outcome).toBe('interrupted');
    const { result } = await fetched(store.port, [itemOf('weights', weights)]);
    expect(result).toMatchObject({ outcome: 'complete', files: [{ verifiedBy: 'md5' }] });
    expect(result.bytesResumed).toBeGreaterThanOrEqual(4 * partBytes);
    expect(first.result.bytesFetched + result.bytesFetched).toBeLessThanOrEqual(weights.length + 2 * partBytes);
    expect(weights.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });

  test('are not gone on with in another version', async () => {
    await using store = await storeOf();
    const controller = new AbortController();
    await fetched(store.port, [itemOf('weights', weights)], { signal: controller.signal, streams: 1, on: (event) => { if (event.type === 'progress') controller.abort(); } });
    const newer = randomBytes(weights.length);
    store.put('models', 'weights', newer);
    const { result } = await fetched(store.port, [itemOf('weights', newer)]);
    expect(result).toMatchObject({ outcome: 'complete', files: [{ verifiedBy: 'md5' }] });
    expect(newer.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });
});

describe('servers that are no store', () => {
  async function plainServer(handler: Parameters<typeof createServer>[1] & object): Promise<AsyncDisposable & { readonly url: string }> {
    const server = createServer(handler);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/weights`;
    return { url, [Symbol.asyncDispose]: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
  }
  const from = (url: string, path = 'weights') => transfer({ items: [{ path }], folder, partBytes, source: { request: () => ({ url }) } });

  test('one without ranges is read from its beginning to its end', async () => {
    await using server = await plainServer((_request, response) => response.writeHead(200, { 'Content-Length': weights.length }).end(weights));
    expect(await from(server.url)).toMatchObject({ outcome: 'complete', files: [{ size: weights.length }] });
    expect(weights.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });

  test('is asked for sixteen small files at a time, and for eight large ones', async () => {
    for (const [size, most] of [[10, 16], [(1 << 20) + 1, 8]] as const) {
      const waiting: (() => void)[] = [];
      let [peak, open] = [0, false];
      await using server = await plainServer((_request, response) => {
        waiting.push(() => response.writeHead(200, { 'Content-Length': size }).end(Buffer.alloc(size)));
        peak = Math.max(peak, waiting.length);
        // Nobody is served before so many wait.
        open ||= waiting.length === most;
        if (open) for (const serve of waiting.splice(0)) serve();
      });
      const items = Array.from({ length: most + 1 }, (_, index) => ({ path: `${size}-${index}`, size, digests: [{ algorithm: 'md5', hex: md5(Buffer.alloc(size)) }] as const }));
      expect(await transfer({ items, folder, source: { request: () => ({ url: server.url }) } })).toMatchObject({ outcome: 'complete' });
      expect(peak).toBe(most);
    }
  });

  test('one that says no length and knows no HEAD is read until it ends', async () => {
    await using server = await plainServer((request, response) => {
      if (request.method === 'HEAD') response.writeHead(405).end();
      else response.writeHead(200).end(weights);
    });
    expect(await from(server.url)).toMatchObject({ outcome: 'complete', files: [{ size: weights.length }] });
    expect(weights.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });

  test('one that closes a connection which it left open is asked again on another, which is no failure', async () => {
    const carried = new Set<object>();
    await using server = await plainServer((request, response) => {
      if (carried.has(request.socket)) return void request.socket.destroy();
      carried.add(request.socket);
      response.writeHead(200, { 'Content-Length': 5, 'Keep-Alive': 'timeout=600' }).end('hello');
    });
    const seen: string[] = [];
    const items = ['a', 'b', 'c'].map((path) => ({ path, size: 5 }));
    expect(await transfer({ items, folder, streams: 1, source: { request: () => ({ url: server.url }) }, on: ({ type }) => seen.push(type) })).toMatchObject({ outcome: 'complete', bytesFetched: 15 });
    expect(seen).not.toContain('retry');
    expect(carried.size).toBe(3);
  });

  test('one that speaks no HTTP is told so', async () => {
    await using server = await plainServer((request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(await transfer({ items: [{ path: 'a', size: 5 }], folder, attempts: 1, source: { request: () => ({ url: server.url }) } })).toMatchObject({ outcome: 'incomplete', files: [{ failure: { code: 'MALFORMED_RESPONSE' } }] });
  });

  test('one that answers a range with another one is not believed', async () => {
    await using server = await plainServer((request, response) => {
      if (request.headers.range === undefined) response.writeHead(200, { 'Content-Length': weights.length, 'Accept-Ranges': 'bytes' }).end(request.method === 'HEAD' ? undefined : weights);
      else response.writeHead(206, { 'Content-Range': `bytes 5-9/${weights.length}`, 'Content-Length': 5 }).end(weights.subarray(5, 10));
    });
    expect((await from(server.url)).outcome).toBe('complete');
    expect(weights.equals(await readFile(join(folder, 'weights')))).toBe(true);
  });

  test('one that sends more than it said does not fill the disk', async () => {
    await using server = await plainServer((request, response) => {
      const [, first = '0', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      if (request.method === 'HEAD') response.writeHead(200, { 'Content-Length': 2_000_000 }).end();
      else response.writeHead(206, { 'Content-Range': `bytes ${first}-${last}/2000000` }).end(Buffer.alloc(5_000_000));
    });
    expect(await from(server.url)).toMatchObject({ outcome: 'complete', bytesFetched: 2_000_000 });
  });
});

describe('requests that bring nothing', () => {
  const config = Buffer.from('{"model":"llama"}');

  test('are made again where the server says that it is busy', async () => {
    let count = 0;
    await using store = await storeOf({ buckets: { models: { config } }, interferes: (_request, response) => { if (count++ > 0) return false; response.writeHead(503, { 'Retry-After': '0' }).end(); return true; } });
    const { result, seen } = await fetched(store.port, [itemOf('config', config)]);
    expect(result).toMatchObject({ outcome: 'complete', files: [{ verifiedBy: 'md5' }] });
    expect(seen.find(({ type }) => type === 'retry')).toEqual({ type: 'retry', path: 'config', code: 'HTTP_503', afterMs: 0 });
  });

  test('are given up where nothing comes, and made again', async () => {
    let count = 0;
    await using store = await storeOf({ buckets: { models: { config } }, interferes: () => count++ === 0 });
    const { result, seen } = await fetched(store.port, [itemOf('config', config)], { stallMs: 100 });
    expect(result.outcome).toBe('complete');
    expect(seen.find(({ type }) => type === 'retry')).toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('are given up for good after some attempts, and the refusal is in the result', async () => {
    await using store = await storeOf({ buckets: { models: { config } }, interferes: (_request, response) => { response.writeHead(503, { 'Retry-After': '0' }).end('<Error><Code>SlowDown</Code></Error>'); return true; } });
    const { result } = await fetched(store.port, [itemOf('config', config)], { attempts: 2 });
    expect(result).toMatchObject({ outcome: 'incomplete', files: [{ outcome: 'failed', failure: { code: 'HTTP_503', status: 503, body: '<Error><Code>SlowDown</Code></Error>' } }] });
  });

  test('end the whole where one file after the other is refused', async () => {
    await using store = await storeOf({ refuses: 'denied' });
    const { result } = await fetched(store.port, Array.from({ length: 40 }, (_, index) => itemOf(`file-${index}`, config)));
    expect(result.outcome).toBe('incomplete');
    expect(result.files.filter(({ outcome }) => outcome === 'left').length).toBeGreaterThan(20);
  });
});

describe('a folder', () => {
  const config = Buffer.from('{"model":"llama"}');

  test('that has a file already asks for it again only where its version differs', async () => {
    await using store = await storeOf({ buckets: { models: { config, empty: '' } } });
    const items = [itemOf('config', config), itemOf('empty', Buffer.alloc(0))];
    expect((await fetched(store.port, items)).result.files.map(({ outcome }) => outcome)).toEqual(['fetched', 'fetched']);
    const before = store.requests.length;
    expect((await fetched(store.port, items)).result).toMatchObject({ outcome: 'complete', bytesFetched: 0, files: [{ outcome: 'present' }, { outcome: 'present' }] });
    expect(store.requests).toHaveLength(before);
    const newer = Buffer.from('{"model":"other"}');
    store.put('models', 'config', newer);
    expect((await fetched(store.port, [itemOf('config', newer), ...items.slice(1)])).result.files.map(({ outcome }) => outcome)).toEqual(['fetched', 'present']);
    expect(await readFile(join(folder, 'config'), 'utf8')).toBe('{"model":"other"}');
  });

  test('with files of somebody else takes those for present whose bytes are right', async () => {
    await using store = await storeOf({ buckets: { models: { config } } });
    await writeFile(join(folder, 'config'), config);
    expect((await fetched(store.port, [itemOf('config', config)])).result.files).toMatchObject([{ outcome: 'present', verifiedBy: 'md5' }]);
    await writeFile(join(folder, 'config'), '{"model":"lxama"}');
    expect((await fetched(store.port, [itemOf('config', config)])).result.files).toMatchObject([{ outcome: 'fetched' }]);
  });

  test('whose journal ends in the middle of a line is gone on with', async () => {
    await using store = await storeOf({ buckets: { models: { config } } });
    await fetched(store.port, [itemOf('config', config)]);
    await appendFile(join(folder, '.culprit-transfer'), '{"path":"config","beg');
    expect((await fetched(store.port, [itemOf('config', config)])).result.files).toMatchObject([{ outcome: 'present' }]);
  });

  test('in which another run works is left alone; the lock of one that is dead is taken over', async () => {
    await using store = await storeOf({ buckets: { models: { config } } });
    await writeFile(join(folder, '.culprit-transfer.lock'), String(process.pid));
    expect((await fetched(store.port, [itemOf('config', config)])).result.outcome).toBe('busy');
    await writeFile(join(folder, '.culprit-transfer.lock'), '999999999');
    expect((await fetched(store.port, [itemOf('config', config)])).result.outcome).toBe('complete');
  });

  test('that can not be written to is an error of the system, and nothing goes on behind it', async () => {
    await using store = await storeOf({ buckets: { models: { config } } });
    await mkdir(join(folder, 'config'));
    await expect(fetched(store.port, [itemOf('config', config), ...Array.from({ length: 20 }, (_, index) => itemOf(`file-${index}`, config))], { streams: 1 })).rejects.toMatchObject({ code: 'EISDIR' });
    expect(store.requests.length).toBeLessThan(10);
  });

  test('gets nothing where one name would lead out of it', async () => {
    await using store = await storeOf();
    const { result } = await fetched(store.port, [itemOf('../weights', weights), itemOf('config', config)]);
    expect(result).toMatchObject({ outcome: 'refused', refused: [{ path: '../weights', fault: 'parent' }] });
    expect(await readdir(folder)).toEqual([]);
    expect(store.requests).toEqual([]);
  });
});
