import { expect, test } from 'vitest';
import { reachesOut } from '../src/egress.ts';
import { createReceiver } from './receiver.ts';

test('one that answers is enough', async () => {
  await using outside = await createReceiver();
  expect(await reachesOut(['http://127.0.0.1:1', outside.url], {})).toBe(true);
  expect(await reachesOut(['http://127.0.0.1:1', 'http://[::1]:1'], {})).toBe(false);
});

test.each([['nobody is named', [], {}], ['only a name server is named', ['ntp://127.0.0.1'], {}], ['a proxy is the only way out', ['http://127.0.0.1:1'], { HTTPS_PROXY: 'http://127.0.0.1:3128' }]])('where %s, nothing is known', async (_, origins, env) => {
  expect(await reachesOut(origins, env)).toBeUndefined();
});
