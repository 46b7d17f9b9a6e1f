import type { AddressInfo, Server, Socket } from 'node:net';

/** The addresses a lab server may listen on: nothing of the lab is reachable from another machine. */
export type LoopbackHost = '127.0.0.1' | '::1';

/** An address and a port on loopback. */
export interface LoopbackAddress {
  readonly host: LoopbackHost;
  readonly port: number;
}

/**
 * A server that runs until it is disposed (`await using server = await start…()`).
 * Disposing closes the listener and every connection at once, and may be repeated.
 */
export interface LabServer extends LoopbackAddress, AsyncDisposable {
  /** TCP connections accepted since the start. */
  readonly connections: number;
}

/** How long a listener may take to bind; far above what loopback ever needs. */
const LISTEN_DEADLINE_MS = 5_000;

/**
 * Listens on `host` and `port` (0: the kernel chooses one) and follows each connection, so that
 * disposing leaves nothing open. Rejects with the listener's error (`EADDRINUSE`, `EADDRNOTAVAIL`
 * where IPv6 is switched off) or after 5 seconds.
 */
export async function listenOnLoopback(
  server: Server,
  host: LoopbackHost = '127.0.0.1',
  port = 0,
): Promise<LabServer> {
  await bound(server, host, port);
  const open = new Set<Socket>();
  let connections = 0;
  // No connection can be accepted before this turn ends. On a TLS server, too, 'connection' comes
  // with the raw socket, before any handshake.
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    // A client that hangs up on a broken server is what the lab is for, not a fault of the lab.
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  server.on('error', () => {});
  const address = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    host,
    port: address.port,
    get connections(): number {
      return connections;
    },
    [Symbol.asyncDispose](): Promise<void> {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      });
      return closing;
    },
  };
}

function bound(server: Server, host: LoopbackHost, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      clearTimeout(timer);
      server.off('error', settle);
      if (error === undefined) resolve();
      else reject(error);
    };
    const timer = setTimeout(() => {
      server.close();
      settle(new Error(`no listener on ${host} port ${port} within ${LISTEN_DEADLINE_MS} ms`));
    }, LISTEN_DEADLINE_MS);
    server.once('error', settle);
    server.listen({ host, port, exclusive: true }, () => settle());
  });
}
