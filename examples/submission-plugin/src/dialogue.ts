import { Resolver } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A reply of RFC 5321 §4.2: its code, the enhanced code of RFC 3463 where there is one, and its lines. */
export type Reply = { readonly code: number; readonly enhanced?: string; readonly lines: readonly string[] };

/** How a conversation broke off. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
  readonly how: 'silent' | 'closed' | 'refused' | 'no-address' | 'not-smtp';
  readonly said: string;
  constructor(how: BrokenOff['how'], said = '') {
    super(how);
    this.how = how;
    this.said = said;
  }
}

/** More than any server announces. */
const maxReply = 16_384;

/** The address of a name, as this name server has it. Rejects with {@link BrokenOff}. */
async function addressOf(host: string, nameServer: string, signal: AbortSignal): Promise<string> {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  const stop = (): void => resolver.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    resolver.setServers([nameServer]);
    const [address] = await resolver.resolve4(host);
    if (address !== undefined) return address;
  } catch {
    // A name server that can't be asked knows as little as one that knows no address.
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throw new BrokenOff(signal.aborted ? 'silent' : 'no-address');
}

/** Connects within the time that is left. Rejects with {@link BrokenOff}. */
export async function open(name: string, port: number, signal: AbortSignal, nameServer?: string): Promise<Socket> {
  const host = nameServer === undefined || isIP(name) !== 0 ? name : await addressOf(name, nameServer, signal);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const stop = (): void => void socket.destroy(new BrokenOff('silent'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', stop));
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error) => reject(error instanceof BrokenOff ? error : new BrokenOff('code' in error && error.code === 'ENOTFOUND' ? 'no-address' : 'refused')));
  });
}

/** Says a line, if there is one, and waits for the whole reply. Rejects with {@link BrokenOff}. */
export function talk(stream: Duplex, signal: AbortSignal, line?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const end = (finish: () => void): void => {
      stream.off('data', hear).off('close', closed).off('error', closed);
      signal.removeEventListener('abort', silent);
      finish();
    };
    const silent = (): void => end(() => reject(new BrokenOff('silent')));
    const closed = (): void => end(() => reject(new BrokenOff(signal.aborted ? 'silent' : 'closed')));
    const hear = (bytes: Buffer): void => {
      heard += bytes.toString('latin1');
      const lines = heard.split(/\r?\n/);
      const complete = lines.slice(0, -1);
      if (heard.length > maxReply || complete.some((one) => !/^\d{3}(?:[ -]|$)/.test(one)) || (heard.length >= 4 && !/^\d{3}[ -]/.test(heard))) {
        return end(() => reject(new BrokenOff('not-smtp', heard.slice(0, 80))));
      }
      const last = complete.findIndex((one) => !/^\d{3}-/.test(one));
      if (last < 0) return;
      const text = complete.slice(0, last + 1);
      const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text.at(-1) ?? '')?.[1];
      end(() => resolve({ code: Number(heard.slice(0, 3)), ...(enhanced === undefined ? {} : { enhanced }), lines: text.map((one) => one.slice(4)) }));
    };
    if (signal.aborted) return silent();
    if (stream.destroyed) return closed();
    signal.addEventListener('abort', silent, { once: true });
    stream.on('data', hear).once('close', closed).once('error', closed);
    if (line !== undefined) stream.write(`${line}\r\n`);
  });
}
