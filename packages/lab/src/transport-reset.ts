import type { Socket } from 'node:net';
import type { Server, TLSSocket } from 'node:tls';

const transports = new WeakMap<Socket, Socket>();

/** Remembers the TCP connection below each TLS connection of `server`: only TCP can send an RST. */
export function rememberTransports(server: Server): void {
  const byPort = new Map<number, Socket>();
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort;
    if (port === undefined) return;
    byPort.set(port, socket);
    socket.once('close', () => byPort.delete(port));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const transport = byPort.get(socket.remotePort ?? -1);
    if (transport !== undefined) transports.set(socket, transport);
  });
}

/** Sends an RST on a plain or TLS connection of the lab and destroys it. */
export function resetConnection(socket: Socket): void {
  (transports.get(socket) ?? socket).resetAndDestroy();
}
