import { defineFact, type Blocked, type Fact, type GatherContext, type Request } from '@culprit/core';
import type { TLSSocket } from 'node:tls';
import { writeRequest } from '../http/request.ts';
import { hostPort } from '../targets/host-name.ts';
import { tlsHandshake, type LentTlsSession, type TlsHandshake, type TlsHandshakeInput } from './tls-handshake.ts';

export type PaddedRequestInput = Pick<TlsHandshakeInput, 'host' | 'port' | 'serverName' | 'startTls' | 'route'> & {
  /** How many bytes of padding the request carries: more than a packet holds, or none. */
  readonly paddingBytes: number;
};

/** `answered`: anything came back, whatever it says. */
export type PaddedRequest = { readonly outcome: 'answered' | 'silent' | 'closed' | 'reset' };

type Needs = { readonly handshake: Request<TlsHandshake, LentTlsSession> };

/**
 * Whether a request of a certain size gets an answer, over a session whose ClientHello was small. It asks for the head of
 * the root, without a credential; only that something comes back counts.
 */
export const paddedRequest: Fact<PaddedRequestInput, PaddedRequest> = defineFact<PaddedRequestInput, PaddedRequest, Needs>({
  id: 'network/padded-request',
  patienceMs: 3_000,
  needs: ({ paddingBytes: _size, ...way }) => ({ handshake: tlsHandshake.of({ ...way, groups: 'classic' }) }),
  gather,
  exhibit: (value) => value,
});

async function gather(context: GatherContext<PaddedRequestInput, Needs, never>): Promise<PaddedRequest | Blocked> {
  const { input: { host, port, paddingBytes }, facts: { handshake }, patienceMs, signal } = context;
  if (handshake.outcome !== 'completed') return context.blocked('handshake');
  const left = await context.open('handshake');
  const request = writeRequest({ url: `https://${hostPort(host, port)}/`, method: 'HEAD', ...(paddingBytes === 0 ? {} : { headers: { 'X-Padding': 'x'.repeat(paddingBytes) } }) });
  if (left === undefined || !('head' in request)) return context.blocked('handshake');
  return exchange(left.socket, request.head, patienceMs, signal);
}

function exchange(session: TLSSocket, head: string, patienceMs: number, signal: AbortSignal): Promise<PaddedRequest> {
  return new Promise((resolve) => {
    const end = (outcome: PaddedRequest['outcome']): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      session.off('data', onData);
      session.destroy();
      resolve({ outcome });
    };
    const onData = (): void => end('answered');
    const onAbort = (): void => end('silent');
    const timer = setTimeout(onAbort, patienceMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();
    session.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'closed'));
    session.once('end', () => end('closed'));
    session.once('close', () => end('closed'));
    session.on('data', onData);
    session.resume();
    session.write(head, 'latin1');
    if (session.destroyed) end('closed');
  });
}
