const longestMs = 900_000;
const maxKeys = 10_000;

/** Failed tries by a key: whoever guesses waits twice as long after each further one. */
export interface Attempts {
  /** How long to wait before the next try, in milliseconds; 0: now. */
  waitMs(key: string): number;
  failed(key: string): void;
  succeeded(key: string): void;
}

/** Kept in memory and bounded: keys that were tried longest ago are forgotten first. Waiting begins after `free` failures in a row, and goes by a steady clock: one that is put forward lets nobody guess on, one that is put back locks nobody out. */
export function createAttempts(steady: () => number, free: number): Attempts {
  const tried = new Map<string, { readonly count: number; readonly until: number }>();
  return {
    waitMs: (key) => Math.max(0, (tried.get(key)?.until ?? 0) - steady()),
    failed(key) {
      const count = (tried.get(key)?.count ?? 0) + 1;
      tried.delete(key);
      tried.set(key, { count, until: count < free ? 0 : steady() + Math.min(longestMs, 1_000 * 2 ** (count - free)) });
      const [oldest] = tried.keys();
      if (tried.size > maxKeys && oldest !== undefined) tried.delete(oldest);
    },
    succeeded: (key) => void tried.delete(key),
  };
}
