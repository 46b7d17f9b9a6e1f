import { Blocked, canonical, createSecretReader, type AnyFact, type Cause, type Check, type Fact, type Json, type JsonObject, type Plugin, type Remedy, type Request, type Requests, type SecretReader } from '@culprit/core';
import { isDeepStrictEqual, inspect } from 'node:util';
import { exhibitLimit, jsonFault } from '../exhibit.ts';
import { deepFreeze } from '../freeze.ts';
import { ForbiddenCall, whileJudging, whileObserving } from './traps.ts';

type Demand = 'ends' | 'answers' | 'exhibits' | 'writes' | 'secrets' | 'pure' | 'judges' | 'grounds';

/** What is demanded of a plugin at work, and what to change where it falls short. */
export const demands: { readonly [D in Demand]: string } = {
  ends: 'facts end when their patience does, and at once on an abort: race every wait against `patienceMs` and `signal`',
  answers: 'facts answer with values: a refused connection, a broken answer and an abort are values and never a throw',
  exhibits: `exhibits are plain JSON of at most ${exhibitLimit} bytes: say in \`exhibit\` what a report may hold, and bound it`,
  writes: 'facts that observe write nothing: declare `access: \'modify\'` or leave it',
  secrets: 'no value, exhibit or finding holds a secret: keep it in its `Secret`, and judge its bytes inside the fact',
  pure: 'judgements are pure: they read nothing but what they are given, `now` included, change nothing and say the same again',
  judges: 'checks, causes and trials judge whatever the facts say: where they do not suffice, conclude something inconclusive or answer `open`, and never throw',
  grounds: 'no verdict without evidence: `inconclusive` and `open` say what is missing',
};

/** The faults that were seen while the plugin worked, each once. */
type Faults = { readonly [D in Demand]: ReadonlySet<string> };

/** What secret references lead to while a plugin is watched. */
export const canary = 'culprit-canary-7f3a9c51d2e84b06';

const endless = 600_000;

/** Gatherings that have not ended. */
interface Running {
  readonly fact: string;
  /** When its patience ends, on the clock of `performance.now()`. */
  readonly patientUntil: number;
}

export interface Watched {
  readonly plugin: Plugin;
  readonly faults: Faults;
  readonly running: ReadonlySet<Running>;
  /** Ids of the facts that were asked. */
  readonly asked: ReadonlySet<string>;
  /** Ids of the judges whose throwing has been told already. */
  readonly threw: ReadonlySet<string>;
  /** From now on facts have patience without end: an abort has to stop them. */
  waitForAborts(): void;
  tell(demand: Demand, fault: string): void;
  /** Whether a value holds the canary in any common encoding. */
  leaks(value: unknown): boolean;
}

