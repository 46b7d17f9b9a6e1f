import { monotonicMs } from '@culprit/core';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { codeOf } from '../connection/connect-error.ts';
import type { ExchangeOptions, Heard } from './exchange.ts';
import type { Question } from './message.ts';
import { openTls } from './open-tls.ts';

const mediaType = 'application/dns-message';
/** The most that a DNS message can have (RFC 8484 §6). */
const maxBytes = 65_535;

type Reply = { readonly status: number; readonly contentType: string; readonly body: Readable };
type Answered = (reply: Reply) => void;
type Failed = (error: unknown) => void;

/**
 * One question over HTTPS by POST (RFC 8484 §4.1), over HTTP/2 where the resolver speaks it: some speak nothing else.
 * The certificate is always verified, and no redirect is followed.
 */
export async function overHttps(question: Question, target: string, options: ExchangeOptions): Promise<Heard> {
  const url = new URL(target);
  const begunAt = monotonicMs();
  const socket = await openTls({ ...options, host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || '443'), alpn: ['h2', 'http/1.1'] });
  if ('outcome' in socket) return socket;
  const send = socket.alpnProtocol === 'h2' ? (await import('./post-http2.ts')).postByHttp2 : await import('./post-http1.ts').then(({ postByHttp1 }) => postByHttp1);
  return exchange(question, url, socket, send, { ...options, patienceMs: options.patienceMs - (monotonicMs() - begunAt) });
}

/** Sends a body, and tells what came of it. */
export type Post = (socket: TLSSocket, url: URL, headers: IncomingHttpHeaders, body: Buffer, answered: Answered, failed: Failed) => void;

function exchange({ bytes, read }: Question, url: URL, socket: TLSSocket, post: Post, { patienceMs, signal }: ExchangeOptions): Promise<Heard> {
  return new Promise((resolve) => {
    const end = (heard: Heard): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(heard);
    };
    const timer = setTimeout(() => end({ outcome: 'timed-out', code: 'ETIMEDOUT' }), Math.max(1, patienceMs));
    const abort = (): void => end({ outcome: 'timed-out', code: 'ABORT_ERR' });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    const failed = (error: unknown): void => end({ outcome: 'unreachable', code: codeOf(error) });
    socket.once('close', () => end({ outcome: 'unreachable', code: 'CLOSED' }));
    post(socket, url, { 'content-type': mediaType, accept: mediaType, 'content-length': String(bytes.length) }, bytes, ({ status, contentType, body }) => {
      body.on('error', failed);
      if (status !== 200) return end({ outcome: 'unreachable', code: `HTTP_${status}` });
      if (contentType.split(';', 1)[0]?.trim().toLowerCase() !== mediaType) return end({ outcome: 'malformed', code: 'NOT_DNS_MESSAGE' });
      const chunks: Buffer[] = [];
      let received = 0;
      body.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        received += chunk.length;
        if (received > maxBytes) end({ outcome: 'malformed', code: 'TOO_LARGE' });
      });
      body.once('end', () => {
        const reading = read(Buffer.concat(chunks));
        end(typeof reading === 'string' ? { outcome: 'malformed', code: reading === 'malformed' ? 'MALFORMED' : 'MISMATCHED' } : { message: reading });
      });
    }, failed);
  });
}
