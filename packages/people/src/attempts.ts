/** After how many failures in a row waiting begins, and how long it lasts at most. */
const free = 5;
const longestMs = 900_000;
const maxNames = 10_000;

/** Failed tries by name: whoever guesses waits twice as long after each further one, wherever the guesses come from. */
export interface Attempts {
  /** How long to wait before the next try, in milliseconds; 0: now. */
  waitMs(name: string): number;
  failed(name: string): void;
  succeeded(name: string): void;
}

/** Kept in memory and bounded: names that were tried longest ago are forgotten first. Waiting goes by a steady clock: one that is put forward lets nobody guess on, one that is put back locks nobody out. */
export function createAttempts(steady: () => number): Attempts {
  const tried = new Map<string, { readonly count: number; readonly until: number }>();
  return {
    waitMs: (name) => Math.max(0, (tried.get(name)?.until ?? 0) - steady()),
    failed(name) {
      const count = (tried.get(name)?.count ?? 0) + 1;
      tried.delete(name);
      tried.set(name, { count, until: count < free ? 0 : steady() + Math.min(longestMs, 1_000 * 2 ** (count - free)) });
      const [oldest] = tried.keys();
      if (tried.size > maxNames && oldest !== undefined) tried.delete(oldest);
    },
    succeeded: (name) => void tried.delete(name),
  };
}
