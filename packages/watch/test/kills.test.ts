import { expect, test } from 'vitest';
import { kill } from './kills.ts';

// A few; a hundred are killed where the system is tested.
test('a watcher that is killed at work loses and doubles nothing that was taken', async () => {
  const { lost, wrong, looks, steps, messages } = await kill(3);
  expect({ lost, wrong }).toEqual({ lost: [], wrong: [] });
  expect(looks).toBeGreaterThan(60);
  expect(Math.min(steps, messages)).toBeGreaterThan(3);
}, 120_000);
