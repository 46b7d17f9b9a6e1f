import { isToolError } from '../errors.ts';
import { Blocked, type Access, type GatherContext, type Handle, type Request, type Requests } from '../fact.ts';
import type { JsonObject } from '../json.ts';
import type { Memory } from '../memory.ts';
import type { Evidence } from '../report.ts';
import type { SecretReader } from '../secret.ts';
import { createRequestGraph, type RequestGraph, type RequestNode } from './request-graph.ts';

/** The answer to a question: evidence, and the value where it was observed. */
export type Settled = { readonly evidence: Evidence; readonly value?: unknown };

export interface Gatherer {
  /** Asks a question of the graph, once a run. Rejects only with a `ToolError`. */
  ask(request: Request): Promise<Settled>;
  /** All of them at once: their values, and the first required one that was not observed. */
  askAll(requests: Requests): Promise<{ readonly values: { readonly [name: string]: unknown }; readonly evidence: readonly Evidence[]; readonly missing: Evidence | undefined }>;
  /** In the order in which the questions were first asked. */
  evidence(): readonly Evidence[];
  readonly thirdParties: ReadonlySet<string>;
  /** Hands over what a settled question left, if nobody has taken it. */
  surrender(key: string): Handle | undefined;
  /** Cuts off whatever still runs and closes whatever is still lent. */
  dispose(): void;
}

export interface GathererOptions {
  readonly graph: RequestGraph;
  readonly secrets: SecretReader;
  readonly memory: Memory;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  readonly allow: readonly Access[];
  readonly offline: boolean;
  readonly concurrency: number;
  readonly asking?: (node: RequestNode, evidence: string) => void;
  readonly settled?: (evidence: Evidence) => void;
  readonly crashed: (where: string, error: unknown) => void;
}

/** How much longer than its patience a fact gets before it is cut off, in milliseconds. */
const graceMs = 1_000;

type Cut = 'deadline' | 'aborted';
type Ended = { readonly value: unknown } | { readonly error: unknown } | { readonly cut: Cut };

