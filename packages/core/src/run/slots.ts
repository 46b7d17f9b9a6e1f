/** Places for work that runs side by side. */
export interface Slots {
  /** Waits for a free place, if there is none, and takes it. `undefined`: it was free. */
  readonly take: () => Promise<void> | undefined;
  readonly release: () => void;
}

/** A counting semaphore, first come, first served. */
export function createSlots(limit: number): Slots {
  let free = Math.max(1, limit);
  const waiting: (() => void)[] = [];
  return {
    take: () => {
      if (free > 0) {
        free--;
        return undefined;
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    release: () => {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
