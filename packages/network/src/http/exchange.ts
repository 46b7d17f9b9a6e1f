import { monotonicMs } from '@culprit/core';
import type { Duplex } from 'node:stream';
import { whenLate } from '../connection/dial.ts';
import { writeRequest, type HttpRequest, type RequestFault } from './request.ts';
import type { ResponseFault, ResponseHead } from './response-head.ts';
import { ResponseReader } from './response-reader.ts';

/** How the reading of a response ended, with the bytes as they were. */
export type ExchangeEnd = {
  readonly firstByteMs?: number;
  /** For how long of the waiting this program stood still, and could not have seen an answer. */
  readonly stalledMs: number;
  readonly head?: ResponseHead;
  /** Without chunk framing, still in its content coding, at most 256 KiB. */
  readonly body: Buffer;
} & (
  | { readonly ended: 'complete' | 'limited' | 'timed-out' | 'closed' }
  | { readonly ended: 'error'; readonly code: string }
  | { readonly ended: 'malformed'; readonly fault: ResponseFault }
  | { readonly ended: 'not-sent'; readonly fault: RequestFault }
);

/** A timer of this span that is late tells that the program was held up: its loop was busy, or the machine gave it no time. */
const beatMs = 250;

/** Media types of answers that never end. */
const endless = /^(?:text\/event-stream|multipart\/x-mixed-replace)\b/i;

/**
 * Sends one request over a connected socket, which it owns, and reads one response (RFC 9112). The socket is destroyed.
 * `failed`: the code of an error that the socket met before, while nobody listened.
 */
export function exchange(socket: Duplex, request: HttpRequest, patienceMs: number, failed?: string): Promise<ExchangeEnd> {
  const written = writeRequest(request);
  if ('fault' in written) {
    socket.destroy();
    return Promise.resolve({ ended: 'not-sent', fault: written.fault, body: Buffer.alloc(0), stalledMs: 0 });
  }
  const begun = monotonicMs();
  return new Promise((resolve) => {
    const reader = new ResponseReader(request.method ?? 'GET');
    let firstByteMs: number | undefined;
    let over = false;
    let lookedAt = begun;
    let stalledMs = 0;
    const look = (): void => {
      const now = monotonicMs();
      stalledMs += Math.max(0, now - lookedAt - beatMs);
      lookedAt = now;
    };
    const beat = setInterval(look, beatMs);
    const end = (how: { readonly ended: 'complete' | 'limited' | 'timed-out' | 'closed' } | { readonly ended: 'error'; readonly code: string } | { readonly ended: 'malformed'; readonly fault: ResponseFault }): void => {
      if (over) return;
      over = true;
      calledOff();
      clearInterval(beat);
      look();
      socket.off('data', onData);
      socket.destroy();
      resolve({
        ...how, body: reader.body(), stalledMs,
        ...(firstByteMs === undefined ? {} : { firstByteMs }),
        ...(reader.head === undefined ? {} : { head: reader.head }),
      });
    };
    const onData = (chunk: Buffer): void => {
      firstByteMs ??= Math.round((monotonicMs() - begun) * 10) / 10;
      reader.feed(chunk);
      if (reader.fault !== undefined) end({ ended: 'malformed', fault: reader.fault });
      else if (reader.limited || endless.test(reader.head?.headers['content-type'] ?? '')) end({ ended: 'limited' });
      else if (reader.done) end({ ended: 'complete' });
    };
    const onClose = (): void => end({ ended: reader.close() ? 'complete' : 'closed' });
    const calledOff = whenLate(patienceMs, () => end({ ended: 'timed-out' }));
    const onError = (error: NodeJS.ErrnoException): void => end({ ended: 'error', code: error.code ?? error.name });
    socket.on('error', onError);
    socket.once('end', onClose);
    socket.once('close', onClose);
    socket.on('data', onData);
    // It was left paused, and stays so in spite of a listener.
    socket.resume();
    // It may have failed between its opening and now.
    if (failed !== undefined) end({ ended: 'error', code: failed });
    else if (socket.errored !== null) onError(socket.errored);
    else if (socket.destroyed) onClose();
    else {
      socket.write(written.head, 'latin1');
      if (request.body !== undefined) socket.write(request.body.bytes);
    }
  });
}