/** The same plugin, with everything it does looked at: facts of its own while they are gathered, judgements while they judge. */
export function watchPlugin(plugin: Plugin): Watched {
  const faults = Object.fromEntries(Object.keys(demands).map((demand) => [demand, new Set<string>()])) as { readonly [D in Demand]: Set<string> };
  const tell: Watched['tell'] = (demand, fault) => void faults[demand].add(fault);
  const running = new Set<Running>();
  const asked = new Set<string>();
  const threw = new Set<string>();
  const aborting = { yes: false };
  const keeper = createSecretReader([]);
  const kept = keeper.conceal('canary', canary);
  const leaks = (value: unknown): boolean => {
    const text = inspect(value, { depth: 12, maxStringLength: 100_000, maxArrayLength: 1_000, breakLength: Infinity });
    return keeper.conceal(text) !== text;
  };
  const prefix = `${plugin.name.split('/').at(-1) ?? ''}/`;
  const watchedFacts = new Map<AnyFact, AnyFact>();

  const watchRequest = <R extends Request | undefined>(request: R): R =>
    (request !== undefined && request.fact.id.startsWith(prefix) ? { ...request, fact: watchFact(request.fact) } : request);
  const watchRequests = (requests: Requests): Requests => Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, watchRequest(request)]));

  function watchFact(fact: AnyFact): AnyFact {
    const known = watchedFacts.get(fact);
    if (known !== undefined) return known;
    const original = fact as unknown as Fact<JsonObject, unknown>;
    const watched: Fact<JsonObject, unknown> = {
      ...original,
      needs: (input) => watchRequests(original.needs(input)),
      gather: (context) => gather(original, context),
      exhibit: (value) => {
        const exhibit = original.exhibit(value);
        examineExhibit(original.id, exhibit);
        return exhibit;
      },
    };
    watchedFacts.set(fact, watched as unknown as AnyFact);
    watchedFacts.set(watched as unknown as AnyFact, watched as unknown as AnyFact);
    return watched as unknown as AnyFact;
  }

  async function gather(fact: Fact<JsonObject, unknown>, context: Parameters<typeof fact.gather>[0]): Promise<unknown> {
    asked.add(fact.id);
    const secrets: SecretReader = { read: async () => kept, conceal: (label, value) => context.secrets.conceal(label, value) };
    // Nothing but the abort must end it then.
    const patienceMs = aborting.yes ? endless : context.patienceMs;
    const inside = new Proxy(context, {
      get: (target, name) => {
        if (name === 'secrets') return secrets;
        if (name === 'patienceMs') return patienceMs;
        if (name === 'ask') return (request: Request) => target.ask(watchRequest(request));
        // The runner's own context has private members: they must be read on itself.
        return Reflect.get(target, name, target) as unknown;
      },
    });
    const entry: Running = { fact: fact.id, patientUntil: performance.now() + patienceMs };
    running.add(entry);
    try {
      const begin = (): ReturnType<typeof fact.gather> => fact.gather(inside);
      const value = await (fact.access === 'observe' ? whileObserving((what) => tell('writes', `${fact.id} observes and calls ${what}`), begin) : begin());
      if (!(value instanceof Blocked) && leaks(value)) tell('secrets', `the value of ${fact.id} holds a secret that it read`);
      return deepFreeze(value);
    } catch (error) {
      tell('answers', `${fact.id} threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
      throw error;
    } finally {
      running.delete(entry);
    }
  }

  function examineExhibit(id: string, exhibit: Json): void {
    const fault = jsonFault(exhibit);
    if (fault !== undefined) tell('exhibits', `the exhibit of ${id} ${fault}`);
    if (leaks(exhibit)) tell('secrets', `the exhibit of ${id} holds a secret`);
  }

  /** Judges frozen things twice, with traps set. */
  function judgeTwice<T>(what: string, judge: () => T): T {
    const once = (): T => {
      try {
        return whileJudging((call) => tell('pure', `${what} calls ${call}: ${/Date|performance/.test(call) ? 'take `now` of what it is given' : 'let a fact ask, and judge its value'}`), judge);
      } catch (error) {
        threw.add(what);
        if (error instanceof TypeError && /read only|not extensible|Cannot (?:add|delete|assign|redefine)/.test(error.message)) tell('pure', `${what} changes what it was given: ${error.message}`);
        else if (!(error instanceof ForbiddenCall)) tell('judges', `${what} threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
        throw error;
      }
    };
    const first = once();
    if (!isDeepStrictEqual(once(), first)) tell('pure', `${what} says something else when it is asked again`);
    if (leaks(first)) tell('secrets', `${what} puts a secret into what it says`);
    return first;
  }

  const watchCheck = (check: Check): Check => ({
    ...check,
    needs: (target, options, settings) => {
      const needs = check.needs(target, options, settings);
      const again = check.needs(target, options, settings);
      if (keysOf(needs) !== keysOf(again)) tell('pure', `${check.id} needs something else when it is asked again`);
      for (const [name, { fact }] of Object.entries(needs ?? {})) if (fact.access !== 'observe') tell('writes', `${check.id} needs "${name}" (${fact.id}), which changes something: a check only looks`);
      return needs === undefined ? undefined : watchRequests(needs);
    },
    evaluate: (context) => {
      const frozen = { ...context, target: deepFreeze(context.target), facts: deepFreeze(context.facts) };
      const concluded = judgeTwice(check.id, () => check.evaluate(frozen));
      const known = Object.values(context.facts).some((value) => value !== undefined);
      const passed = concluded.find(({ finding }) => check.findings[finding]?.outcome === 'pass');
      if (!known && passed !== undefined && Object.keys(context.facts).length > 0) tell('grounds', `${check.id} concludes "${passed.finding}" although not one of its facts was observed`);
      return concluded;
    },
  });

  const watchCause = (cause: Cause): Cause => ({
    ...cause,
    controls: (suspicion) => {
      const controls = cause.controls(suspicion);
      for (const [name, { fact }] of Object.entries(controls)) if (fact.access !== 'observe') tell('writes', `${cause.id} has the control "${name}" (${fact.id}), which changes something: a diagnosis only looks`);
      return watchRequests(controls);
    },
    judge: (context) => {
      const judged = judgeTwice(cause.id, () => cause.judge({ ...context, facts: deepFreeze(context.facts) }));
      const bare = cause.judge({ ...context, facts: {} });
      if (bare.verdict === 'confirmed') tell('grounds', `${cause.id} is confirmed by the symptom alone: no control had answered`);
      return judged;
    },
    remedies: cause.remedies.map(watchRemedy),
  });

  function watchRemedy(remedy: Remedy): Remedy {
    const { trial } = remedy;
    if (trial === undefined) return remedy;
    return {
      ...remedy,
      trial: {
        facts: (context) => watchRequests(trial.facts(context)),
        works: (context) => judgeTwice(remedy.id, () => trial.works({ ...context, facts: deepFreeze(context.facts) })),
      },
    };
  }

  return { plugin: { ...plugin, checks: plugin.checks.map(watchCheck), causes: plugin.causes.map(watchCause) }, faults, running, asked, threw, waitForAborts: () => void (aborting.yes = true), tell, leaks };
}

const keysOf = (requests: Requests | undefined): string => canonical(Object.entries(requests ?? {}).map(([name, request]) => [name, request?.key ?? '']));
