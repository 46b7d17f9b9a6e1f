import { expect, test } from 'vitest';
import { kill } from '../../packages/watch/test/kills.ts';

test('a hundred kills during writes: no look, step of an incident or message is lost or doubled', async () => {
  const toll = await kill(100);
  expect(toll).toMatchObject({ lost: [], wrong: [] });
  // A message may be sent again where the kill came between sending it and noting that.
  expect(toll.repeated).toBeLessThanOrEqual(100);
  expect(toll.messages).toBeGreaterThan(200);
}, 1_800_000);
