import type { Clock } from '../src/index.ts';

/** A clock that a test turns. */
export interface ManualClock extends Clock {
  /** Lets time pass, step by step, and what is due happen. */
  pass(ms: number): Promise<void>;
  /** Puts the wall clock forward or back; no time passes. */
  jump(ms: number): void;
  /** Time passes and nobody gets a turn. */
  stall(ms: number): void;
}

/** All that can go on without time passing goes on. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function manualClock(start: number = Date.UTC(2026, 10, 22, 7)): ManualClock {
  let steady = 0;
  let offset = start;
  const timers = new Map<number, { readonly at: number; readonly then: () => void }>();
  let nextId = 0;
  return {
    now: () => offset + steady,
    steady: () => steady,
    after(ms, then) {
      const id = (nextId += 1);
      timers.set(id, { at: steady + Math.max(0, ms), then });
      return () => timers.delete(id);
    },
    async pass(ms) {
      const end = steady + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (due === undefined) break;
        const [id, { at, then }] = due;
        timers.delete(id);
        steady = Math.max(steady, at);
        then();
        await settle();
      }
      steady = end;
    },
    jump(ms) {
      offset += ms;
    },
    stall(ms) {
      steady += ms;
    },
  };
}
