import type { Socket } from 'node:net';
import type { Handle } from '@culprit/core';

/** An open connection that one fact leaves to the next: paused, nothing read from it, nothing sent to the target on it. */
export interface LentSocket extends Handle {
  readonly socket: Socket;
}

/** Makes a socket lendable. Whoever disposes it closes it; until then its errors are kept from ending the process. */
export function lendSocket(socket: Socket): LentSocket {
  socket.on('error', ignore);
  return { socket, [Symbol.dispose]: () => void socket.destroy() };
}

const ignore = (): void => {};
