import { connect, type Socket } from 'node:net';
import { monotonicMs, type Permits } from '@culprit/core';
import type { Address } from '../facts/name-resolution.ts';
import { codeOf, failureOf, notPermitted, type ConnectFailure } from './connect-error.ts';
import { whenLate } from './when-late.ts';

/** What became of one address. `abandoned`: another one was faster. */
export type Attempt = {
  readonly address: string;
  readonly family: 4 | 6;
  readonly outcome: 'connected' | ConnectFailure | 'abandoned';
  readonly code?: string;
  readonly tookMs: number;
};

export type Dialled =
  | { readonly outcome: 'connected'; readonly socket: Socket; readonly address: Address; readonly attempts: Attempt[]; readonly tookMs: number }
  | { readonly outcome: ConnectFailure; readonly code: string; readonly attempts: Attempt[]; readonly tookMs: number };

export interface DialOptions {
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly permits: Permits;
  /** What the addresses were found for. Default: the addresses stand for themselves. */
  readonly host?: string;
}

/** "Connection Attempt Delay", RFC 8305 §5. */
const attemptDelayMs = 250;
const maxCandidates = 12;

/** The most telling outcome of several addresses stands for all. */
const precedence: readonly ConnectFailure[] = ['refused', 'reset', 'timed-out', 'failed', 'unreachable', 'not-permitted'];

type Pending = { readonly address: Address; readonly socket: Socket; readonly begunAt: number };

/**
 * Connects to the first of several addresses that answers (happy eyeballs, RFC 8305 §5): families alternate, the next
 * attempt starts after 250 ms or as soon as one fails, and the first success ends the others.
 * The socket is paused: nothing has been read from it. What is not permitted is told and not tried.
 */
export function dial(addresses: readonly Address[], port: number, { patienceMs, signal, permits, host }: DialOptions): Promise<Dialled> {
  const queue: Address[] = [];
  const attempts: Attempt[] = [];
  for (const address of alternateFamilies(addresses).slice(0, maxCandidates)) {
    if (permits({ host: host ?? address.address, port, address: address.address })) queue.push(address);
    else attempts.push({ ...address, outcome: 'not-permitted', code: notPermitted, tookMs: 0 });
  }
  const begunAt = monotonicMs();
  const pending = new Set<Pending>();
  return new Promise((resolve) => {
    let next: NodeJS.Timeout | undefined;
    let over = false;
    const conclude = (rest: Attempt['outcome'], code?: string): void => {
      over = true;
      clearTimeout(next);
      calledOff();
      signal.removeEventListener('abort', abort);
      for (const attempt of pending) {
        record(attempt, rest, code);
        attempt.socket.destroy();
      }
    };
    const record = ({ address, begunAt: since }: Pending, outcome: Attempt['outcome'], code?: string): void => {
      attempts.push({ ...address, outcome, ...(code === undefined ? {} : { code }), tookMs: elapsed(since) });
    };
    const fail = (): void => {
      const worst = precedence.map((outcome) => attempts.find((attempt) => attempt.outcome === outcome)).find((attempt) => attempt !== undefined);
      resolve({ outcome: precedence.find((outcome) => outcome === worst?.outcome) ?? 'failed', code: worst?.code ?? 'UNKNOWN', attempts, tookMs: elapsed(begunAt) });
    };
    const giveUp = (code: string): void => {
      conclude('timed-out', code);
      fail();
    };
    const abort = (): void => giveUp('ABORT_ERR');
    const calledOff = whenLate(patienceMs, () => giveUp('ETIMEDOUT'));
    const startNext = (): void => {
      clearTimeout(next);
      const address = queue.shift();
      if (address === undefined) {
        if (pending.size === 0) {
          conclude('abandoned');
          fail();
        }
        return;
      }
      const socket = connect({ host: address.address, port, family: address.family, noDelay: true });
      // Reading starts on connect unless the stream is paused by then; whoever takes the socket resumes it.
      socket.pause();
      const attempt: Pending = { address, socket, begunAt: monotonicMs() };
      pending.add(attempt);
      const failed = (code: string): void => {
        if (over || !pending.delete(attempt)) return;
        record(attempt, failureOf(code, address.family), code);
        socket.destroy();
        startNext();
      };
      // Stays for the life of the socket: an unheard 'error' would end the process.
      socket.on('error', (error) => failed(codeOf(error)));
      socket.on('connect', () => {
        if (over) return;
        // A port that nobody listens on can connect to itself from within the ephemeral range (TCP simultaneous open).
        if (socket.localPort === port && socket.localAddress === socket.remoteAddress) return failed('ECONNREFUSED');
        pending.delete(attempt);
        record(attempt, 'connected');
        conclude('abandoned');
        resolve({ outcome: 'connected', socket, address, attempts, tookMs: elapsed(begunAt) });
      });
      if (queue.length > 0) next = setTimeout(startNext, attemptDelayMs);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    startNext();
  });
}

/** Interleaves the families, beginning with the one that the resolver put first (RFC 8305 §4). */
export function alternateFamilies(addresses: readonly Address[]): readonly Address[] {
  if (addresses.length < 2) return addresses;
  const first = addresses.filter(({ family }) => family === addresses[0]?.family);
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family);
  return first.flatMap((address, index) => [address, ...second.slice(index, index + 1)]).concat(second.slice(first.length));
}

/** Milliseconds since a moment of `monotonicMs()`, to a tenth. */
export const elapsed = (since: number): number => Math.round((monotonicMs() - since) * 10) / 10;
