import { expect, test } from 'vitest';
import { ask, defineFact, type Fact, type Request } from '../src/index.ts';

const way: Fact<{ readonly to: string }, string> = defineFact({ id: 'test/way', gather: async ({ input: { to } }: { readonly input: { readonly to: string } }) => `way to ${to}`, exhibit: (value) => value });

/** Needs a way only where it is told of one. */
const answer: Fact<{ readonly by?: string }, string> = defineFact<{ readonly by?: string }, string, { readonly way?: Request<string> }>({
  id: 'test/answer',
  needs: ({ by }) => (by === undefined ? {} : { way: way.of({ to: by }) }),
  gather: async ({ facts }) => facts.way?.toUpperCase() ?? 'direct',
  exhibit: (value) => value,
});

test('a fact may need another for some inputs only, and is given its value then', async () => {
  const { values } = await ask({ one: answer.of({}), two: answer.of({ by: 'proxy' }) });
  expect(values).toEqual({ one: 'direct', two: 'WAY TO PROXY' });
});
