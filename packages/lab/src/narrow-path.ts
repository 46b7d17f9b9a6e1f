import { connect, createServer, type Socket } from 'node:net';
import { type LabServer, listenOnLoopback, type LoopbackAddress, type LoopbackHost } from './loopback-server.ts';

export interface NarrowPathOptions {
  /** The good server behind the path. */
  readonly forwardTo: LoopbackAddress;
  /** How many bytes fit through at once; what is sent in one piece and has more is lost, and so is all that follows it. */
  readonly mtu: number;
  /** The direction that loses packets. `to-client`: from the server. */
  readonly losing: 'to-server' | 'to-client';
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/**
 * A path with a smaller MTU than its ends believe, where nobody tells them (RFC 2923, 2.1): the connection stays, small
 * pieces pass, and after the first large one its direction is silent. On loopback a piece arrives as it was written.
 */
export function startNarrowPath({ forwardTo, mtu, losing, host }: NarrowPathOptions): Promise<LabServer> {
  const server = createServer((client) => {
    const upstream = connect({ host: forwardTo.host, port: forwardTo.port });
    upstream.on('error', () => client.destroy());
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    pass(client, upstream, losing === 'to-server' ? mtu : Infinity);
    pass(upstream, client, losing === 'to-client' ? mtu : Infinity);
  });
  return listenOnLoopback(server, host);
}

function pass(from: Socket, to: Socket, mtu: number): void {
  let lost = false;
  from.on('data', (piece: Buffer) => {
    lost ||= piece.length > mtu;
    if (!lost) to.write(piece);
  });
}
