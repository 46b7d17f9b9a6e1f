import { defineFact, type Blocked, type Fact, type GatherContext } from '@culprit/core';
import type { Socket } from 'node:net';
import { writeRequest } from '../http/request.ts';
import { hostPort } from '../targets/host-name.ts';
import { looksLikeTls } from './tls-capture/records.ts';
import { excerptOf, spokenProtocol, type SpokenProtocol } from './tls-capture/spoken-protocol.ts';
import { leadsToTls, tlsHandshakeNeeds, type TlsHandshakeInput, type TlsHandshakeNeeds } from './tls-handshake.ts';

/** With `startTls`: what it says in clear once both sides have agreed on TLS. */
export type PlainAnswerInput = Pick<TlsHandshakeInput, 'host' | 'port' | 'startTls' | 'route'>;

export type PlainAnswer =
  /** `first`: the peer spoke before it was asked anything, as SSH and SMTP servers do. */
  | { readonly outcome: 'answered'; readonly protocol: SpokenProtocol | 'tls'; readonly excerpt: string; readonly first: boolean }
  | { readonly outcome: 'silent' | 'closed' | 'reset' };

/** How long a server that speaks first may take, in milliseconds. */
const greetingMs = 500;
const enoughBytes = 512;

/** What a port says without TLS: by itself, then to a plain HTTP request. */
export const plainAnswer: Fact<PlainAnswerInput, PlainAnswer, never> = defineFact<PlainAnswerInput, PlainAnswer, TlsHandshakeNeeds, never>({
  id: 'network/plain-answer',
  patienceMs: 3_000,
  needs: tlsHandshakeNeeds,
  gather,
  exhibit: (value) => value,
});

async function gather(context: GatherContext<PlainAnswerInput, TlsHandshakeNeeds, never>): Promise<PlainAnswer | Blocked> {
  const { input: { host, port }, facts: { tunnel }, patienceMs } = context;
  if (!leadsToTls(tunnel)) return context.blocked('tunnel');
  const left = await context.open('tunnel');
  return left === undefined ? context.blocked('tunnel') : listen(left.socket, `http://${hostPort(host, port)}/`, patienceMs);
}

function listen(socket: Socket, url: string, patienceMs: number): Promise<PlainAnswer> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    let asked = false;
    const end = (otherwise: 'silent' | 'closed' | 'reset'): void => {
      clearTimeout(greeting);
      clearTimeout(timer);
      socket.off('data', onData);
      socket.destroy();
      if (received.length === 0) resolve({ outcome: otherwise });
      else resolve({ outcome: 'answered', protocol: isTlsRecord(received) ? 'tls' : spokenProtocol(received), excerpt: excerptOf(received), first: !asked });
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= enoughBytes || received.includes(0x0a) || isTlsRecord(received)) end('closed');
    };
    const greeting = setTimeout(() => {
      if (received.length > 0) return end('silent');
      const request = writeRequest({ url });
      asked = true;
      if ('head' in request) socket.write(request.head, 'latin1');
      else end('silent');
    }, Math.min(greetingMs, patienceMs / 3));
    const timer = setTimeout(end, patienceMs, 'silent' as const);
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'closed'));
    socket.once('end', () => end('closed'));
    socket.once('close', () => end('closed'));
    socket.on('data', onData);
    // It was left paused, and stays so in spite of a listener.
    socket.resume();
    if (socket.destroyed) end(socket.errored === null ? 'closed' : 'reset');
  });
}

const isTlsRecord = (bytes: Buffer): boolean => bytes.length >= 3 && looksLikeTls(bytes);
