import { isCleaningUp } from '@culprit/core';
import { endNow } from './terminal.ts';

/** The first Ctrl-C aborts, so that what is known is told; the second ends at once. */
const interruptedExitCode = 130;

/** Whoever presses Ctrl-C gets the prompt back within 200 ms, told or not, unless something that was changed is being put back. */
const patienceMs = 170;

export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) endNow(interruptedExitCode);
    process.exitCode = interruptedExitCode;
    controller.abort(new Error('interrupted'));
    setInterval(() => { if (!isCleaningUp()) endNow(interruptedExitCode); }, patienceMs).unref();
  });
  return controller.signal;
}
