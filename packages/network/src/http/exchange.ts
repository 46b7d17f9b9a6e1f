import { monotonicMs } from '@culprit/core';
import type { Duplex } from 'node:stream';
import { whenLate } from '../connection/when-late.ts';
import { writeRequest, type HttpRequest, type RequestFault } from './request.ts';
import type { ResponseFault, ResponseHead } from './response-head.ts';
import { ResponseReader } from './response-reader.ts';

/** How the reading of a response ended, with the bytes as they were. */
export type ExchangeEnd = {
  readonly firstByteMs: number | undefined;
  /** For how long this program stood still just before it saw the first byte, which may have lain there meanwhile, and since then. */
  readonly stalledMs: number;
  readonly head: ResponseHead | undefined;
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
    return Promise.resolve({ ended: 'not-sent', fault: written.fault, body: Buffer.alloc(0), stalledMs: 0, firstByteMs: undefined, head: undefined });
  }
  const begun = monotonicMs();
  return new Promise((resolve) => {
    const reader = new ResponseReader(request.method ?? 'GET');
    let firstByteMs: number | undefined;
    let over = false;
    let lookedAt = begun;
    let stalledMs = 0;
    const stoodStill = (): number => {
      const since = lookedAt;
      lookedAt = monotonicMs();
      return Math.max(0, lookedAt - since - beatMs);
    };
    // Before the first byte only the last one counts: after the others the program looked, and nothing was there.
    const beat = setInterval(() => { stalledMs = stoodStill() + (firstByteMs === undefined ? 0 : stalledMs); }, beatMs);
    const end = (how: { readonly ended: 'complete' | 'limited' | 'timed-out' | 'closed' } | { readonly ended: 'error'; readonly code: string } | { readonly ended: 'malformed'; readonly fault: ResponseFault }): void => {
      if (over) return;
      over = true;
      calledOff();
      clearInterval(beat);
      stalledMs += stoodStill();
      socket.off('data', onData);
      socket.destroy();
      resolve({ ...how, body: reader.body(), stalledMs, firstByteMs, head: reader.head });
    };
    const onData = (chunk: Buffer): void => {
      if (firstByteMs === undefined) {
        // A beat that was late and what it was late for come one after the other.
        stalledMs = Math.max(stalledMs, stoodStill());
        firstByteMs = Math.round((lookedAt - begun) * 10) / 10;
      }
      reader.feed(chunk);
      if (reader.fault !== undefined) end({ ended: 'malformed', fault: reader.fault });
      else if (reader.limited || endless.test(reader.head?.headers['content-type'] ?? '')) end({ ended: 'limited' });
      else if (reader.done) end({ ended: 'complete' });
    };
    const onClose = (): void => end({ ended: reader.close() ? 'complete' : 'closed' });
    const calledOff = whenLate(patienceMs, () => end({ ended: 'timed-out' }));
    const onError = (error: NodeJS.ErrnoException): void => end({ ended: 'error', code: error.code ?? error.name });
    socket.on('error', onError);
    socket.on('end', onClose);
    socket.on('close', onClose);
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
