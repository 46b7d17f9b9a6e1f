import type { Socket } from 'node:net';
import type { Handle } from '@culprit/core';

/** An open connection that one fact leaves to the next: paused, nothing read from it, nothing sent to the target on it. */
export interface LentSocket extends Handle {
  readonly socket: Socket;
  /** A proxy takes whole requests on it, in absolute form (RFC 9112 §3.2.2). */
  readonly forward?: ForwardProxy;
}

/** `authorization`: the field value for Proxy-Authorization. It is a secret. */
export type ForwardProxy = { readonly authorization?: string };

/** Makes a socket lendable. Whoever disposes it closes it; until then its errors are kept from ending the process. */
export function lendSocket(socket: Socket, forward?: ForwardProxy): LentSocket {
  socket.on('error', ignore);
  return { socket, ...(forward === undefined ? {} : { forward }), [Symbol.dispose]: () => void socket.destroy() };
}

const ignore = (): void => {};
