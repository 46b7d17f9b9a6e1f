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
  return forward === undefined ? new Lent(socket) : new LentToProxy(socket, forward);
}

/** A class, because V8 leaves its compiled code for every literal with a computed key. */
class Lent implements LentSocket {
  readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

class LentToProxy extends Lent {
  readonly forward: ForwardProxy;

  constructor(socket: Socket, forward: ForwardProxy) {
    super(socket);
    this.forward = forward;
  }
}

const ignore = (): void => {};
