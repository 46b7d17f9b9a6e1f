import { Blocked, type Fact, type GatherContext, type Handle, type Permits, type Request, type Requests } from '../fact.ts';
import type { JsonObject } from '../json.ts';
import type { Memory } from '../memory.ts';
import type { SecretReader } from '../secret.ts';
import { monotonicMs } from '../monotonic.ts';
import type { Question } from './question.ts';

/** How the gathering of one fact ended. */
export type Ended = { readonly value: unknown } | { readonly error: unknown } | { readonly cut: 'deadline' | 'aborted' };

/** What a fact meets of the run that asks it. */
export interface World {
  readonly secrets: SecretReader;
  readonly memory: Memory;
  readonly now: () => Date;
  readonly permits: Permits;
  /** On the clock of `monotonicMs()`. */
  readonly deadline: number;
  started(asking: Asking): void;
  /** Called once, when the fact has answered or was cut off. */
  ended(asking: Asking, ended: Ended): void;
  lend(place: number, handle: Handle): void;
  /** Closes what a question left, if nobody has taken it. */
  release(place: number): void;
  /** Whether anybody may still take what a question leaves. */
  wanted(place: number): boolean;
  /** Where the need of this name stands, of the question at a place. */
  needOf(place: number, name: string): number | undefined;
  evidenceOf(place: number): string | undefined;
  /** What a question that is asked once more, for what it leaves, was answered before. */
  previous(place: number): unknown;
  /** What a question left or, where somebody took it before, what it leaves when it is gathered once more. */
  surrender(place: number): Handle | undefined;
  reopen(place: number): Promise<Handle | undefined>;
  ask(request: Request): Promise<unknown>;
}

/** How much longer than its patience a fact gets before it is cut off, in milliseconds. */
const graceMs = 1_000;

/** How long a fact that modifies may go on after it was told to stop, to put back what it changed. */
const cleanUpMs = 3_000;

let cleaning = 0;

/** Whether a fact that was told to stop is putting back what it changed: at most for three seconds. */
export const isCleaningUp = (): boolean => cleaning > 0;

type Context = GatherContext<JsonObject, Requests, Handle>;

/**
 * One fact being gathered, and the context that it sees. Raced against its deadline and the run's signal. Members that
 * few facts use are made when they are asked for: a watched target is asked a dozen questions a second for years.
 */
export class Asking implements Context {
  readonly question: Question;
  readonly fact: Fact<JsonObject, unknown>;
  readonly input: JsonObject;
  readonly facts: { readonly [name: string]: unknown };
  readonly patienceMs: number;
  /** When it began, and when it is cut off, on the clock of `monotonicMs()`. */
  readonly begun: number;
  deadline: number;
  readonly #world: World;
  #taken: Handle[] | undefined;
  #controller: AbortController | undefined;
  #over = false;
  #cleaning = false;
  #lends = false;

  constructor(question: Question, fact: Fact<JsonObject, unknown>, input: JsonObject, facts: { readonly [name: string]: unknown }, world: World, begun: number) {
    const remaining = Math.max(0, world.deadline - begun);
    this.question = question;
    this.fact = fact;
    this.input = input;
    this.facts = facts;
    // A third of what is left: a peer that never answers must leave time for the controls that explain it.
    this.patienceMs = Math.max(20, Math.min(fact.patienceMs, remaining / 3));
    this.begun = begun;
    this.deadline = begun + Math.min(this.patienceMs + graceMs, remaining + 50);
    this.#world = world;
  }

  /** Has the fact gathered. */
  begin(): void {
    this.#world.started(this);
    try {
      const gathered = this.fact.gather(this as never);
      if (gathered instanceof Promise) gathered.then((value: unknown) => this.#end({ value }), (error: unknown) => this.#end({ error }));
      else this.#end({ value: gathered });
    } catch (error) {
      this.#end({ error });
    }
  }

  /** Tells the fact to stop and ends the wait for it: of one that modifies when it has put things back, or is late with that too. */
  cut(reason: 'deadline' | 'aborted'): void {
    if (this.fact.access === 'modify' && !this.#cleaning && !this.#over) {
      this.#cleaning = true;
      cleaning++;
      this.deadline = monotonicMs() + cleanUpMs;
    } else this.#end({ cut: reason });
    this.#controller?.abort();
  }

  #end(ended: Ended): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#cleaning) cleaning--;
    const answered = 'value' in ended;
    // Whoever took a handle owns it; what it did not pass on by lending is closed with it.
    if (this.#taken !== undefined && (!this.#lends || !answered)) for (const handle of this.#taken) handle[Symbol.dispose]();
    if (!answered) this.#world.release(this.question.place);
    this.#world.ended(this, ended);
  }

  get previous(): unknown {
    return this.#world.previous(this.question.place);
  }

  get secrets(): SecretReader {
    return this.#world.secrets;
  }

  get memory(): Memory {
    return this.#world.memory;
  }

  get now(): () => Date {
    return this.#world.now;
  }

  get permits(): Permits {
    return this.#world.permits;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#over || this.#cleaning) this.#controller.abort();
    return this.#controller.signal;
  }

  get blocked(): Context['blocked'] {
    return (by) => {
      const need = this.#world.needOf(this.question.place, by);
      return new Blocked((need === undefined ? undefined : this.#world.evidenceOf(need)) ?? by);
    };
  }

  get lend(): Context['lend'] {
    return (handle) => {
      this.#lends = true;
      if (this.#over || !this.#world.wanted(this.question.place)) handle[Symbol.dispose]();
      else this.#world.lend(this.question.place, handle);
    };
  }

  get open(): Context['open'] {
    return async (name) => {
      const need = this.#world.needOf(this.question.place, name);
      if (need === undefined) return undefined;
      const left = this.#own(this.#world.surrender(need));
      return (left ?? this.#own(await this.#world.reopen(need))) as never;
    };
  }

  get ask(): Context['ask'] {
    return (request) => this.#world.ask(request) as never;
  }

  #own(handle: Handle | undefined): Handle | undefined {
    if (handle === undefined) return undefined;
    if (this.#over) handle[Symbol.dispose]();
    else (this.#taken ??= []).push(handle);
    return handle;
  }
}
