import { expect, test } from 'vitest';
import { defineFact, type Fact, type JsonObject } from '../src/index.ts';
import { createRequestGraph } from '../src/run/request-graph.ts';

const fact = (id: string, needs: () => readonly Fact<JsonObject, null>[]): Fact<JsonObject, null> =>
  defineFact({ id, needs: () => Object.fromEntries(needs().map((needed) => [needed.id, needed.of({})])), gather: async () => null, exhibit: () => null });

test('equal questions are one node, and what it rests on counts its dependents', () => {
  const below = fact('t/below', () => []);
  const left = fact('t/left', () => [below]);
  const right = fact('t/right', () => [below]);
  const graph = createRequestGraph();
  graph.add({ left: left.of({}), again: left.of({}), right: right.of({}) });
  expect([...graph.nodes.keys()]).toEqual(['t/below{}', 't/left{}', 't/right{}']);
  expect(graph.node('t/below{}').dependents).toBe(2);
});

test('facts that rest on each other are refused with the round trip', () => {
  const a: Fact<JsonObject, null> = fact('t/a', () => [b]);
  const b: Fact<JsonObject, null> = fact('t/b', () => [a]);
  const graph = createRequestGraph();
  expect(() => graph.add({ a: a.of({}) })).toThrow('t/a → t/b → t/a');
});
