import { run } from '@culprit/core';
import { startHttpServer, type HttpBehaviour } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

async function first(answer: HttpBehaviour): Promise<string | undefined> {
  await using server = await startHttpServer({ fallback: answer });
  const { diagnoses } = await run({ plugins: [network, manifest], targets: [`openai-compatible://?base=${server.url}/v1`], controls: { resolvers: [], timeSources: [], sni: [], portals: [] } }, {});
  return diagnoses.map(({ text }) => text).join();
}

test('an API that is busy is told apart from one that is being worked on', async () => {
  expect(await first({ status: 429, headers: { 'Retry-After': '20' }, body: { json: { error: { message: 'slow down' } } } })).toBe('mirror/overload#come-back');
  expect(await first({ status: 503, body: { json: { error: { message: 'no capacity' } } } })).toBe('mirror/overload#says-so');
  expect(await first({ status: 503, body: { json: { error: { message: 'Down for maintenance' } } } })).toBe('mirror/maintenance#says-everywhere');
});
