import { Blocked, createMemory, secret, type Fact, type Handle, type JsonObject, type Request } from '@culprit/core';

export type Gathered = { readonly value: unknown; readonly lent: Handle | undefined };

/** Gathers one fact and what it rests on, outside a run. Whatever is lent to nobody is closed. */
export async function gather(request: Request, options: { readonly patienceMs?: number; readonly signal?: AbortSignal; readonly previous?: unknown } = {}): Promise<Gathered> {
  const { previous, ...rest } = options;
  const { patienceMs = 2_000, signal = new AbortController().signal } = options;
  const fact = request.fact as unknown as Fact<JsonObject, unknown, Handle>;
  const below = new Map<string, Gathered>();
  for (const [name, need] of Object.entries(fact.needs(request.input))) below.set(name, await gather(need, rest));
  const values = Object.fromEntries([...below].map(([name, { value }]) => [name, value]));
  if (Object.values(values).some((value) => value instanceof Blocked)) return { value: new Blocked('below'), lent: undefined };
  let lent: Handle | undefined;
  const taken = new Set<string>();
  const take = (name: string): never => {
    taken.add(name);
    return below.get(name)?.lent as never;
  };
  const value = await fact.gather({
    input: request.input, previous, facts: values, patienceMs, signal,
    secrets: { read: async ({ $secret }) => secret($secret, process.env[$secret.slice(4)] ?? ''), conceal: secret },
    memory: createMemory(), now: () => new Date(), permits: () => true,
    open: async (name) => take(name), ask: async (asked) => (await gather(asked, rest)).value as never,
    blocked: (by) => new Blocked(by),
    lend: (handle) => {
      lent = handle;
    },
  });
  for (const [name, { lent: left }] of below) if (!taken.has(name)) left?.[Symbol.dispose]();
  return { value, lent };
}
