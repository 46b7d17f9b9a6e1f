import { canonical, type Json, type JsonObject } from './json.ts';
import type { Memory } from './memory.ts';
import type { SecretReader } from './secret.ts';
import type { Table } from './table.ts';

/** A question put to the world: one fact, asked with one input. Equal questions are asked once a run. */
export interface Request<Value = unknown, Handle = unknown> {
  readonly fact: AnyFact;
  readonly input: JsonObject;
  readonly key: string;
  readonly required: boolean;
  readonly '~value'?: Value;
  readonly '~handle'?: Handle;
}

export type Requests = { readonly [name: string]: Request };
/** A request that is only made of some inputs has no value for the others. */
export type ValuesOf<R extends Requests> = { readonly [N in keyof R]: R[N] extends Request<infer Value> | undefined ? Value : never };

/** Says that a fact could not be asked because of one that it rests on. */
export class Blocked {
  readonly by: string;
  constructor(by: string) {
    this.by = by;
  }
}

/** Something live that one fact leaves for another to go on with: a socket, a TLS session. */
export interface Handle {
  [Symbol.dispose](): void;
}

/** Where a connection or a datagram is about to go. */
export interface Destination {
  /** The name or the address that was asked for, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** The very address that it goes to. Absent where a proxy connects and looks the name up. */
  readonly address?: string;
}

/** Whether a run may go there. Pure: it is asked about each address, right before a connection to it is opened. */
export type Permits = (destination: Destination) => boolean;

export interface GatherContext<Input extends JsonObject, Needs extends Requests, Lent, Value = unknown> {
  readonly input: Input;
  /**
   * What the fact saw in this run, where it is gathered once more for what it leaves: a connection goes to the same
   * address again. The value that is returned then is not looked at.
   */
  readonly previous?: Value | undefined;
  readonly facts: ValuesOf<Needs>;
  readonly secrets: SecretReader;
  readonly memory: Memory;
  /** Aborts when the run does and at the fact's deadline. A fact that `modify`s then has three seconds to put back what it changed. */
  readonly signal: AbortSignal;
  /** How long the fact may wait for its peer, in milliseconds. It then returns what it saw; a little later it is cut off. */
  readonly patienceMs: number;
  readonly now: () => Date;
  /**
   * Whoever runs examinations for others says here where they may go. A fact that opens a connection, or sends a datagram,
   * asks first, and tells a refusal as a value. What the machine itself is set to use, its name servers, needs no asking.
   */
  readonly permits: Permits;
  /** Return this where a needed fact was observed but is no ground to go on: no connection, no handshake. */
  readonly blocked: (by: keyof Needs & string) => Blocked;
  /** Leaves something live to the first fact that takes it. The runner disposes it when nobody can take it any more. */
  readonly lend: (handle: Lent) => void;
  /**
   * Takes what a needed fact left or, when somebody took it before, has that fact open it once more. `undefined`: it
   * can't be opened again. The runner disposes it when the taker is done, unless the taker lends something in its turn:
   * disposing that must then end what was taken too.
   */
  readonly open: <N extends keyof Needs & string>(name: N) => Promise<(NonNullable<Needs[N]> extends Request<unknown, infer H> ? H : never) | undefined>;
  /**
   * Asks what only an answer brought up: where a redirect leads. It is evidence of its own, asked once a run like any
   * other. `undefined`: it could not be observed. Ask no question that rests on the asking one: it would never be answered.
   */
  readonly ask: <Asked>(request: Request<Asked>) => Promise<Asked | undefined>;
}

/** What gathering comes to: at once where a fact waits for nothing, which is cheaper than a promise of it. */
export type Gathered<Value> = Value | Blocked | Promise<Value | Blocked>;

/** Whether gathering leaves the world as it was. Facts that `modify` run only where the config allows it. */
export type Access = 'observe' | 'modify';

export interface Fact<Input extends JsonObject, Value, Lent = unknown> {
  /** `plugin/noun`, for example `network/tls-handshake`. */
  readonly id: string;
  readonly access: Access;
  readonly patienceMs: number;
  needs(input: Input): Requests;
  gather(context: GatherContext<Input, Requests, Lent, Value>): Gathered<Value>;
  /** The part of the value that may appear in a report, bounded in size. Nothing else does. */
  exhibit(value: Value): Json;
  /** The value as rows for a reader, where that says more than {@link exhibit}; bounded by the runner. */
  table(value: Value): Table | undefined;
  /** The third parties that asking would contact, as `host` or `host:port`. They are named in the report and left alone offline. */
  thirdParties(input: Input): readonly string[];
  of(input: Input): Request<Value, Lent>;
}

export type AnyFact = Fact<never, unknown>;

export interface FactOptions<Input extends JsonObject, Value, Needs extends Requests, Lent> {
  readonly id: string;
  readonly access?: Access;
  readonly patienceMs?: number;
  readonly needs?: (input: Input) => Needs;
  readonly gather: (context: GatherContext<Input, Needs, Lent, Value>) => Gathered<Value>;
  readonly exhibit: (value: Value) => Json;
  readonly table?: (value: Value) => Table | undefined;
  readonly thirdParties?: (input: Input) => readonly string[];
}

const nothing = {} as never;
const nobody: readonly string[] = [];

export function defineFact<Input extends JsonObject, Value, Needs extends Requests = Record<never, never>, Lent = never>(
  options: FactOptions<Input, Value, Needs, Lent>,
): Fact<Input, Value, Lent> {
  const { id, access = 'observe', patienceMs = 5_000, needs = () => nothing, gather, exhibit, table = () => undefined, thirdParties = () => nobody } = options;
  const fact: Fact<Input, Value, Lent> = {
    id, access, patienceMs, needs, exhibit, table, thirdParties,
    gather: (context) => gather(context as unknown as GatherContext<Input, Needs, Lent, Value>),
    of: (input) => requestOf(fact, input),
  };
  return fact;
}

/** A fact asked with one input. */
export const requestOf = <Input extends JsonObject, Value, Lent>(fact: Fact<Input, Value, Lent>, input: Input): Request<Value, Lent> =>
  ({ fact: fact as unknown as AnyFact, input, key: `${fact.id}${canonical(input)}`, required: true });

/** Lets a check or a fact go on without this one; its value is then `undefined`. */
export function optional<Value, Lent>(request: Request<Value, Lent>): Request<Value | undefined, Lent> {
  return { ...request, required: false } as Request<Value | undefined, Lent>;
}
