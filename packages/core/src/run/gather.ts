import { isToolError, type ToolError } from '../errors.ts';
import { Blocked, type Access, type Handle, type Permits, type Requests } from '../fact.ts';
import type { JsonObject } from '../json.ts';
import type { Memory } from '../memory.ts';
import { monotonicMs } from '../monotonic.ts';
import type { Evidence } from '../report.ts';
import type { SecretReader } from '../secret.ts';
import type { Table } from '../table.ts';
import { Asking, type Ended, type World } from './asking.ts';
import { groupsOf, type Groups } from './groups.ts';
import { Question, type Settled } from './question.ts';
import { RequestGraph, type Placed } from './request-graph.ts';
import { createSlots } from './slots.ts';

/** Several questions answered: their values, the ids of their evidence, and the first required one that was not observed. */
export type Answers = { readonly values: { readonly [name: string]: unknown }; readonly evidence: readonly string[]; readonly missing: Evidence | undefined };

export interface Gatherer {
  /** Asks the questions of groups, each once a run, and calls back for each group when all of its are settled; `failed` only for misuse. */
  whenEach(groups: Groups, answered: (group: number, answers: Answers) => void, failed: (error: ToolError) => void): void;
  /** Adds questions to the graph and asks them. Rejects with a `ToolError`, only for misuse. */
  askAll(requests: Requests): Promise<Answers>;
  /** In the order in which the questions were first asked. */
  evidence(): readonly Evidence[];
  readonly thirdParties: ReadonlySet<string>;
  /** Hands over what a settled question left, if nobody has taken it. */
  surrender(place: number): Handle | undefined;
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
  readonly asking?: (fact: string, input: JsonObject, evidence: string) => void;
  readonly settled?: (evidence: Evidence) => void;
  readonly crashed: (where: string, error: unknown) => void;
  /** Set where questions are asked once more: what they were answered before, by their places. */
  readonly previous?: readonly unknown[];
  /** The place of a question whose handle is wanted by whoever asks, and so kept. */
  readonly keep?: number;
}

/** Groups that are waited for: how many questions of each are not settled yet. */
type Following = { readonly waiting: Groups['waiting']; readonly unsettled: number[]; readonly answered: (group: number) => void };

/**
 * Asks questions: each once, side by side, each raced against its own deadline and the run's signal. Who waits for whom is
 * told by the graph and by groups, not by callbacks of each: a watched target is asked a dozen questions a second for years.
 */
