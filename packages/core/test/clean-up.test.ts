import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ask, defineFact, isCleaningUp, type Access } from '../src/index.ts';

/** Something that is done and undone again, which takes a moment; ends the run in between. */
async function interrupted(access: Access): Promise<{ readonly undone: boolean; readonly cleaningMeanwhile: boolean }> {
  const controller = new AbortController();
  let undone = false;
  const change = defineFact<Record<never, never>, boolean>({
    id: 'sample/change',
    access,
    gather: async ({ signal }) => {
      controller.abort();
      expect(signal.aborted).toBe(true);
      await pause(50);
      undone = true;
      return true;
    },
    exhibit: (value) => value,
  });
  const running = ask({ change: change.of({}) }, { allow: ['observe', 'modify'], signal: controller.signal });
  await pause(10);
  const cleaningMeanwhile = isCleaningUp();
  await running;
  return { undone, cleaningMeanwhile };
}

test('a run that is ended waits for a fact that modifies to put back what it changed', async () => {
  expect(await interrupted('modify')).toEqual({ undone: true, cleaningMeanwhile: true });
  expect(isCleaningUp()).toBe(false);
});

test('it does not wait for one that observes', async () => {
  expect(await interrupted('observe')).toEqual({ undone: false, cleaningMeanwhile: false });
});
