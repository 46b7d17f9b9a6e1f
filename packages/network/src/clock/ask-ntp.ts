import { monotonicMs } from '@culprit/core';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { whenLate } from '../connection/when-late.ts';
import { ntpRequest, readNtpReply, type NtpReply } from './ntp-message.ts';

export type NtpAnswer = {
  readonly reply: NtpReply;
  /** This machine's clock when the request left, and how long the answer took. */
  readonly sentAt: number;
  readonly tookMs: number;
};

/** Asks an NTP server once (RFC 5905 §8); `undefined`: no answer to this very question came in time. Rejects never. */
export function askNtp(address: string, port: number, { now, patienceMs, signal }: { readonly now: () => Date; readonly patienceMs: number; readonly signal: AbortSignal }): Promise<NtpAnswer | undefined> {
  return new Promise((resolve) => {
    const nonce = randomBytes(8);
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    let [sentAt, begun] = [0, 0];
    const end = (answer?: NtpAnswer): void => {
      calledOff();
      signal.removeEventListener('abort', stop);
      socket.removeAllListeners('message');
      try {
        socket.close();
      } catch {
        // It is closed already.
      }
      resolve(answer);
    };
    const stop = (): void => end();
    const calledOff = whenLate(patienceMs, stop);
    signal.addEventListener('abort', stop, { once: true });
    socket.on('error', stop);
    socket.on('message', (message) => {
      const tookMs = monotonicMs() - begun;
      // Whatever does not repeat the nonce was sent by somebody else.
      const reply = readNtpReply(message, nonce);
      if (reply !== undefined) end({ reply, sentAt, tookMs });
    });
    if (signal.aborted) return end();
    // A connected socket hears nobody else, and of a port where nobody listens.
    socket.connect(port, address, () => {
      sentAt = now().getTime();
      begun = monotonicMs();
      socket.send(ntpRequest(nonce));
    });
  });
}
