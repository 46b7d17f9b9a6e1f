import { expect, test } from 'vitest';
import { Undo } from '../src/undo.ts';

test('what was begun is taken back, the last first, whatever fails on the way', async () => {
  const log: string[] = [];
  const undo = new Undo();
  undo.defer(() => void log.push('first'));
  undo.defer(() => Promise.reject(new Error('stuck')));
  undo.use({ [Symbol.asyncDispose]: async () => void log.push('last') });
  await expect(undo[Symbol.asyncDispose]()).rejects.toThrow('stuck');
  expect(log).toEqual(['last', 'first']);
});

test('what was handed over is taken back by whoever has it, and once', async () => {
  const log: string[] = [];
  const begin = async (fails: boolean): Promise<Undo> => {
    await using undo = new Undo();
    undo.defer(() => void log.push('undone'));
    if (fails) throw new Error('half way');
    return undo.move();
  };
  await expect(begin(true)).rejects.toThrow('half way');
  expect(log).toEqual(['undone']);
  const rest = await begin(false);
  expect(log).toEqual(['undone']);
  await rest[Symbol.asyncDispose]();
  await rest[Symbol.asyncDispose]();
  expect(log).toEqual(['undone', 'undone']);
});
