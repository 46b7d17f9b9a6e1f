import { monotonicMs } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import { elapsed } from '../connection/dial.ts';
import { whenLate } from '../connection/when-late.ts';
import type { Message } from './codec.ts';
import type { Datagram, ExchangeOptions, Heard } from './exchange.ts';
import type { Question, Reading } from './message.ts';
import { canonicalAddress } from './name-scope.ts';

export interface UdpOptions extends Pick<ExchangeOptions, 'patienceMs' | 'signal'> {
  readonly address: string;
  readonly port: number;
  /** Stay a moment after the first answer, and keep whatever comes from wherever. */
  readonly listen: boolean;
}

/** How long to listen for a second answer. Injected answers arrive tens of milliseconds before the genuine one. */
const listenMs = 300;
const maxDatagrams = 16;
const resendAfterMs = [1_000, 2_500];

/** One question over UDP (RFC 1035 §4.2.1). */
export async function overUdp({ bytes: request, read }: Question, { address, port, patienceMs, signal, listen }: UdpOptions): Promise<Heard> {
  const { createSocket } = await import('node:dgram');
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    const timers: NodeJS.Timeout[] = [];
    const datagrams: Datagram[] = [];
    let refused: Exclude<Reading, Message> | undefined;
    let first: Message | undefined;
    let over = false;
    let begunAt = monotonicMs();
    const server = canonicalAddress(address);
    const end = (heard: Heard): void => {
      if (over) return;
      over = true;
      calledOff();
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.close();
      resolve(listen ? { ...heard, datagrams } : heard);
    };
    const giveUp = (code: string): void => {
      if (first !== undefined) end({ message: first });
      else if (refused === 'malformed') end({ outcome: 'malformed', code: 'MALFORMED' });
      // Answers under another id, to another question or by somebody else are not answers (RFC 5452 §9.1).
      else end({ outcome: 'timed-out', code: refused === undefined ? code : 'MISMATCHED' });
    };
    const calledOff = whenLate(patienceMs, () => giveUp('ETIMEDOUT'));
    const abort = (): void => giveUp('ABORT_ERR');
    const send = (): void => {
      const sent = (error: Error | null): void => {
        if (error !== null) end({ outcome: 'unreachable', code: codeOf(error) });
      };
      if (listen) socket.send(request, port, address, sent);
      else socket.send(request, sent);
    };
    const begin = (): void => {
      if (over) return;
      begunAt = monotonicMs();
      send();
      for (const after of resendAfterMs.filter((ms) => ms < patienceMs)) {
        timers.push(setTimeout(() => {
          if (first === undefined) send();
        }, after));
      }
    };
    socket.on('error', (error) => {
      if (first === undefined) end({ outcome: 'unreachable', code: codeOf(error) });
    });
    socket.on('message', (bytes, peer) => {
      const reading = read(bytes);
      const stranger = listen && (peer.port !== port || canonicalAddress(peer.address) !== server);
      if (listen && datagrams.length < maxDatagrams) datagrams.push({ afterMs: elapsed(begunAt), reading, ...(stranger ? { from: peer.address } : {}) });
      if (typeof reading === 'string' || stranger) {
        refused = typeof reading === 'string' ? reading : 'wrong-id';
        return;
      }
      if (first !== undefined) return;
      first = reading;
      if (listen) timers.push(setTimeout(giveUp, listenMs, ''));
      else end({ message: first });
    });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    // Connected, so that an ICMP "port unreachable" is heard and nobody else's datagrams are; who listens wants to hear them.
    if (listen) socket.bind(0, begin);
    else socket.connect(port, address, begin);
  });
}
