/**
 * Gives up after `ms`, but not before what came meanwhile is read: where this program stood still, the timer and the answer
 * are due at once, and Node looks at timers first (https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick).
 * Returns what calls it off.
 */
export function whenLate(ms: number, giveUp: () => void): () => void {
  let lastLook: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => { lastLook = setImmediate(giveUp); }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}
