import { expect, test } from 'vitest';
import { defineFact, optional, type Fact, type JsonObject } from '../src/index.ts';
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

test('who asks what somebody asked before holds the very same question', () => {
  const below = fact('t/below', () => []);
  const asking = fact('t/asking', () => [below]);
  const graph = createRequestGraph();
  const { first, second, third } = graph.add({ first: below.of({ a: 1, b: undefined }), second: below.of({ a: 1, b: undefined }), third: optional(below.of({ a: 1 })) });
  expect(second).toBe(first);
  expect(third).toMatchObject({ required: false });
  expect(third?.key).toBe(first?.key);
  expect(graph.node('t/below{"a":1}').input).toEqual({ a: 1 });
  const { whole } = graph.add({ whole: asking.of({}) });
  expect(graph.node('t/asking{}').request).toBe(whole);
  expect(graph.node('t/asking{}').needs['t/below']).toBe(graph.node('t/below{}').request);
});

test('what a run adds to the graph of a plan stays with the run', () => {
  const below = fact('t/below', () => []);
  const asking = fact('t/asking', () => [below]);
  const plan = createRequestGraph();
  const { first } = plan.add({ first: below.of({}) });
  const run = plan.fork();
  run.add({ asking: asking.of({}) });
  expect(run.node('t/asking{}').needs['t/below']).toBe(first);
  expect([run, plan, plan.fork(), run.fork()].map((graph) => [graph.nodes.size, graph.node('t/below{}').dependents])).toEqual([[2, 1], [1, 0], [1, 0], [2, 1]]);
});

test('facts that rest on each other are refused with the round trip', () => {
  const a: Fact<JsonObject, null> = fact('t/a', () => [b]);
  const b: Fact<JsonObject, null> = fact('t/b', () => [a]);
  const graph = createRequestGraph();
  expect(() => graph.add({ a: a.of({}) })).toThrow('t/a → t/b → t/a');
});
