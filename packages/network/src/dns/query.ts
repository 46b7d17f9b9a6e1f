import { codeOf } from '../connection/connect-error.ts';
import { elapsed } from '../connection/dial.ts';
import type { Message, ResourceRecord } from './codec.ts';

/** What a name server says to one question. */
export type DnsReply =
  | {
    readonly outcome: 'answered';
    /** RFC 1035 §4.1.1 and the IANA registry: 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
    readonly rcode: number;
    readonly records: readonly ResourceRecord[];
    readonly transport: 'udp' | 'tcp';
    /** How many well-formed answers came over UDP; more than one means that somebody races the resolver. */
    readonly answers: number;
    readonly tookMs: number;
  }
  | { readonly outcome: 'timed-out' | 'unreachable' | 'malformed'; readonly code: string; readonly tookMs: number };

export type RecordType = 'A' | 'AAAA';

export interface QueryOptions {
  readonly address: string;
  readonly port: number;
  readonly name: string;
  readonly type: RecordType;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Stay a moment after the first answer, to see whether a second one comes. */
  readonly collectRacing?: boolean;
}

/** How long to listen for a second answer. Injected answers arrive tens of milliseconds before the genuine one. */
const racingWindowMs = 300;
const resendAfterMs = [1_000, 2_500];
const recursionDesired = 0x0100;
const truncated = 0x0200;

/** Asks a name server one question over UDP, and over TCP where the answer was truncated (RFC 7766 §5). Never rejects. */
export async function query(options: QueryOptions): Promise<DnsReply> {
  const begunAt = performance.now();
  const { codec } = await import('./codec.ts');
  const id = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
  const message: Message = {
    id, type: 'query', flags: recursionDesired,
    questions: [{ name: options.name, type: options.type }],
    // 1232 octets avoid fragments (DNS Flag Day 2020); EDNS(0) is RFC 6891.
    additionals: [{ name: '.', type: 'OPT', udpPayloadSize: 1232 }],
  };
  const request = codec.encode(message);
  const read = (bytes: Uint8Array): Message | 'malformed' | 'foreign' => {
    let reply: Message;
    try {
      reply = codec.decode(bytes);
    } catch {
      return 'malformed';
    }
    if (reply.type !== 'response' || reply.id !== id) return 'foreign';
    const [asked] = reply.questions;
    // Servers that fail early may leave the question out.
    const same = asked === undefined ? (reply.flags & 0xf) !== 0 : asked.type === options.type && asked.name.toLowerCase() === options.name.toLowerCase();
    return same ? reply : 'foreign';
  };
  const first = await overUdp(request, read, options);
  if (typeof first === 'object' && 'message' in first && (first.message.flags & truncated) !== 0) {
    const rest = Math.max(100, options.patienceMs - (performance.now() - begunAt));
    return replyFrom(await overTcp(request, read, { ...options, patienceMs: rest }), 'tcp', begunAt);
  }
  return replyFrom(first, 'udp', begunAt);
}

type Read = (bytes: Uint8Array) => Message | 'malformed' | 'foreign';
type Heard = { readonly message: Message; readonly answers: number } | { readonly outcome: 'timed-out' | 'unreachable' | 'malformed'; readonly code: string };

function replyFrom(heard: Heard, transport: 'udp' | 'tcp', begunAt: number): DnsReply {
  const tookMs = elapsed(begunAt);
  if (!('message' in heard)) return { ...heard, ...(transport === 'tcp' ? { code: `TCP_${heard.code}` } : {}), tookMs };
  return { outcome: 'answered', rcode: heard.message.flags & 0xf, records: heard.message.answers ?? [], transport, answers: heard.answers, tookMs };
}

async function overUdp(request: Buffer, read: Read, { address, port, patienceMs, signal, collectRacing = false }: QueryOptions): Promise<Heard> {
  const { createSocket } = await import('node:dgram');
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    const timers: NodeJS.Timeout[] = [];
    let refused: 'malformed' | 'foreign' | undefined;
    let first: Message | undefined;
    let answers = 0;
    let over = false;
    const end = (heard: Heard): void => {
      if (over) return;
      over = true;
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.close();
      resolve(heard);
    };
    const giveUp = (code: string): void => {
      if (first !== undefined) end({ message: first, answers });
      else if (refused === 'malformed') end({ outcome: 'malformed', code: 'MALFORMED' });
      // Answers under another id or to another question are not answers (RFC 5452 §9.1).
      else end({ outcome: 'timed-out', code: refused === 'foreign' ? 'MISMATCHED' : code });
    };
    const abort = (): void => giveUp('ABORT_ERR');
    const send = (): void => {
      socket.send(request, (error) => {
        if (error) end({ outcome: 'unreachable', code: codeOf(error) });
      });
    };
    socket.on('error', (error) => {
      if (first === undefined) end({ outcome: 'unreachable', code: codeOf(error) });
    });
    socket.on('message', (bytes) => {
      const reply = read(bytes);
      if (typeof reply === 'string') {
        refused = reply;
        return;
      }
      answers++;
      first ??= reply;
      if (!collectRacing) end({ message: first, answers });
      else if (answers === 1) timers.push(setTimeout(giveUp, racingWindowMs, ''));
    });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    timers.push(setTimeout(giveUp, patienceMs, 'ETIMEDOUT'));
    // Connected, so that an ICMP "port unreachable" is heard and nobody else's datagrams are.
    socket.connect(port, address, () => {
      if (over) return;
      send();
      for (const after of resendAfterMs.filter((ms) => ms < patienceMs)) {
        timers.push(setTimeout(() => {
          if (first === undefined) send();
        }, after));
      }
    });
  });
}

async function overTcp(request: Buffer, read: Read, { address, port, patienceMs, signal }: QueryOptions): Promise<Heard> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    let pending = Buffer.alloc(0);
    const end = (heard: Heard): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(heard);
    };
    const timer = setTimeout(() => end({ outcome: 'timed-out', code: 'ETIMEDOUT' }), patienceMs);
    const abort = (): void => end({ outcome: 'timed-out', code: 'ABORT_ERR' });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', (error) => end({ outcome: 'unreachable', code: codeOf(error) }));
    socket.on('close', () => end({ outcome: 'unreachable', code: 'CLOSED' }));
    socket.on('connect', () => {
      // Over TCP a message follows its length (RFC 1035 §4.2.2).
      const length = Buffer.alloc(2);
      length.writeUInt16BE(request.length);
      socket.write(Buffer.concat([length, request]));
    });
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      if (pending.length < 2 || pending.length < 2 + pending.readUInt16BE(0)) return;
      const reply = read(pending.subarray(2, 2 + pending.readUInt16BE(0)));
      end(typeof reply === 'string' ? { outcome: 'malformed', code: 'MALFORMED' } : { message: reply, answers: 1 });
    });
  });
}
