import { expect, test } from 'vitest';
import { ask, defineFact, optional, type Fact, type Handle } from '../src/index.ts';

type Named = { readonly name: string };
const log: string[] = [];

const key = defineFact<Named, string, Record<never, never>, Handle>({
  id: 'at-once/key',
  gather: ({ input: { name }, lend }) => {
    if (name === 'broken') throw new Error('snapped');
    lend({ [Symbol.dispose]: () => void log.push(`closed ${name}`) });
    return name;
  },
  exhibit: (value) => value,
});
const lock: Fact<Named, string> = defineFact({
  id: 'at-once/lock',
  needs: (input: Named) => ({ key: key.of(input) }),
  gather: ({ facts, blocked }) => (facts.key === 'wrong' ? blocked('key') : `opened by ${facts.key}`),
  exhibit: (value) => value,
});

test('facts that wait for nothing answer each other at once, and what they lend is closed', async () => {
  log.length = 0;
  const { values, evidence } = await ask({ lock: lock.of({ name: 'brass' }), again: lock.of({ name: 'brass' }), key: key.of({ name: 'brass' }) });
  expect(values).toEqual({ lock: 'opened by brass', again: 'opened by brass', key: 'brass' });
  expect(evidence.map(({ id, fact, status }) => [id, fact, status])).toEqual([['e1', 'at-once/key', 'observed'], ['e2', 'at-once/lock', 'observed']]);
  expect(log).toEqual(['closed brass']);
});

test('a fact may give no ground at once, and one that throws at once is a crash', async () => {
  const { evidence } = await ask({ lock: optional(lock.of({ name: 'wrong' })) });
  expect(evidence.at(-1)).toMatchObject({ status: 'blocked', by: 'e1' });
  await expect(ask({ lock: optional(lock.of({ name: 'broken' })) })).rejects.toThrow('snapped');
});
