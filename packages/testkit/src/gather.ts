import { Blocked, createMemory, secret, type Fact, type Handle, type JsonObject, type Memory, type Permits, type Request, type Secret, type SecretReader } from '@culprit/core';

export interface GatherOptions {
  /** The values of the facts that it needs, by name. Those left out are `undefined`. */
  readonly facts?: { readonly [name: string]: unknown };
  /** The values behind secret references, by their text: `env:NAME`. */
  readonly secrets?: { readonly [reference: string]: string };
  /** What needed facts left to go on with, by name. */
  readonly lent?: { readonly [name: string]: Handle };
  readonly signal?: AbortSignal;
  /** Default: the fact's own. */
  readonly patienceMs?: number;
  readonly memory?: Memory;
  readonly now?: () => Date;
  /** Default: anywhere. */
  readonly permits?: Permits;
  /** Answers what the fact asks beyond what it needs; by default such a question is not answered. */
  readonly ask?: (request: Request) => Promise<unknown>;
}

/** What came of asking one fact by itself. */
export interface Gathered<Value> {
  /** A {@link Blocked} where a needed fact gave no ground to go on. */
  readonly value: Value | Blocked;
  /** What it lent; whoever asked disposes it. */
  readonly lent: readonly Handle[];
  /** Labels of the secrets that it read or asked to conceal. */
  readonly secrets: readonly string[];
}

/** Asks one fact by itself, outside a run: the facts that it needs are given. */
export async function gather<Input extends JsonObject, Value, Lent>(fact: Fact<Input, Value, Lent>, input: Input, options: GatherOptions = {}): Promise<Gathered<Value>> {
  const lent: Handle[] = [];
  const labels: string[] = [];
  const left = new Map(Object.entries(options.lent ?? {}));
  const conceal = (label: string, value: string): Secret => {
    labels.push(label);
    return secret(label, value);
  };
  const secrets: SecretReader = {
    conceal,
    read: async ({ $secret }) => {
      const value = options.secrets?.[$secret];
      if (value === undefined) throw new Error(`the secret ${$secret} is not given: add it to "secrets"`);
      return conceal($secret, value);
    },
  };
  const context: unknown = {
    input, secrets,
    facts: options.facts ?? {},
    memory: options.memory ?? createMemory(),
    signal: options.signal ?? new AbortController().signal,
    patienceMs: options.patienceMs ?? fact.patienceMs,
    now: options.now ?? (() => new Date()),
    permits: options.permits ?? (() => true),
    blocked: (by: string) => new Blocked(by),
    lend: (handle: Handle) => void lent.push(handle),
    open: async (name: string) => {
      const handle = left.get(name);
      left.delete(name);
      return handle;
    },
    ask: async (request: Request) => options.ask?.(request),
  };
  try {
    return { value: await fact.gather(context as Parameters<typeof fact.gather>[0]), lent, secrets: labels };
  } catch (error) {
    for (const handle of lent) handle[Symbol.dispose]();
    throw error;
  } finally {
    for (const handle of left.values()) handle[Symbol.dispose]();
  }
}