/** Asks questions: each once, side by side, each raced against its own deadline and the run's signal. */
export function createGatherer(options: GathererOptions): Gatherer {
  const { graph, signal } = options;
  const answers = new Map<string, Promise<Settled>>();
  const evidence: Evidence[] = [];
  const lent = new Map<string, Handle>();
  const thirdParties = new Set<string>();
  const running = new Set<(cut: Cut) => void>();
  const slots = createSlots(options.concurrency);
  signal.addEventListener('abort', () => {
    for (const cut of running) cut('aborted');
  }, { once: true });

  const release = (key: string): void => {
    const handle = lent.get(key);
    lent.delete(key);
    handle?.[Symbol.dispose]();
  };

  const ask = (request: Request): Promise<Settled> => {
    const known = answers.get(request.key);
    if (known !== undefined) return known;
    const node = graph.node(request.key);
    // What must not be asked does not have what it rests on asked either: that may be the third party's own connection.
    const withheld = forbidden(node);
    const needed = withheld === undefined ? Object.entries(node.needs).map(([name, need]) => ({ name, need, answer: ask(need) })) : [];
    const id = `e${evidence.length + 1}`;
    const position = evidence.length;
    const placeholder = { id, fact: node.fact.id, input: node.input, tookMs: 0 };
    evidence.push({ ...placeholder, status: 'failed', reason: 'aborted' });
    const answer = (withheld === undefined ? settle(node, id, needed) : Promise.resolve<Settled>({ evidence: { ...placeholder, status: 'withheld', reason: withheld } })).then((settled) => {
      evidence[position] = settled.evidence;
      for (const { need } of needed) {
        const below = graph.node(need.key);
        if (--below.dependents === 0) release(need.key);
      }
      if (node.dependents === 0) release(node.key);
      options.settled?.(settled.evidence);
      return settled;
    });
    answers.set(request.key, answer);
    return answer;
  };

  const forbidden = ({ fact, input }: RequestNode): 'not-allowed' | 'offline' | undefined => {
    if (!options.allow.includes(fact.access)) return 'not-allowed';
    return options.offline && fact.thirdParties(input).length > 0 ? 'offline' : undefined;
  };

  const settle = async (node: RequestNode, id: string, needed: readonly { readonly name: string; readonly need: Request; readonly answer: Promise<Settled> }[]): Promise<Settled> => {
    const base = { id, fact: node.fact.id, input: node.input };
    const values: Record<string, unknown> = {};
    const ids = new Map<string, string>();
    for (const { name, need, answer } of needed) {
      const below = await answer;
      if (need.required && below.evidence.status !== 'observed') return { evidence: { ...base, tookMs: 0, status: 'blocked', by: below.evidence.id } };
      values[name] = below.value;
      ids.set(name, below.evidence.id);
    }
    if (slots.busy()) await slots.acquire();
    else slots.take();
    const begun = performance.now();
    try {
      if (signal.aborted) return { evidence: { ...base, tookMs: 0, status: 'failed', reason: 'aborted' } };
      for (const party of node.fact.thirdParties(node.input)) thirdParties.add(party);
      options.asking?.(node, id);
      const ended = await race(node, values, ids, begun);
      const tookMs = Math.round((performance.now() - begun) * 10) / 10;
      if ('cut' in ended) return { evidence: { ...base, tookMs, status: 'failed', reason: ended.cut } };
      if ('error' in ended) {
        if (isToolError(ended.error)) throw ended.error;
        options.crashed(node.fact.id, ended.error);
        return { evidence: { ...base, tookMs, status: 'failed', reason: 'crashed', detail: ended.error instanceof Error ? ended.error.name : 'Error' } };
      }
      if (ended.value instanceof Blocked) return { evidence: { ...base, tookMs, status: 'blocked', by: ended.value.by } };
      return { evidence: { ...base, tookMs, status: 'observed', exhibit: node.fact.exhibit(ended.value) }, value: ended.value };
    } finally {
      slots.release();
    }
  };

  const race = (node: RequestNode, facts: Record<string, unknown>, ids: ReadonlyMap<string, string>, begun: number): Promise<Ended> => {
    const remaining = Math.max(0, options.deadline - begun);
    // A third of what is left: a peer that never answers must leave time for the controls that explain it.
    const patienceMs = Math.max(20, Math.min(node.fact.patienceMs, remaining / 3));
    return new Promise((resolve) => {
      const taken: Handle[] = [];
      let controller: AbortController | undefined;
      let over = false;
      let lends = false;
      const end = (ended: Ended): void => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        running.delete(cut);
        // Whoever took a handle owns it; what it did not pass on by lending is closed with it.
        if (!lends || 'cut' in ended || 'error' in ended) for (const handle of taken) handle[Symbol.dispose]();
        if ('cut' in ended || 'error' in ended) release(node.key);
        resolve(ended);
      };
      const cut = (reason: Cut): void => {
        end({ cut: reason });
        controller?.abort();
      };
      running.add(cut);
      const timer = setTimeout(cut, Math.min(patienceMs + graceMs, remaining + 50), 'deadline' as const);
      const context: GatherContext<JsonObject, Requests, Handle> = {
        input: node.input, facts, patienceMs,
        secrets: options.secrets, memory: options.memory, now: options.now,
        get signal() {
          controller ??= new AbortController();
          if (over) controller.abort();
          return controller.signal;
        },
        blocked: (by) => new Blocked(ids.get(by) ?? by),
        lend: (handle) => {
          lends = true;
          if (over || node.dependents === 0) handle[Symbol.dispose]();
          else lent.set(node.key, handle);
        },
        take: (name) => {
          const key = node.needs[name]?.key ?? '';
          const handle = lent.get(key);
          if (handle === undefined) return undefined;
          lent.delete(key);
          taken.push(handle);
          return handle as never;
        },
        open: async (name) => {
          const left = context.take(name);
          const need = node.needs[name];
          if (left !== undefined || need === undefined) return left;
          const again = await waiting(() => reopen(need));
          if (again === undefined) return undefined;
          if (over) again[Symbol.dispose]();
          else taken.push(again);
          return again as never;
        },
        ask: async (request) => {
          graph.add({ request });
          const settled = await waiting(() => ask(request));
          return settled.value as never;
        },
      };
      let gathering: Promise<unknown>;
      try {
        gathering = node.fact.gather(context as never);
      } catch (error) {
        gathering = Promise.reject(error instanceof Error ? error : new Error(String(error)));
      }
      gathering.then((value) => end({ value }), (error: unknown) => end({ error }));
    });
  };

  /** Gathers a fact once more for what it leaves: on its own, with all that it rests on, and without new evidence. */
  const reopen = async (need: Request): Promise<Handle | undefined> => {
    const again = createRequestGraph();
    again.add({ need });
    again.node(need.key).dependents = 1;
    const { asking: _, settled: __, ...rest } = options;
    const aside = createGatherer({ ...rest, graph: again });
    try {
      await aside.ask(need);
      return aside.surrender(need.key);
    } finally {
      aside.dispose();
    }
  };

  /** A fact that waits for another question holds no slot: all of them waiting would never end. */
  const waiting = async <T>(work: () => Promise<T>): Promise<T> => {
    slots.release();
    try {
      return await work();
    } finally {
      if (slots.busy()) await slots.acquire();
      else slots.take();
    }
  };

  return {
    ask,
    surrender: (key) => {
      const handle = lent.get(key);
      lent.delete(key);
      return handle;
    },
    evidence: () => evidence,
    thirdParties,
    async askAll(requests) {
      const entries = Object.entries(requests).map(([name, request]) => ({ name, request, answer: ask(request) }));
      const values: Record<string, unknown> = {};
      const found: Evidence[] = [];
      let missing: Evidence | undefined;
      for (const { name, request, answer } of entries) {
        const settled = await answer;
        values[name] = settled.value;
        found.push(settled.evidence);
        if (request.required && settled.evidence.status !== 'observed') missing ??= settled.evidence;
      }
      return { values, evidence: found, missing };
    },
    dispose: () => {
      for (const cut of running) cut('aborted');
      for (const key of lent.keys()) release(key);
    },
  };
}

/** A counting semaphore, first come, first served. */
function createSlots(limit: number): { readonly busy: () => boolean; readonly take: () => void; readonly acquire: () => Promise<void>; readonly release: () => void } {
  let free = Math.max(1, limit);
  const waiting: (() => void)[] = [];
  return {
    busy: () => free === 0,
    take: () => {
      free--;
    },
    acquire: () => new Promise((resolve) => {
      waiting.push(resolve);
    }),
    release: () => {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
