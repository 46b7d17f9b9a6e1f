import { isToolError, type ToolError } from '../errors.ts';
import { Blocked, type Access, type Handle, type Permits, type Request, type Requests } from '../fact.ts';
import type { Memory } from '../memory.ts';
import type { Evidence } from '../report.ts';
import type { SecretReader } from '../secret.ts';
import type { Table } from '../table.ts';
import { Asking, type Ended, type World } from './asking.ts';
import { whenSettled, Question, type Settled } from './question.ts';
import { createRequestGraph, type RequestGraph, type RequestNode } from './request-graph.ts';
import { createSlots } from './slots.ts';
import { monotonicMs } from '../monotonic.ts';

/** Several questions answered: their values, and the first required one that was not observed. */
export type Answers = { readonly values: { readonly [name: string]: unknown }; readonly evidence: readonly Evidence[]; readonly missing: Evidence | undefined };

export interface Gatherer {
  /** Asks questions of the graph, each once a run, and calls back when all of them are settled; `failed` only for misuse. */
  whenAll(requests: Requests, answered: (answers: Answers) => void, failed: (error: ToolError) => void): void;
  /** The same as a promise. */
  askAll(requests: Requests): Promise<Answers>;
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
  readonly signal?: AbortSignal;
  readonly now: () => Date;
  readonly permits: Permits;
  /** On the clock of `monotonicMs()`. */
  readonly deadline: number;
  readonly allow: readonly Access[];
  readonly offline: boolean;
  readonly concurrency: number;
  readonly asking?: (node: RequestNode, evidence: string) => void;
  readonly settled?: (evidence: Evidence) => void;
  readonly crashed: (where: string, error: unknown) => void;
  /** Set where questions are asked once more: what they were answered before, by their keys. */
  readonly previous?: ReadonlyMap<string, unknown>;
  /** The key of a question whose handle is wanted by whoever asks, and so kept. */
  readonly keep?: string;
}

