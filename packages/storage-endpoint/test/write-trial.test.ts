import { run } from '@culprit/core';
import { startS3Server, type S3StoreOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

const users = { AKIALABTESTKEYAAAAAA: 'lab/secret+with/chars=0123456789abcdefghi' };
const names: { readonly [name: string]: string } = { id: 'AKIALABTESTKEYAAAAAA', secret: users.AKIALABTESTKEYAAAAAA };

async function examine(options: Partial<S3StoreOptions>, allow: readonly ('observe' | 'modify')[]): Promise<{ readonly ids: readonly string[]; readonly left: number; readonly writes: number }> {
  await using server = await startS3Server({ host: 's3.store.example', buckets: { models: {} }, users, ...options });
  const { findings } = await run({
    plugins: [network, manifest], allow, secrets: [{ scheme: 'lab', resolve: async (name) => names[name] }],
    targets: [{ kind: 's3-bucket', endpoint: 'http://s3.store.example', bucket: 'models', style: 'path', write: true, accessKeyId: 'lab:id', secretAccessKey: 'lab:secret', route: { connectTo: `127.0.0.1:${server.port}`, proxy: 'direct' } }],
  }, { depth: 'full', offline: true });
  return { ids: findings.map(({ id }) => id), left: server.contents('models').size, writes: server.requests.filter(({ method }) => method !== 'GET').length };
}

test('what was written is deleted again', async () => {
  const { ids, left, writes } = await examine({}, ['observe', 'modify']);
  expect(ids).toContain('storage-endpoint/writing#written');
  expect(ids).toContain('storage-endpoint/upload-checksums#taken');
  expect([left, writes]).toEqual([0, 4]);
});

test('nothing is written unless the run may change things', async () => {
  const { ids, writes } = await examine({}, ['observe']);
  expect(ids.filter((id) => id.startsWith('storage-endpoint/writing#'))).not.toContain('storage-endpoint/writing#written');
  expect(writes).toBe(0);
});

test('a store that refuses to write is left as it was', async () => {
  const { ids, left } = await examine({ refusesWrites: 'denied' }, ['observe', 'modify']);
  expect(ids).toContain('storage-endpoint/writing#refused');
  expect(left).toBe(0);
});

test('what was written is deleted again when the run is ended before it could be read', async () => {
  const controller = new AbortController();
  await using server = await startS3Server({ host: 's3.store.example', buckets: { models: {} }, users, interferes: () => { controller.abort(); return true; } });
  const { interrupted } = await run({
    plugins: [network, manifest], allow: ['observe', 'modify'], secrets: [{ scheme: 'lab', resolve: async (name) => names[name] }],
    targets: [{ kind: 's3-bucket', endpoint: 'http://s3.store.example', bucket: 'models', style: 'path', write: true, accessKeyId: 'lab:id', secretAccessKey: 'lab:secret', route: { connectTo: `127.0.0.1:${server.port}`, proxy: 'direct' } }],
  }, { offline: true, signal: controller.signal });
  expect(interrupted).toBe(true);
  expect(server.requests.filter(({ method }) => method !== 'GET').map(({ method, status }) => [method, status])).toEqual([['PUT', 200], ['DELETE', 204]]);
  expect(server.contents('models').size).toBe(0);
});