export function createGatherer(options: GathererOptions): Gatherer {
  const { graph, signal } = options;
  const questions: (Question | undefined)[] = [];
  const asked: Question[] = [];
  const followed = new Set<Following>();
  const thirdParties = new Set<string>();
  const running = new Set<Asking>();
  const lent = new Map<number, Handle>();
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

  const release = (place: number): void => {
    const handle = lent.get(place);
    if (handle === undefined) return;
    lent.delete(place);
    handle[Symbol.dispose]();
  };

  /** Whether what a question leaves may still be taken: by a question that rests on it and is not settled. */
  const wanted = (place: number): boolean => place === options.keep || graph.dependents(place).some((dependent) => questions[dependent]?.settled === undefined);

  /** What nobody can take any more is closed. */
  const tidy = (place: number): void => {
    if (lent.has(place) && !wanted(place)) release(place);
  };

  const ask = (place: number): Question => {
    const known = questions[place];
    if (known !== undefined) return known;
    // What must not be asked does not have what it rests on asked either: that may be the third party's own connection.
    const withheld = forbidden(place);
    const below = withheld === undefined ? graph.needs(place).places : [];
    for (const need of below) ask(need);
    const question = new Question(`e${asked.length + 1}`, place);
    questions[place] = question;
    asked.push(question);
    if (withheld !== undefined) settle(question, { evidence: { ...about(question, 0), status: 'withheld', reason: withheld } });
    else {
      for (const need of below) if (questions[need]?.settled === undefined) question.unsettled++;
      if (question.unsettled === 0) goOn(question, monotonicMs());
    }
    return question;
  };

  const forbidden = (place: number): 'not-allowed' | 'offline' | undefined => {
    const fact = graph.fact(place);
    if (!options.allow.includes(fact.access)) return 'not-allowed';
    return options.offline && fact.thirdParties(graph.input(place)).length > 0 ? 'offline' : undefined;
  };

  const about = ({ id, place }: Question, tookMs: number): Pick<Evidence, 'id' | 'fact' | 'input' | 'tookMs'> => ({ id, fact: graph.fact(place).id, input: graph.input(place), tookMs });

  const settle = (question: Question, settled: Settled, now?: number): void => {
    const { place } = question;
    question.settled = settled;
    if (lent.size > 0) {
      graph.needs(place).places.forEach(tidy);
      tidy(place);
    }
    options.settled?.(settled.evidence);
    for (const dependent of graph.dependents(place)) {
      const waiting = questions[dependent];
      if (waiting !== undefined && waiting.unsettled > 0 && --waiting.unsettled === 0) goOn(waiting, now ?? monotonicMs());
    }
    for (const following of followed) {
      const groups = following.waiting.get(place);
      if (groups !== undefined) for (const group of groups) if (--(following.unsettled[group] as number) === 0) following.answered(group);
    }
  };

  /** What a question rests on is settled: it is gathered, or blocked by what is missing. */
  const goOn = (question: Question, now: number): void => {
    const { names, places, required } = graph.needs(question.place);
    const facts: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index++) {
      const below = questions[places[index] as number] as Question;
      const { evidence, value, error } = below.settled as Settled;
      if (error !== undefined) return settle(question, { evidence: { ...about(question, 0), status: 'failed', reason: 'aborted' }, error }, now);
      if (required[index] === true && evidence.status !== 'observed') return settle(question, { evidence: { ...about(question, 0), status: 'blocked', by: below.id } }, now);
      facts[names[index] as string] = value;
    }
    const place = slots.take();
    if (place === undefined) begin(question, facts, now);
    else void place.then(() => begin(question, facts, monotonicMs()));
  };

  const begin = (question: Question, facts: { readonly [name: string]: unknown }, now: number): void => {
    const fact = graph.fact(question.place);
    const input = graph.input(question.place);
    if (signal?.aborted === true) {
      slots.release();
      return settle(question, concluded(question, 0, { cut: 'aborted' }), now);
    }
    for (const party of fact.thirdParties(input)) thirdParties.add(party);
    options.asking?.(fact.id, input, question.id);
    new Asking(question, fact, input, facts, world, now).begin();
  };

  const concluded = (question: Question, tookMs: number, ended: Ended): Settled => {
    if ('cut' in ended) return { evidence: { ...about(question, tookMs), status: 'failed', reason: ended.cut } };
    const fact = graph.fact(question.place);
    let error: unknown;
    if ('error' in ended) error = ended.error;
    else {
      const { value } = ended;
      if (value instanceof Blocked) return { evidence: { ...about(question, tookMs), status: 'blocked', by: value.by } };
      try {
        const exhibit = fact.exhibit(value);
        const table = fact.table(value);
        // Written out: what is observed well is what a watcher makes ten times a second.
        const evidence: Evidence = { id: question.id, fact: fact.id, input: graph.input(question.place), tookMs, status: 'observed', exhibit };
        return { evidence: table === undefined ? evidence : { ...evidence, table: bounded(table) }, value };
      } catch (thrown) {
        error = thrown;
      }
    }
    if (isToolError(error)) return { evidence: { ...about(question, tookMs), status: 'failed', reason: 'aborted' }, error };
    options.crashed(fact.id, error);
    return { evidence: { ...about(question, tookMs), status: 'failed', reason: 'crashed', detail: error instanceof Error ? error.name : 'Error' } };
  };

  const whenEach = ({ groups, waiting }: Groups, answered: (group: number, answers: Answers) => void, failed: (error: ToolError) => void): void => {
    for (const { places } of groups) for (const place of places) ask(place);
    let open = groups.length;
    const following: Following = {
      waiting,
      unsettled: groups.map(({ places }) => places.reduce((count, place) => (questions[place]?.settled === undefined ? count + 1 : count), 0)),
      answered: (group) => {
        following.unsettled[group] = -1;
        if (--open === 0) followed.delete(following);
        const answers = answersOf(groups[group] as Placed);
        if ('values' in answers) answered(group, answers);
        else failed(answers);
      },
    };
    followed.add(following);
    for (let group = 0; group < groups.length; group++) if (following.unsettled[group] === 0) following.answered(group);
  };

  const answersOf = ({ names, places, required }: Placed): Answers | ToolError => {
    const values: Record<string, unknown> = {};
    const evidence: string[] = [];
    let missing: Evidence | undefined;
    for (let index = 0; index < names.length; index++) {
      const { id, settled } = questions[places[index] as number] as Question;
      const found = settled as Settled;
      if (found.error !== undefined) return found.error;
      values[names[index] as string] = found.value;
      evidence.push(id);
      if (missing === undefined && required[index] === true && found.evidence.status !== 'observed') missing = found.evidence;
    }
    return { values, evidence, missing };
  };

  const askAll = (requests: Requests): Promise<Answers> => new Promise((resolve, reject) => {
    whenEach(groupsOf([graph.add(requests)]), (_, answers) => resolve(answers), reject);
  });

  /** Gathers a fact once more for what it leaves: on its own, with all that it rests on, and without new evidence. */
  const reopen = async (place: number): Promise<Handle | undefined> => {
    const again = new RequestGraph();
    const need = graph.request(place);
    const keep = again.add({ need }).places[0] as number;
    const previous = Array.from({ length: again.size }, (_, index) => questions[graph.placeOf(again.request(index)) as number]?.settled?.value);
    const { asking: _, settled: __, ...rest } = options;
    const aside = createGatherer({ ...rest, graph: again, previous, keep });
    try {
      await aside.askAll({ need });
      return aside.surrender(keep);
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

  const surrender = (place: number): Handle | undefined => {
    const handle = lent.get(place);
    if (handle !== undefined) lent.delete(place);
    return handle;
  };

  const world: World = {
    secrets: options.secrets, memory: options.memory, now: options.now, permits: options.permits, deadline: options.deadline,
    started: (asking) => {
      running.add(asking);
      watch(asking);
    },
    ended: (asking, ended) => {
      running.delete(asking);
      slots.release();
      const now = monotonicMs();
      settle(asking.question, concluded(asking.question, Math.round((now - asking.begun) * 10) / 10, ended), now);
    },
    lend: (place, handle) => void lent.set(place, handle),
    surrender, release, wanted,
    needOf: (place, name) => {
      const { names, places } = graph.needs(place);
      return places[names.indexOf(name)];
    },
    evidenceOf: (place) => questions[place]?.id,
    previous: (place) => options.previous?.[place],
    reopen: (place) => waiting(() => reopen(place)),
    ask: (request) => waiting(async () => (await askAll({ request })).values['request']),
  };

  return {
    whenEach,
    askAll,
    surrender,
    evidence: () => asked.map((question) => question.settled?.evidence ?? { ...about(question, 0), status: 'failed', reason: 'aborted' }),
    thirdParties,
    dispose: () => {
      signal?.removeEventListener('abort', cutAll);
      cutAll();
      clearTimeout(timer);
      for (const place of lent.keys()) release(place);
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
