import { defineFact, type Fact } from '@culprit/core';
import { connect, createServer, type AddressInfo } from 'node:net';
import { codeOf } from '../connection/connect-error.ts';

export type LocalConnection =
  | { readonly outcome: 'connected' }
  /** `listen`: not even a socket to listen on was to be had. */
  | { readonly outcome: 'failed'; readonly at: 'listen' | 'connect'; readonly code: string };

/**
 * Whether this process can make any connection at all: one to itself, over loopback. What fails here as well has nothing
 * to do with the target.
 */
export const localConnection: Fact<Record<never, never>, LocalConnection> = defineFact<Record<never, never>, LocalConnection>({
  id: 'network/local-connection',
  patienceMs: 2_000,
  gather: ({ signal, patienceMs }) => new Promise<LocalConnection>((resolve) => {
    const server = createServer((peer) => void peer.on('error', ignore).destroy());
    let at: 'listen' | 'connect' = 'listen';
    const end = (value: LocalConnection): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      server.close(ignore);
      resolve(value);
    };
    const fail = (code: string): void => end({ outcome: 'failed', at, code });
    const abort = (): void => fail('ABORT_ERR');
    const timer = setTimeout(fail, patienceMs, 'ETIMEDOUT');
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) return abort();
    server.on('error', (error) => fail(codeOf(error)));
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      at = 'connect';
      const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
      socket.on('error', (error) => fail(codeOf(error)));
      socket.once('connect', () => {
        socket.destroy();
        end({ outcome: 'connected' });
      });
    });
  }),
  exhibit: (value) => value,
});

const ignore = (): void => {};
