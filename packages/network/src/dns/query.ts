import { monotonicMs } from '@culprit/core';
import { notPermitted } from '../connection/connect-error.ts';
import { elapsed } from '../connection/dial.ts';
import type { ResourceRecord } from './codec.ts';
import type { Datagram, ExchangeOptions, Heard } from './exchange.ts';
import { questionFor, type RecordType } from './message.ts';
import type { ResolverAddress } from './resolver-address.ts';

export type { RecordType } from './message.ts';

/** What a name server says to one question. */
export type DnsReply = ({
  readonly outcome: 'answered';
  /** RFC 1035 §4.1.1 and the IANA registry: 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  readonly rcode: number;
  readonly records: readonly ResourceRecord[];
  readonly transport: 'udp' | 'tcp' | 'tls' | 'https';
} | { readonly outcome: 'timed-out' | 'unreachable' | 'malformed'; readonly code: string }) & {
  readonly tookMs: number;
  /** Everything that came over UDP, where somebody listened for it. */
  readonly datagrams?: readonly Datagram[];
};

export interface QueryOptions extends ExchangeOptions {
  readonly server: ResolverAddress;
  readonly name: string;
  readonly type: RecordType;
  /** Over UDP: stay a moment after the first answer, to see whether a second one comes. */
  readonly listen?: boolean;
}

const truncated = 0x0200;

/** Asks a name server one question: over UDP, and over TCP where the answer was truncated (RFC 7766 §5); over TLS; over HTTPS. Never rejects. */
export async function query(options: QueryOptions): Promise<DnsReply> {
  const begunAt = monotonicMs();
  const { server, name, type, listen = false, ...exchange } = options;
  const { codec } = await import('./codec.ts');
  const question = questionFor(codec, name, type, server.transport === 'https' ? 0 : undefined);
  const left = (): ExchangeOptions => ({ ...exchange, patienceMs: Math.max(100, exchange.patienceMs - (monotonicMs() - begunAt)) });
  if (server.transport === 'https') {
    const { overHttps } = await import('./over-https.ts');
    return replyFrom(await overHttps(question, server.url, exchange), 'https', begunAt);
  }
  const { overStream } = await import('./over-stream.ts');
  if (server.transport === 'tls') {
    const { openTls } = await import('./open-tls.ts');
    // "dot" is registered for ALPN; servers that know nothing of it go on without.
    const socket = await openTls({ ...exchange, host: server.address, port: server.port, name: server.name, alpn: ['dot'] });
    return replyFrom('outcome' in socket ? socket : await overStream(question, socket, left()), 'tls', begunAt);
  }
  if (!exchange.permits({ host: server.address, port: server.port, address: server.address })) return { outcome: 'unreachable', code: notPermitted, tookMs: 0 };
  const { overUdp } = await import('./over-udp.ts');
  const first = await overUdp(question, { ...exchange, address: server.address, port: server.port, listen });
  if (!('message' in first) || (first.message.flags & truncated) === 0) return replyFrom(first, 'udp', begunAt);
  const { connect } = await import('node:net');
  const whole = await overStream(question, connect({ host: server.address, port: server.port }), left());
  return replyFrom('message' in whole ? whole : { ...whole, code: `TCP_${whole.code}` }, 'tcp', begunAt);
}

function replyFrom(heard: Heard, transport: 'udp' | 'tcp' | 'tls' | 'https', begunAt: number): DnsReply {
  const common = { tookMs: elapsed(begunAt), ...(heard.datagrams === undefined ? {} : { datagrams: heard.datagrams }) };
  if (!('message' in heard)) return { outcome: heard.outcome, code: heard.code, ...common };
  return { outcome: 'answered', rcode: heard.message.flags & 0xf, records: heard.message.answers ?? [], transport, ...common };
}
