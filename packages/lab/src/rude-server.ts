import { createServer, type Socket } from 'node:net';
import { listenOnLoopback, type LabServer } from './loopback-server.ts';

/** A TCP server that does what no well-behaved program does, once the client has said something. */
export function rudeServer(behave: (socket: Socket, first: Buffer) => void): Promise<LabServer> {
  return listenOnLoopback(createServer((socket) => {
    socket.once('data', (chunk: Buffer) => behave(socket, chunk));
    socket.resume();
  }));
}

/** Sends the same bytes for as long as the client takes them, at most 256 MiB. */
export function flood(socket: Socket, bytes: Buffer): void {
  let left = 256 * 1024 * 1024;
  const pour = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= bytes.length;
      if (!socket.write(bytes)) {
        socket.once('drain', pour);
        return;
      }
    }
    if (left <= 0) socket.end();
  };
  pour();
}

/** Sends a byte every 100 ms. */
export function drip(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || sent >= text.length) clearInterval(timer);
    else socket.write(text.slice(sent, ++sent), 'latin1');
  }, 100);
  socket.once('close', () => clearInterval(timer));
}
