import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Queue } from '../src/index.ts';

/** What every queue has to do. */
export function queueContract(name: string, make: () => Promise<Queue>): void {
  describe(`${name}`, () => {
    test('gives what is due, the longest due first, each once', async () => {
      const queue = await make();
      for (const [target, dueAt] of [['b', 20], ['a', 10], ['c', 30]] as const) await queue.put({ target, dueAt });
      expect(await queue.nextAt()).toBe(10);
      expect(await queue.take(20, 10)).toEqual([{ target: 'a', dueAt: 10 }, { target: 'b', dueAt: 20 }]);
      expect(await queue.take(20, 10)).toEqual([]);
      expect(await queue.nextAt()).toBe(30);
    });

    test('gives no more than asked for', async () => {
      const queue = await make();
      for (const target of ['a', 'b', 'c']) await queue.put({ target, dueAt: 1 });
      expect(await queue.take(1, 2)).toHaveLength(2);
      expect(await queue.take(1, 2)).toHaveLength(1);
    });

    test('a target that is put in again has moved, one that is removed is gone', async () => {
      const queue = await make();
      await queue.put({ target: 'a', dueAt: 1 });
      await queue.put({ target: 'a', dueAt: 5 });
      await queue.put({ target: 'b', dueAt: 2 });
      await queue.remove('b');
      await queue.remove('nobody');
      expect(await queue.take(4, 10)).toEqual([]);
      expect(await queue.nextAt()).toBe(5);
    });

    test('whatever is done to it, it holds for each target the last moment it was given', async () => {
      const step = fc.oneof(
        fc.record({ put: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.integer({ min: 0, max: 50 }) }),
        fc.record({ remove: fc.constantFrom('a', 'b', 'c', 'd') }), fc.record({ take: fc.integer({ min: 0, max: 50 }) }),
      );
      await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const queue = await make();
        const model = new Map<string, number>();
        for (const one of steps) {
          if ('put' in one) {
            await queue.put({ target: one.put, dueAt: one.at });
            model.set(one.put, one.at);
          } else if ('remove' in one) {
            await queue.remove(one.remove);
            model.delete(one.remove);
          } else {
            const taken = await queue.take(one.take, 100);
            const expected = [...model].filter(([, at]) => at <= one.take);
            expect(new Map(taken.map(({ target, dueAt }) => [target, dueAt]))).toEqual(new Map(expected));
            expect(taken.map(({ dueAt }) => dueAt)).toEqual(taken.map(({ dueAt }) => dueAt).sort((a, b) => a - b));
            for (const [target] of expected) model.delete(target);
          }
        }
        expect(await queue.nextAt()).toBe(model.size === 0 ? undefined : Math.min(...model.values()));
      }));
    });
  });
}
