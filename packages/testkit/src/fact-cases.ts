import assert from 'node:assert/strict';
import { Blocked, type Fact, type JsonObject } from '@culprit/core';
import type { Case } from './case.ts';
import { jsonFault } from './exhibit.ts';
import { gather, type Gathered, type GatherOptions } from './gather.ts';
import { idGrammar } from './texts.ts';

/** How long a fact may take after its patience or an abort before the runner would cut it off, in milliseconds. */
const grace = 1_000;

/** A question to ask the fact, with what it needs. */
export interface Question<Input extends JsonObject> {
  readonly input: Input;
  readonly with?: GatherOptions;
  /** Takes down what was set up for it. */
  readonly stop?: () => void | Promise<void>;
}

export interface FactSetup<Input extends JsonObject, Value> {
  /** Sets up a peer that never answers, and how to ask it: a fact has to give up on it by itself and at once on an abort. */
  readonly unanswered: () => Question<Input> | Promise<Question<Input>>;
  /** Sets up questions that are answered, by name. The exhibit of each answer is examined. */
  readonly answered?: { readonly [name: string]: () => Question<Input> | Promise<Question<Input>> };
  /** Values to examine the exhibit of: large ones, odd ones. */
  readonly values?: readonly Value[];
}

/** What every fact owes: its id, patience, obedience to an abort, and an exhibit that is bounded JSON. */
export function factCases<Input extends JsonObject, Value, Lent>(fact: Fact<Input, Value, Lent>, setup: FactSetup<Input, Value>): readonly Case[] {
  const asked = async (prepare: () => Question<Input> | Promise<Question<Input>>, use: (question: Question<Input>) => Promise<void>): Promise<void> => {
    const question = await prepare();
    try {
      await use(question);
    } finally {
      await question.stop?.();
    }
  };
  return [
    { name: `${fact.id}: the id is plugin/kebab-noun`, run: () => assert.match(fact.id, idGrammar) },
    { name: `${fact.id}: has a patience`, run: () => assert.ok(Number.isFinite(fact.patienceMs) && fact.patienceMs > 0, `patienceMs is ${fact.patienceMs}`) },
    {
      name: `${fact.id}: equal inputs need the same and contact the same`,
      run: () => asked(setup.unanswered, async ({ input }) => {
        const needs = (): string[] => Object.entries(fact.needs(input)).map(([name, { key }]) => `${name} ${key}`);
        assert.deepEqual(needs(), needs());
        assert.deepEqual(fact.thirdParties(input), fact.thirdParties(input));
        for (const party of fact.thirdParties(input)) assert.match(party, /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i, 'a third party is a host or host:port');
        assert.equal(jsonFault(input), undefined, 'the input must be plain JSON');
      }),
    },
    {
      name: `${fact.id}: gives up at the end of its patience with a value`,
      run: () => asked(setup.unanswered, async (question) => {
        const gathered = await within(ask(fact, question, { patienceMs: 50 }), 50 + grace, 'it still waits a second after its patience ended');
        assertExhibit(fact, gathered);
      }),
    },
    {
      name: `${fact.id}: honours an abort at once`,
      run: () => asked(setup.unanswered, async (question) => {
        const controller = new AbortController();
        let ended = false;
        const asking = ask(fact, question, { patienceMs: 60_000, signal: controller.signal }).then(dispose, () => undefined).finally(() => (ended = true));
        await new Promise((resolve) => setTimeout(resolve, 50));
        assert.equal(ended, false, 'it ended before it was aborted: "unanswered" must keep it waiting');
        controller.abort();
        await within(asking, grace, 'it goes on a second after the abort');
      }),
    },
    {
      name: `${fact.id}: does not begin when it is aborted already`,
      run: () => asked(setup.unanswered, (question) =>
        within(ask(fact, question, { patienceMs: 60_000, signal: AbortSignal.abort() }).then(dispose, () => undefined), grace, 'it goes on although it was aborted before it began')),
    },
    ...Object.entries(setup.answered ?? {}).map(([name, prepare]): Case => ({
      name: `${fact.id}: ${name}: the exhibit is bounded JSON`,
      run: () => asked(prepare, async (question) =>
        assertExhibit(fact, await within(ask(fact, question, {}), fact.patienceMs + grace, 'it still waits a second after its patience ended'))),
    })),
    ...(setup.values ?? []).map((value, index): Case => ({
      name: `${fact.id}: value ${index + 1}: the exhibit is bounded JSON`,
      run: () => assertExhibit(fact, { value, lent: [], secrets: [] }),
    })),
  ];
}

const ask = <Input extends JsonObject, Value, Lent>(fact: Fact<Input, Value, Lent>, question: Question<Input>, options: GatherOptions): Promise<Gathered<Value>> =>
  gather(fact, question.input, { ...question.with, ...options });

function dispose({ lent }: Gathered<unknown>): void {
  for (const handle of lent) handle[Symbol.dispose]();
}

async function within<T>(promise: Promise<T>, limitMs: number, message: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new assert.AssertionError({ message })), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function assertExhibit<Input extends JsonObject, Value, Lent>(fact: Fact<Input, Value, Lent>, gathered: Gathered<Value>): void {
  try {
    if (gathered.value instanceof Blocked) return;
    const fault = jsonFault(fact.exhibit(gathered.value));
    assert.equal(fault, undefined, `the exhibit ${fault ?? ''}`);
  } finally {
    dispose(gathered);
  }
}
