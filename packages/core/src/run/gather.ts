import { isToolError } from '../errors.ts';
import { Blocked, type Access, type Handle, type Request, type Requests } from '../fact.ts';
import type { Memory } from '../memory.ts';
import type { Evidence } from '../report.ts';
import type { SecretReader } from '../secret.ts';
import { Asking, type Ended, type World } from './asking.ts';
import { createRequestGraph, type RequestGraph, type RequestNode } from './request-graph.ts';
import { createSlots } from './slots.ts';

/** The answer to a question: evidence, and the value where it was observed. */
type Settled = { readonly evidence: Evidence; readonly value?: unknown };

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

/** Asks questions: each once, side by side, each raced against its own deadline and the run's signal. */
export function createGatherer(options: GathererOptions): Gatherer {
  const { graph, signal } = options;
  const answers = new Map<string, Promise<Settled>>();
  const ids = new Map<string, string>();
  const evidence: Evidence[] = [];
  const thirdParties = new Set<string>();
  const running = new Set<Asking>();
  const lent = new Map<string, Handle>();
  const slots = createSlots(options.concurrency);
  const cutAll = (): void => {
    for (const asking of running) asking.cut('aborted');
  };
  signal.addEventListener('abort', cutAll, { once: true });

  const release = (key: string): void => {
    const handle = lent.get(key);
    if (handle === undefined) return;
    lent.delete(key);
    handle[Symbol.dispose]();
  };

  const ask = (request: Request): Promise<Settled> => {
    const known = answers.get(request.key);
    if (known !== undefined) return known;
    const node = graph.node(request.key);
    // What must not be asked does not have what it rests on asked either: that may be the third party's own connection.
    const withheld = forbidden(node);
    const below = withheld === undefined ? node.entries.map(([, need]) => ask(need)) : [];
    const position = evidence.length;
    const id = `e${position + 1}`;
    ids.set(node.key, id);
    evidence.push({ id, fact: node.fact.id, input: node.input, tookMs: 0, status: 'failed', reason: 'aborted' });
    const answer = withheld === undefined
      ? settle(node, id, below)
      : Promise.resolve<Settled>({ evidence: { id, fact: node.fact.id, input: node.input, tookMs: 0, status: 'withheld', reason: withheld } });
    const settled = answer.then((found) => {
      evidence[position] = found.evidence;
      if (withheld === undefined) for (const [, need] of node.entries) if (--graph.node(need.key).dependents === 0) release(need.key);
      if (node.dependents === 0) release(node.key);
      options.settled?.(found.evidence);
      return found;
    });
    answers.set(request.key, settled);
    return settled;
  };

  const forbidden = ({ fact, input }: RequestNode): 'not-allowed' | 'offline' | undefined => {
    if (!options.allow.includes(fact.access)) return 'not-allowed';
    return options.offline && fact.thirdParties(input).length > 0 ? 'offline' : undefined;
  };

  const settle = async (node: RequestNode, id: string, below: readonly Promise<Settled>[]): Promise<Settled> => {
    const { fact, input } = node;
    const facts: Record<string, unknown> = {};
    for (const [index, [name, need]] of node.entries.entries()) {
      const found = await (below[index] as Promise<Settled>);
      if (need.required && found.evidence.status !== 'observed') return { evidence: { id, fact: fact.id, input, tookMs: 0, status: 'blocked', by: found.evidence.id } };
      facts[name] = found.value;
    }
    const place = slots.take();
    if (place !== undefined) await place;
    const begun = performance.now();
    let ended: Ended;
    try {
      if (signal.aborted) return { evidence: { id, fact: fact.id, input, tookMs: 0, status: 'failed', reason: 'aborted' } };
      for (const party of fact.thirdParties(input)) thirdParties.add(party);
      options.asking?.(node, id);
      ended = await new Asking(node, facts, world, begun).answer;
    } finally {
      slots.release();
    }
    const tookMs = Math.round((performance.now() - begun) * 10) / 10;
    if ('cut' in ended) return { evidence: { id, fact: fact.id, input, tookMs, status: 'failed', reason: ended.cut } };
    if ('error' in ended) {
      if (isToolError(ended.error)) throw ended.error;
      options.crashed(fact.id, ended.error);
      return { evidence: { id, fact: fact.id, input, tookMs, status: 'failed', reason: 'crashed', detail: ended.error instanceof Error ? ended.error.name : 'Error' } };
    }
    const { value } = ended;
    if (value instanceof Blocked) return { evidence: { id, fact: fact.id, input, tookMs, status: 'blocked', by: value.by } };
    return { evidence: { id, fact: fact.id, input, tookMs, status: 'observed', exhibit: fact.exhibit(value) }, value };
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
      await slots.take();
    }
  };

  const surrender = (key: string): Handle | undefined => {
    const handle = lent.get(key);
    if (handle !== undefined) lent.delete(key);
    return handle;
  };

  const world: World = {
    secrets: options.secrets, memory: options.memory, now: options.now, deadline: options.deadline, running,
    lend: (key, handle) => {
      lent.set(key, handle);
    },
    surrender, release,
    evidenceOf: (key) => ids.get(key),
    reopen: (need) => waiting(() => reopen(need)),
    ask: (request) => {
      graph.add({ request });
      return waiting(async () => (await ask(request)).value);
    },
  };

  return {
    ask,
    surrender,
    evidence: () => evidence,
    thirdParties,
    async askAll(requests) {
      const entries = Object.entries(requests);
      const asked = entries.map(([, request]) => ask(request));
      const values: Record<string, unknown> = {};
      const found: Evidence[] = [];
      let missing: Evidence | undefined;
      for (const [index, [name, { required }]] of entries.entries()) {
        const settled = await (asked[index] as Promise<Settled>);
        values[name] = settled.value;
        found.push(settled.evidence);
        if (required && settled.evidence.status !== 'observed') missing ??= settled.evidence;
      }
      return { values, evidence: found, missing };
    },
    dispose: () => {
      signal.removeEventListener('abort', cutAll);
      cutAll();
      for (const key of lent.keys()) release(key);
    },
  };
}
