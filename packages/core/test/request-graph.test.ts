import { expect, test } from 'vitest';
import { defineFact, optional, type Fact, type JsonObject } from '../src/index.ts';
import { RequestGraph } from '../src/run/request-graph.ts';

const fact = (id: string, needs: () => readonly Fact<JsonObject, null>[]): Fact<JsonObject, null> =>
  defineFact({ id, needs: () => Object.fromEntries(needs().map((needed) => [needed.id, needed.of({})])), gather: async () => null, exhibit: () => null });

const keysOf = (graph: RequestGraph): readonly string[] => Array.from({ length: graph.size }, (_, place) => graph.request(place).key);

test('equal questions stand at one place, after what they rest on, which knows its dependents', () => {
  const below = fact('t/below', () => []);
  const left = fact('t/left', () => [below]);
  const right = fact('t/right', () => [below]);
  const graph = new RequestGraph();
  expect(graph.add({ left: left.of({}), again: left.of({}), right: right.of({}) })).toEqual({ names: ['left', 'again', 'right'], places: [1, 1, 2], required: [true, true, true] });
  expect(keysOf(graph)).toEqual(['t/below{}', 't/left{}', 't/right{}']);
  expect(graph.dependents(0)).toEqual([1, 2]);
  expect(graph.needs(2)).toEqual({ names: ['t/below'], places: [0], required: [true] });
});

test('who asks what somebody asked before gets the same place, required or not', () => {
  const below = fact('t/below', () => []);
  const graph = new RequestGraph();
  const asked = graph.add({ first: below.of({ a: 1, b: undefined }), second: below.of({ a: 1 }), third: optional(below.of({ a: 1 })) });
  expect(asked).toEqual({ names: ['first', 'second', 'third'], places: [0, 0, 0], required: [true, true, false] });
  expect(graph.input(0)).toEqual({ a: 1 });
  expect(graph.placeOf(below.of({ a: 1 }))).toBe(0);
  expect(graph.placeOf(below.of({ a: 2 }))).toBeUndefined();
  expect(Object.entries(graph.requests(asked)).map(([name, { key, required }]) => [name, key, required])).toEqual([['first', 't/below{"a":1}', true], ['second', 't/below{"a":1}', true], ['third', 't/below{"a":1}', false]]);
});

test('what a run adds to the graph of a plan stays with the run', () => {
  const below = fact('t/below', () => []);
  const asking = fact('t/asking', () => [below]);
  const plan = new RequestGraph();
  plan.add({ first: below.of({}) });
  const run = plan.fork();
  run.add({ asking: asking.of({}) });
  expect(run.needs(1).places).toEqual([0]);
  expect([run, plan, plan.fork(), run.fork()].map((graph) => [graph.size, graph.dependents(0).length])).toEqual([[2, 1], [1, 0], [1, 0], [2, 1]]);
  plan.add({ other: asking.of({ a: 1 }) });
  expect([keysOf(run), keysOf(plan)]).toEqual([['t/below{}', 't/asking{}'], ['t/below{}', 't/asking{"a":1}']]);
});

test('graphs of equal targets hold one shape, and each its own inputs', () => {
  const below = fact('t/below', () => []);
  const [one, other] = [1, 2].map((a) => {
    const graph = new RequestGraph();
    graph.add({ below: below.of({ a }) });
    return graph;
  }) as [RequestGraph, RequestGraph];
  const shared = other.inShape(one.shape);
  expect(shared.shape).toBe(one.shape);
  expect(keysOf(shared)).toEqual(['t/below{"a":2}']);
});

test('facts that rest on each other are refused with the round trip', () => {
  const a: Fact<JsonObject, null> = fact('t/a', () => [b]);
  const b: Fact<JsonObject, null> = fact('t/b', () => [a]);
  const graph = new RequestGraph();
  expect(() => graph.add({ a: a.of({}) })).toThrow('t/a → t/b → t/a');
});
