import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';

/**
 * What a TCP server does with each connection.
 *
 * - `accept-then-close`: FIN as soon as the connection stands.
 * - `reset`: RST as soon as the connection stands.
 * - `never-answer`: reads everything, says nothing, keeps the connection open.
 * - `garbage`: 256 random bytes once the client has spoken, then FIN.
 * - `echo`: returns what it is sent.
 * - `banner`: sends this text at once, as SSH and SMTP servers do, then only reads.
 * - `closeAfterBytes`, `resetAfterBytes`: FIN or RST once this many bytes have arrived.
 */
export type TcpBehaviour =
  | 'accept-then-close'
  | 'reset'
  | 'never-answer'
  | 'garbage'
  | 'echo'
  | { readonly banner: string | Uint8Array }
  | { readonly closeAfterBytes: number }
  | { readonly resetAfterBytes: number };

export interface TcpServerOptions {
  readonly behaviour: TcpBehaviour;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** Starts a TCP server that treats every connection alike. Rejects if it can't listen. */
export function startTcpServer(options: TcpServerOptions): Promise<LabServer> {
  const server = createServer((socket) => behave(socket, options.behaviour));
  return listenOnLoopback(server, options.host);
}

function behave(socket: Socket, behaviour: TcpBehaviour): void {
  if (behaviour === 'accept-then-close') {
    socket.resume();
    socket.end();
  } else if (behaviour === 'reset') {
    socket.resetAndDestroy();
  } else if (behaviour === 'never-answer') {
    socket.resume();
  } else if (behaviour === 'garbage') {
    socket.once('data', () => {
      socket.resume();
      socket.end(randomBytes(256));
    });
  } else if (behaviour === 'echo') {
    socket.pipe(socket);
  } else if ('banner' in behaviour) {
    socket.resume();
    socket.write(behaviour.banner);
  } else if ('closeAfterBytes' in behaviour) {
    afterBytes(socket, behaviour.closeAfterBytes, () => socket.end());
  } else {
    afterBytes(socket, behaviour.resetAfterBytes, () => socket.resetAndDestroy());
  }
}

function afterBytes(socket: Socket, limit: number, act: () => void): void {
  let seen = 0;
  let acted = false;
  socket.on('data', (chunk) => {
    seen += chunk.length;
    if (seen < limit || acted) return;
    acted = true;
    act();
  });
}
