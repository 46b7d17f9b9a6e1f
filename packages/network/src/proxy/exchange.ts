import { monotonicMs } from '@culprit/core';
import type { Duplex } from 'node:stream';
import { codeOf } from '../connection/connect-error.ts';
import { whenLate } from '../connection/when-late.ts';

/** Why a proxy stopped talking. */
export type Silence = { readonly ended: 'closed' | 'reset' | 'timed-out'; readonly code: string };

/** A conversation over a connection, in turns: write, then read until a whole answer is there. Nothing beyond it is consumed. */
export interface Exchange {
  write(bytes: Uint8Array | string): void;
  /** Reads until `length` (which looks at all bytes so far) says how long the answer is; what follows it stays in the stream. */
  read(length: (bytes: Buffer) => number | undefined): Promise<Buffer | Silence>;
}

export const isSilence = (answer: Buffer | Silence): answer is Silence => 'ended' in answer;

/** @param deadline on the clock of `monotonicMs()` */
export function createExchange(stream: Duplex, deadline: number, signal: AbortSignal): Exchange {
  return {
    write: (bytes) => {
      if (stream.writable) stream.write(bytes);
    },
    read: (length) => new Promise((resolve) => {
      let bytes = Buffer.alloc(0);
      const end = (answer: Buffer | Silence): void => {
        calledOff();
        signal.removeEventListener('abort', abort);
        stream.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
        stream.pause();
        resolve(answer);
      };
      const onData = (chunk: Buffer): void => {
        bytes = Buffer.concat([bytes, chunk]);
        const whole = length(bytes);
        if (whole === undefined) return;
        const rest = bytes.subarray(whole);
        const answer = bytes.subarray(0, whole);
        end(answer);
        if (rest.length > 0) stream.unshift(rest);
      };
      const onEnd = (): void => end({ ended: 'closed', code: bytes.length > 0 ? 'CLOSED_EARLY' : 'CLOSED' });
      const onError = (error: unknown): void => end({ ended: codeOf(error) === 'ETIMEDOUT' ? 'timed-out' : 'reset', code: codeOf(error) });
      const calledOff = whenLate(Math.max(1, deadline - monotonicMs()), () => end({ ended: 'timed-out', code: 'ETIMEDOUT' }));
      const abort = (): void => end({ ended: 'timed-out', code: 'ABORT_ERR' });
      if (signal.aborted) return abort();
      if (stream.destroyed) return end({ ended: 'reset', code: 'ECONNRESET' });
      signal.addEventListener('abort', abort, { once: true });
      stream.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
      stream.resume();
    }),
  };
}
