/** Where time comes from. Tests bring one that they turn by hand. */
export interface Clock {
  /** What the wall clock shows, in milliseconds since 1970 (UTC). It may jump. */
  now(): number;
  /** Milliseconds since some moment; never jumps and never runs back. */
  steady(): number;
  /** Calls `then` once, after so many milliseconds of steady time. Returns what calls it off. */
  after(ms: number, then: () => void): () => void;
}

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, then) {
    // Node takes no longer timeout than this; whoever waits longer looks again then.
    const timer = setTimeout(then, Math.min(Math.max(0, ms), 2_147_483_647));
    return () => clearTimeout(timer);
  },
};
