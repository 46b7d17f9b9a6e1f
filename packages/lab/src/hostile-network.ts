import { createServer } from 'node:net';
import { selfSigned } from './certificate-authority.ts';
import { httpHandler } from './http-handler.ts';
import { type LabServer, type LoopbackAddress, listenOnLoopback } from './loopback-server.ts';
import { drip, flood } from './rude-server.ts';
import { startTcpServer } from './tcp-server.ts';
import { startTlsServer } from './tls-server.ts';
import { refusedPort } from './unreachable-port.ts';

/** Somebody on loopback whom no program should trust to behave. */
export interface HostilePeer extends LoopbackAddress {
  readonly name: string;
  /** Whether a connection can stand there; where none can, nothing is healthy. */
  readonly connects: boolean;
}

export interface HostileNetwork extends AsyncDisposable {
  readonly peers: readonly HostilePeer[];
}

/**
 * Starts one peer of each sort of misbehaviour: `refusing`, `silent`, `closing`, `resetting`, `babbling` (random bytes),
 * `flooding` (256 MiB as fast as they are taken, unasked), `dripping` (a byte every 100 ms) and `impersonating` (HTTPS with
 * a certificate of its own making, for another name).
 */
export async function startHostileNetwork(): Promise<HostileNetwork> {
  const impostor = await selfSigned({ names: ['bank.example'] });
  const refusing = await refusedPort();
  const servers: { readonly [name: string]: LabServer } = {
    silent: await startTcpServer({ behaviour: 'never-answer' }),
    closing: await startTcpServer({ behaviour: 'accept-then-close' }),
    resetting: await startTcpServer({ behaviour: 'reset' }),
    babbling: await startTcpServer({ behaviour: 'garbage' }),
    flooding: await listenOnLoopback(createServer((socket) => flood(socket.resume(), Buffer.alloc(65_536, 'x')))),
    dripping: await listenOnLoopback(createServer((socket) => drip(socket.resume(), '220 '.padEnd(4_096, 'x')))),
    impersonating: await startTlsServer({ chain: impostor.chain, key: impostor.key, http: httpHandler({ fallback: { body: 'ok' } }) }),
  };
  return {
    peers: [
      { name: 'refusing', host: refusing.host, port: refusing.port, connects: false },
      ...Object.entries(servers).map(([name, { host, port }]) => ({ name, host, port, connects: true })),
    ],
    async [Symbol.asyncDispose]() {
      await Promise.all([refusing, ...Object.values(servers)].map((server) => server[Symbol.asyncDispose]()));
    },
  };
}
