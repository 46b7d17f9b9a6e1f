import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Agents } from './connections.ts';

/** Fields by lower-case names. */
export type Fields = { readonly [name: string]: string };

/** What came of one request. */
export type Exchange =
  /** `refused`: `accept` did not want its body; up to 16 KiB of it are here. */
  | { readonly outcome: 'accepted' | 'refused'; readonly status: number; readonly headers: Fields; readonly body: string }
  /** No answer, or its body broke off. */
  | { readonly outcome: 'failed'; readonly code: string };

export interface ExchangeOptions {
  readonly agents: Agents;
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Fields;
  /** How long nothing may come. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
  /** Whether the body is wanted. */
  readonly accept: (status: number, headers: Fields) => boolean;
  /** Takes bytes; where it returns a promise, no more come until it resolves. `enough`: there should not be more. */
  readonly take: (bytes: Buffer) => Promise<void> | 'enough' | undefined;
}

const maxRefusal = 16_384;

/** One request over a kept connection; rejects only where `take` does. Redirects are not followed: who signed a request signed it for one host. */
export function exchange({ agents, url, method, headers, stallMs, signal, accept, take }: ExchangeOptions): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith('https:');
    const outgoing = (secure ? httpsRequest : httpRequest)(url, { method, headers: { ...headers }, agent: secure ? agents.https : agents.http });
    let lastMs = performance.now();
    let paused = false;
    const watch = setInterval(() => { if (!paused && performance.now() - lastMs > stallMs) end({ outcome: 'failed', code: 'ETIMEDOUT' }); }, Math.max(20, Math.min(1_000, stallMs / 4)));
    const abort = (): void => end({ outcome: 'failed', code: 'ABORT_ERR' });
    let over = false;
    const close = (keep: boolean, settle: () => void): void => {
      if (over) return;
      over = true;
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      if (!keep) outgoing.destroy();
      settle();
    };
    const end = (result: Exchange, keep = false): void => close(keep, () => resolve(result));
    const fail = (error: NodeJS.ErrnoException): void => end({ outcome: 'failed', code: error.code ?? error.name });
    outgoing.on('error', fail);
    outgoing.once('response', (response) => {
      const [status, fields] = [response.statusCode ?? 0, fieldsOf(response.headers)];
      const accepted = accept(status, fields);
      const refusal: Buffer[] = [];
      let length = 0;
      const finish = (keep: boolean): void => end({ outcome: accepted ? 'accepted' : 'refused', status, headers: fields, body: Buffer.concat(refusal).toString('utf8') }, keep);
      response.on('data', (bytes: Buffer) => {
        if (over) return;
        lastMs = performance.now();
        if (accepted) {
          const room = take(bytes);
          if (room === 'enough') finish(false);
          else if (room !== undefined) void hold(response, room);
        } else {
          length += bytes.length;
          refusal.push(bytes);
          if (length > maxRefusal) finish(false);
        }
      });
      response.once('end', () => { if (response.complete) finish(true); });
      response.on('error', fail);
      response.once('close', () => end({ outcome: 'failed', code: 'ECONNRESET' }));
    });
    const hold = async (response: IncomingMessage, room: Promise<void>): Promise<void> => {
      paused = true;
      response.pause();
      try {
        await room;
        paused = false;
        lastMs = performance.now();
        response.resume();
      } catch (error) {
        close(false, () => reject(error));
      }
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) return abort();
    outgoing.end();
  });
}

const fieldsOf = (headers: IncomingHttpHeaders): Fields =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));
