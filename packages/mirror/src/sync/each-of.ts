/** Does something with each, several at a time; the first failure cuts off the rest. */
export async function eachOf<T>(items: readonly T[], concurrency: number, signal: AbortSignal, act: (item: T, signal: AbortSignal) => Promise<void>): Promise<void> {
  const queue = items.values();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (either.aborted) return;
      try {
        await act(item, either);
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
