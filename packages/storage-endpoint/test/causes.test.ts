import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { judgeEndpoint } from '../src/endpoint/judge-endpoint.ts';
import manifest from '../src/manifest.ts';
import { questionOf } from '../src/targets/place-fields.ts';
import { confirming, sound, tos, without } from './cases/endpoint-causes.ts';

test('every problem that fails is a cause, and every cause of an endpoint has its cases', async () => {
  const files = await readdir(new URL('../src/causes', import.meta.url));
  expect(Object.keys(confirming).filter((id) => !files.includes(`${id}.ts`))).toEqual([]);
});

test('an IP address, a store of one\'s own and a sound endpoint are blamed for nothing', () => {
  for (const data of [sound, tos({ scheme: 's3', consumer: 'boto3', endpoint: 'http://127.0.0.1:9000' }), tos({ scheme: 's3', consumer: 'minio-go', endpoint: 'minio.internal:9000' }), without(tos({ scheme: 's3', consumer: 'aws-cli' }))]) {
    expect(judgeEndpoint(questionOf(data)).problems.filter(({ effect }) => effect === 'fails')).toEqual([]);
  }
});

test.for([
  ['region-mismatch', 'storage-endpoint/wrong-signing-region'], ['virtual-host-style-needed', 'storage-endpoint/path-style-refused'],
  ['bucket-in-endpoint', 'storage-endpoint/doubled-bucket'], ['bucket-in-endpoint', 'certificate/doubled-label'],
])('%s in a configuration is what was met live as %s: one trouble', async ([id, live]) => {
  const cause = await manifest.causes.find((one) => one.id === `storage-endpoint/${id}`)?.load();
  expect(cause?.supersedes({ id: live ?? '', layer: 'account' })).toBe(true);
  expect(cause?.supersedes({ id: 'storage-endpoint/wrong-secret-key', layer: 'account' })).toBe(false);
});
