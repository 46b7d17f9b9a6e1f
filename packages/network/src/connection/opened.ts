import type { Socket } from 'node:net';
import { monotonicMs } from '@culprit/core';
import { codeOf } from './connect-error.ts';
import { whenLate } from './when-late.ts';

/** A socket once it stands; the code of what went wrong where it does not, and it is destroyed. @param deadline on the clock of `monotonicMs()` */
export function opened<Kind extends Socket>(socket: Kind, event: 'connect' | 'secureConnect', deadline: number, signal: AbortSignal): Promise<Kind | { readonly code: string }> {
  return new Promise((resolve) => {
    const end = (result: Kind | { readonly code: string }): void => {
      calledOff();
      signal.removeEventListener('abort', abort);
      socket.off('close', closed);
      if (result !== socket) socket.destroy();
      resolve(result);
    };
    const calledOff = whenLate(Math.max(1, deadline - monotonicMs()), () => end({ code: 'ETIMEDOUT' }));
    const abort = (): void => end({ code: 'ABORT_ERR' });
    const closed = (): void => end({ code: 'ECONNRESET' });
    // Stays: an error that nobody hears would end the process.
    socket.on('error', (error) => end({ code: codeOf(error) }));
    socket.once('close', closed);
    socket.once(event, () => end(socket));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
