import { expect, test } from 'vitest';
import { kill } from './kills.ts';

test('a watcher that is killed at work loses and doubles nothing that was taken', async () => {
  const toll = await kill(4);
  expect(toll).toMatchObject({ lost: [], wrong: [] });
  expect(Math.min(toll.looks, toll.steps, toll.messages)).toBeGreaterThan(20);
}, 60_000);