/** Asks questions: each once, side by side, each raced against its own deadline and the run's signal. */
export function createGatherer(options: GathererOptions): Gatherer {
  const { graph, signal } = options;
  const questions = new Map<string, Question>();
  const evidence: Evidence[] = [];
  const thirdParties = new Set<string>();
  const running = new Set<Asking>();
  const lent = new Map<string, Handle>();
  const slots = createSlots(options.concurrency);
  const cutAll = (): void => {
    for (const asking of running) asking.cut('aborted');
    for (const asking of running) watch(asking);
  };
  // One timer for all that runs, set to the first of their deadlines. Hardly any comes to pass.
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  const watch = ({ deadline }: Asking): void => {
    if (deadline >= due) return;
    due = deadline;
    clearTimeout(timer);
    timer = setTimeout(cutLate, Math.max(1, deadline - monotonicMs()));
  };
  const cutLate = (): void => {
    due = Infinity;
    const now = monotonicMs();
    for (const asking of running) if (asking.deadline <= now) asking.cut('deadline');
    for (const asking of running) watch(asking);
  };
  signal?.addEventListener('abort', cutAll, { once: true });

  const release = (key: string): void => {
    const handle = lent.get(key);
    if (handle === undefined) return;
    lent.delete(key);
    handle[Symbol.dispose]();
  };

  /** Whether what a question leaves may still be taken: by a question that rests on it and is not settled. */
  const wanted = (key: string): boolean => key === options.keep || graph.node(key).dependents > (questions.get(key)?.settledDependents ?? 0);

  const ask = (request: Request): Question => {
    const known = questions.get(request.key);
    if (known !== undefined) return known;
    const node = graph.node(request.key);
    // What must not be asked does not have what it rests on asked either: that may be the third party's own connection.
    const withheld = forbidden(node);
    const below = withheld === undefined ? Object.values(node.needs).map((need) => ask(need as Request)) : [];
    const position = evidence.length;
    const question = new Question(`e${position + 1}`, node.key);
    questions.set(request.key, question);
    const { id } = question;
    const about = { id, fact: node.fact.id, input: node.input };
    evidence.push({ ...about, tookMs: 0, status: 'failed', reason: 'aborted' });
    question.whenSettled((found) => {
      evidence[position] = found.evidence;
      for (const one of below) {
        one.settledDependents++;
        if (!wanted(one.key)) release(one.key);
      }
      if (!wanted(question.key)) release(question.key);
      options.settled?.(found.evidence);
    });
    if (withheld !== undefined) {
      question.settle({ evidence: { ...about, tookMs: 0, status: 'withheld', reason: withheld } });
      return question;
    }
    whenSettled(below, () => goOn(node, question, below));
    return question;
  };

  const forbidden = ({ fact, input }: RequestNode): 'not-allowed' | 'offline' | undefined => {
    if (!options.allow.includes(fact.access)) return 'not-allowed';
    return options.offline && fact.thirdParties(input).length > 0 ? 'offline' : undefined;
  };

  /** What a question rests on is settled: it is gathered, or blocked by what is missing. */
  const goOn = (node: RequestNode, question: Question, below: readonly Question[]): void => {
    const about = { id: question.id, fact: node.fact.id, input: node.input };
    const facts: Record<string, unknown> = {};
    const names = Object.keys(node.needs);
    for (let index = 0; index < below.length; index++) {
      const name = names[index] as string;
      const need = node.needs[name] as Request;
      const found = below[index]?.settled as Settled;
      if (found.error !== undefined) return question.settle({ evidence: { ...about, tookMs: 0, status: 'failed', reason: 'aborted' }, error: found.error });
      if (need.required && found.evidence.status !== 'observed') return question.settle({ evidence: { ...about, tookMs: 0, status: 'blocked', by: found.evidence.id } });
      facts[name] = found.value;
    }
    const begin = (): void => {
      const begun = monotonicMs();
      const end = (ended: Ended): void => {
        slots.release();
        question.settle(concluded(node, question.id, Math.round((monotonicMs() - begun) * 10) / 10, ended));
      };
      if (signal?.aborted === true) return end({ cut: 'aborted' });
      for (const party of node.fact.thirdParties(node.input)) thirdParties.add(party);
      options.asking?.(node, question.id);
      Asking.begin(node, facts, world, begun, end);
    };
    const place = slots.take();
    if (place === undefined) begin();
    else void place.then(begin);
  };

  const concluded = ({ fact, input }: RequestNode, id: string, tookMs: number, ended: Ended): Settled => {
    const about = { id, fact: fact.id, input, tookMs };
    if ('cut' in ended) return { evidence: { ...about, status: 'failed', reason: ended.cut } };
    let error: unknown;
    if ('error' in ended) error = ended.error;
    else {
      const { value } = ended;
      if (value instanceof Blocked) return { evidence: { ...about, status: 'blocked', by: value.by } };
      try {
        const table = fact.table(value);
        return { evidence: { ...about, status: 'observed', exhibit: fact.exhibit(value), ...(table === undefined ? {} : { table: bounded(table) }) }, value };
      } catch (thrown) {
        error = thrown;
      }
    }
    if (isToolError(error)) return { evidence: { ...about, status: 'failed', reason: 'aborted' }, error };
    options.crashed(fact.id, error);
    return { evidence: { ...about, status: 'failed', reason: 'crashed', detail: error instanceof Error ? error.name : 'Error' } };
  };

  const whenAll = (requests: Requests, answered: (answers: Answers) => void, failed: (error: ToolError) => void): void => {
    const names = Object.keys(requests);
    const asked = names.map((name) => ask(requests[name] as Request));
    const conclude = (): void => {
      const values: Record<string, unknown> = {};
      let missing: Evidence | undefined;
      for (let index = 0; index < names.length; index++) {
        const name = names[index] as string;
        const settled = asked[index]?.settled as Settled;
        if (settled.error !== undefined) return failed(settled.error);
        values[name] = settled.value;
        if (requests[name]?.required === true && settled.evidence.status !== 'observed') missing ??= settled.evidence;
      }
      answered({ values, evidence: asked.map(({ settled }) => (settled as Settled).evidence), missing });
    };
    whenSettled(asked, conclude);
  };

  const askAll = (requests: Requests): Promise<Answers> => new Promise((resolve, reject) => whenAll(requests, resolve, reject));

  /** Gathers a fact once more for what it leaves: on its own, with all that it rests on, and without new evidence. */
  const reopen = async (need: Request): Promise<Handle | undefined> => {
    const again = createRequestGraph();
    again.add({ need });
    const previous = new Map<string, unknown>();
    for (const key of again.nodes.keys()) previous.set(key, questions.get(key)?.settled?.value);
    const { asking: _, settled: __, ...rest } = options;
    const aside = createGatherer({ ...rest, graph: again, previous, keep: need.key });
    try {
      await aside.askAll({ need });
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
    secrets: options.secrets, memory: options.memory, now: options.now, permits: options.permits, deadline: options.deadline,
    started: (asking) => {
      running.add(asking);
      watch(asking);
    },
    ended: (asking) => void running.delete(asking),
    lend: (key, handle) => {
      lent.set(key, handle);
    },
    surrender, release, wanted,
    evidenceOf: (key) => questions.get(key)?.id,
    previous: (key) => options.previous?.get(key),
    reopen: (need) => waiting(() => reopen(need)),
    ask: (request) => {
      graph.add({ request });
      return waiting(async () => (await askAll({ request })).values['request']);
    },
  };

  return {
    whenAll,
    askAll,
    surrender,
    evidence: () => evidence,
    thirdParties,
    dispose: () => {
      signal?.removeEventListener('abort', cutAll);
      cutAll();
      clearTimeout(timer);
      for (const key of lent.keys()) release(key);
    },
  };
}

const [maxRows, maxColumns, maxCell] = [64, 12, 200];

/** Keeps a table readable, however much a hostile peer put into it. */
function bounded({ title, columns, rows }: Table): Table {
  const width = Math.min(columns.length, maxColumns);
  const cut = (cell: string | number): string | number => (typeof cell === 'string' ? cell.slice(0, maxCell) : cell);
  return { title, columns: columns.slice(0, width), rows: rows.slice(0, maxRows).map((row) => Array.from({ length: width }, (_, index) => cut(row[index] ?? ''))) };
}
