/**
 * Milliseconds, with fractions, on a clock that no change of the system's time moves. Its zero means nothing: only
 * differences do. Not `performance.now()`: to touch that has Node load all of node:perf_hooks, in every cold start.
 */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
