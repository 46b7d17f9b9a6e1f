import { connect, createServer } from 'node:net';
import { type LabServer, listenOnLoopback, type LoopbackAddress, type LoopbackHost } from './loopback-server.ts';

export interface ForwarderOptions {
  /** The server that gets every connection, byte for byte. */
  readonly forwardTo: LoopbackAddress;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
  /** Default: the kernel chooses one. The port of `forwardTo`, at the other address, makes two addresses of one service. */
  readonly port?: number;
}

/** A transparent proxy: whoever comes to it is with another server, without knowing. Rejects if it can't listen. */
export function startForwarder({ forwardTo, host, port }: ForwarderOptions): Promise<LabServer> {
  const server = createServer((client) => {
    const upstream = connect({ host: forwardTo.host, port: forwardTo.port });
    upstream.on('error', () => client.resetAndDestroy());
    client.once('close', () => upstream.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
  });
  return listenOnLoopback(server, host, port);
}
