import { randomBytes } from 'node:crypto';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type DnsAnswer, type DnsContext, planReplies } from './dns-answer.ts';
import { decodeDns, encodeDns } from './dns-codec.ts';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';

/** A question that a server was asked. */
export interface DnsQuery {
  /** As it was sent, letter case included. */
  readonly name: string;
  /** Mnemonic, e.g. `AAAA`. */
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
}

export interface DnsServerOptions {
  /** By name, without regard to case or a final dot. `*.example` covers every name below. */
  readonly answers: Readonly<Record<string, DnsAnswer>>;
  /** For names that are not listed. Default `nxdomain`. */
  readonly fallback?: DnsAnswer;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A DNS server that answers on UDP and TCP at the same port (RFC 1035, RFC 7766). */
export interface DnsServer extends LabServer {
  /** The questions so far, oldest first. */
  readonly queries: readonly DnsQuery[];
  /**
   * Answers a message as over TCP, for a tunnel around it (DoH, DoT). `undefined` for silence and
   * when the server is disposed.
   */
  respond(message: Uint8Array): Promise<Buffer | undefined>;
}

const BIND_ATTEMPTS = 20;

/** Starts a DNS server. Rejects if it can't listen. */
export async function startDnsServer(options: DnsServerOptions): Promise<DnsServer> {
  const host = options.host ?? '127.0.0.1';
  const queries: DnsQuery[] = [];
  const closed = new AbortController();
  const entries = Object.entries(options.answers);
  const answers = new Map(entries.map(([name, answer]) => [canonical(name), answer]));
  const lookUp = (name: string): DnsAnswer | undefined => find(answers, canonical(name));

  /** Says whether a reply will come. */
  const handle = (bytes: Uint8Array, transport: DnsQuery['transport'], send: Send): boolean => {
    const query = decodeDns(bytes);
    const question = query?.questions[0];
    if (query === undefined || question === undefined || query.type !== 'query') return false;
    queries.push({ name: question.name, type: question.type, transport });
    const context: DnsContext = { query, question, transport, lookUp };
    const replies = planReplies(lookUp(question.name) ?? options.fallback ?? 'nxdomain', context);
    for (const { message, afterMs } of replies) {
      const reply = message === 'garbage' ? malformed(query.id) : encodeDns(message);
      if (afterMs === 0) send(reply);
      else after(afterMs, closed.signal, () => send(reply));
    }
    return replies.length > 0;
  };

  const tcp = createServer((socket) => {
    serveStream(socket, (bytes, send) => handle(bytes, 'tcp', send));
  });
  const { udp, listener } = await bindBoth(tcp, host);
  udp.on('message', (bytes, peer) => {
    handle(bytes, 'udp', (reply) => udp.send(reply, peer.port, peer.address, () => {}));
  });
  let closing: Promise<unknown> | undefined;
  return {
    host,
    port: listener.port,
    queries,
    get connections(): number {
      return listener.connections;
    },
    respond: (message) =>
      new Promise((resolve) => {
        closed.signal.addEventListener('abort', () => resolve(undefined), { once: true });
        if (!handle(message, 'tcp', resolve)) resolve(undefined);
      }),
    async [Symbol.asyncDispose](): Promise<void> {
      closed.abort();
      closing ??= Promise.all([closeUdp(udp), listener[Symbol.asyncDispose]()]);
      await closing;
    },
  };
}

export type Send = (reply: Buffer) => void;

/** A response to this very question, as its id says, whose rest makes no sense. */
function malformed(id: number): Buffer {
  const header = Buffer.from([id >> 8, id & 0xff, 0x81, 0x80, 0xff, 0xff, 0xff, 0xff]);
  return Buffer.concat([header, randomBytes(40)]);
}

function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function find(answers: ReadonlyMap<string, DnsAnswer>, name: string): DnsAnswer | undefined {
  const exact = answers.get(name);
  if (exact !== undefined) return exact;
  const labels = name.split('.');
  for (let cut = 1; cut < labels.length; cut += 1) {
    const wildcard = answers.get(['*', ...labels.slice(cut)].join('.'));
    if (wildcard !== undefined) return wildcard;
  }
  return undefined;
}

function after(ms: number, closed: AbortSignal, act: () => void): void {
  const timer = setTimeout(() => {
    if (!closed.aborted) act();
  }, ms);
  timer.unref();
}

/** Messages on a stream have their length in front (RFC 1035, 4.2.2). */
export function serveStream(socket: Socket, handle: (bytes: Uint8Array, send: Send) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      handle(pending.subarray(2, end), (reply) => {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        if (socket.writable) socket.write(Buffer.concat([length, reply]));
      });
      pending = pending.subarray(end);
    }
  });
}

/** Takes a free UDP port whose TCP twin is free too: the kernel keeps the two spaces apart. */
async function bindBoth(tcp: Server, host: LoopbackHost): Promise<{ udp: UdpSocket; listener: LabServer }> {
  for (let attempt = 1; ; attempt += 1) {
    const udp = createSocket(host === '::1' ? 'udp6' : 'udp4');
    udp.bind(0, host);
    await once(udp, 'listening', { signal: AbortSignal.timeout(5_000) });
    udp.on('error', () => {});
    try {
      return { udp, listener: await listenOnLoopback(tcp, host, udp.address().port) };
    } catch (error) {
      await closeUdp(udp);
      if (attempt === BIND_ATTEMPTS) throw error;
    }
  }
}

function closeUdp(udp: UdpSocket): Promise<void> {
  return new Promise((resolve) => udp.close(() => resolve()));
}
