import type { Duplex } from 'node:stream';
import { codeOf } from '../connection/connect-error.ts';
import { whenLate } from '../connection/when-late.ts';
import type { ExchangeOptions, Heard } from './exchange.ts';
import type { Question } from './message.ts';

/** One question over TCP or TLS, where a message follows its length (RFC 1035 §4.2.2, RFC 7858 §3.3). Ends the stream. */
export function overStream({ bytes: request, read }: Question, stream: Duplex, { patienceMs, signal }: Pick<ExchangeOptions, 'patienceMs' | 'signal'>): Promise<Heard> {
  return new Promise((resolve) => {
    // Never more than one message, which has at most 65,535 octets, and the chunk that completed it.
    const chunks: Buffer[] = [];
    let received = 0;
    let expected: number | undefined;
    const end = (heard: Heard): void => {
      calledOff();
      signal.removeEventListener('abort', abort);
      stream.destroy();
      resolve(heard);
    };
    const calledOff = whenLate(patienceMs, () => end({ outcome: 'timed-out', code: 'ETIMEDOUT' }));
    const abort = (): void => end({ outcome: 'timed-out', code: 'ABORT_ERR' });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    stream.on('error', (error) => end({ outcome: 'unreachable', code: codeOf(error) }));
    stream.on('close', () => end({ outcome: 'unreachable', code: 'CLOSED' }));
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      if (expected === undefined && received >= 2) expected = 2 + Buffer.concat(chunks).readUInt16BE(0);
      if (expected === undefined || received < expected) return;
      const reading = read(Buffer.concat(chunks).subarray(2, expected));
      end(typeof reading === 'string' ? { outcome: 'malformed', code: reading === 'malformed' ? 'MALFORMED' : 'MISMATCHED' } : { message: reading });
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(request.length);
    stream.write(Buffer.concat([length, request]));
  });
}
