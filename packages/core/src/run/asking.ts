import { Blocked, type GatherContext, type Handle, type Permits, type Request, type Requests } from '../fact.ts';
import type { JsonObject } from '../json.ts';
import type { Memory } from '../memory.ts';
import type { SecretReader } from '../secret.ts';
import { monotonicMs } from '../monotonic.ts';
import type { RequestNode } from './request-graph.ts';

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
  ended(asking: Asking): void;
  lend(key: string, handle: Handle): void;
  surrender(key: string): Handle | undefined;
  release(key: string): void;
  /** Whether anybody may still take what a question leaves. */
  wanted(key: string): boolean;
  evidenceOf(key: string): string | undefined;
  /** What a question that is asked once more, for what it leaves, was answered before. */
  previous(key: string): unknown;
  reopen(need: Request): Promise<Handle | undefined>;
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
  readonly input: JsonObject;
  readonly facts: { readonly [name: string]: unknown };
  readonly patienceMs: number;
  readonly #node: RequestNode;
  readonly #world: World;
  /** When it is cut off, on the clock of `monotonicMs()`. */
  deadline: number;
  /** Called once, when the fact has answered or was cut off. */
  readonly #ended: (ended: Ended) => void;
  #taken: Handle[] | undefined;
  #controller: AbortController | undefined;
  #over = false;
  #cleaning = false;
  #lends = false;

  static begin(node: RequestNode, facts: { readonly [name: string]: unknown }, world: World, begun: number, ended: (ended: Ended) => void): Asking {
    return new Asking(node, facts, world, begun, ended);
  }

  private constructor(node: RequestNode, facts: { readonly [name: string]: unknown }, world: World, begun: number, ended: (ended: Ended) => void) {
    const remaining = Math.max(0, world.deadline - begun);
    this.#node = node;
    this.#world = world;
    this.input = node.input;
    this.facts = facts;
    // A third of what is left: a peer that never answers must leave time for the controls that explain it.
    this.patienceMs = Math.max(20, Math.min(node.fact.patienceMs, remaining / 3));
    this.#ended = ended;
    this.deadline = begun + Math.min(this.patienceMs + graceMs, remaining + 50);
    world.started(this);
    try {
      node.fact.gather(this as never).then((value) => this.#end({ value }), (error: unknown) => this.#end({ error }));
    } catch (error) {
      this.#end({ error });
    }
  }

  /** Tells the fact to stop and ends the wait for it: of one that modifies when it has put things back, or is late with that too. */
  cut(reason: 'deadline' | 'aborted'): void {
    if (this.#node.fact.access === 'modify' && !this.#cleaning && !this.#over) {
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
    this.#world.ended(this);
    const answered = 'value' in ended;
    // Whoever took a handle owns it; what it did not pass on by lending is closed with it.
    if (!this.#lends || !answered) for (const handle of this.#taken ?? []) handle[Symbol.dispose]();
    if (!answered) this.#world.release(this.#node.key);
    this.#ended(ended);
  }

  get previous(): unknown {
    return this.#world.previous(this.#node.key);
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
    return (by) => new Blocked(this.#world.evidenceOf(this.#node.needs[by]?.key ?? '') ?? by);
  }

  get lend(): Context['lend'] {
    return (handle) => {
      this.#lends = true;
      if (this.#over || !this.#world.wanted(this.#node.key)) handle[Symbol.dispose]();
      else this.#world.lend(this.#node.key, handle);
    };
  }

  get open(): Context['open'] {
    return async (name) => {
      const need = this.#node.needs[name];
      if (need === undefined) return undefined;
      const left = this.#own(this.#world.surrender(need.key));
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
