import { monotonicMs } from '@culprit/core';
import type { Address, HeardAnswer, NameResolution } from '../facts/name-resolution.ts';
import { elapsed } from '../connection/dial.ts';
import type { ResourceRecord } from './codec.ts';
import type { ExchangeOptions } from './exchange.ts';
import { query, type DnsReply, type RecordType } from './query.ts';
import { readResolver } from './resolver-address.ts';

export interface ResolveOptions extends ExchangeOptions {
  readonly host: string;
  /** As in `Route.resolver`. */
  readonly resolver: string;
  readonly family?: 4 | 6 | undefined;
  readonly collectRacing?: boolean | undefined;
}

type Asked = Exclude<NameResolution, { readonly outcome: 'literal' | 'not-found' | 'temporary-failure' }>;
type Failed = Exclude<Asked, { readonly outcome: 'resolved' }>;

/** How much longer to wait for the other family once one has addresses. RFC 8305 §3 says 50 ms; a report can wait a little more. */
const otherFamilyMs = 300;
const mnemonics = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** Resolves a name by asking one name server directly, both families at once. Reads neither hosts nor search list. */
export async function resolveName({ host, resolver, family, collectRacing: listen = false, ...options }: ResolveOptions): Promise<Asked> {
  const begunAt = monotonicMs();
  const server = readResolver(resolver);
  if (server === undefined) return { outcome: 'unreachable', resolver, tookMs: 0, code: 'RESOLVER_INVALID' };
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const ask = (type: RecordType): Promise<DnsReply> => query({ ...options, signal, server, name: host, type, listen });
  const types: readonly RecordType[] = family === undefined ? ['AAAA', 'A'] : [family === 6 ? 'AAAA' : 'A'];
  let hurry: NodeJS.Timeout | undefined;
  const replies = await Promise.all(types.map(async (type) => {
    const reply = await ask(type);
    if (addressesOf(reply).length > 0) hurry ??= setTimeout(() => stop.abort(), otherFamilyMs);
    return reply;
  }));
  clearTimeout(hurry);
  const tookMs = elapsed(begunAt);
  const addresses = replies.flatMap(addressesOf).slice(0, maxAddresses);
  const canonicalNames = [...new Set(replies.flatMap(aliasesOf))].slice(0, maxAliases);
  const heard = listen ? { heard: replies.flatMap((reply, index) => heardOf(reply, types[index] ?? 'A')) } : {};
  if (addresses.length > 0) {
    const answers = Math.max(1, ...replies.map(({ datagrams = [] }) => datagrams.filter(({ reading, from }) => typeof reading !== 'string' && from === undefined).length));
    return { outcome: 'resolved', addresses, resolver, tookMs, canonicalNames, answers, ...heard };
  }
  return { ...worst(replies), resolver, tookMs, ...(canonicalNames.length > 0 ? { canonicalNames } : {}), ...heard };
}

/** A name with more of either has no use for them, and a report no room. */
const maxAddresses = 32;
const maxAliases = 16;

const precedence: readonly Failed['outcome'][] = ['nxdomain', 'servfail', 'refused', 'malformed', 'unreachable', 'timed-out', 'no-address'];

function worst(replies: readonly DnsReply[]): Pick<Failed, 'outcome'> & { readonly code: string } {
  const failures = replies.map(failureOf);
  const outcome = precedence.find((candidate) => failures.some((failure) => failure.outcome === candidate)) ?? 'no-address';
  return failures.find((failure) => failure.outcome === outcome) ?? { outcome, code: 'NOERROR' };
}

const mnemonicOf = (rcode: number): string => mnemonics[rcode] ?? `RCODE${rcode}`;

function failureOf(reply: DnsReply): Pick<Failed, 'outcome'> & { readonly code: string } {
  if (reply.outcome !== 'answered') return { outcome: reply.outcome, code: reply.code };
  const code = mnemonicOf(reply.rcode);
  switch (reply.rcode) {
    case 0: return { outcome: 'no-address', code };
    case 3: return { outcome: 'nxdomain', code };
    case 5: return { outcome: 'refused', code };
    // FORMERR, NOTIMP and the rest: the server could not do it.
    default: return { outcome: 'servfail', code };
  }
}

const addressesOf = (reply: DnsReply): readonly Address[] => (reply.outcome === 'answered' ? addressesIn(reply.records) : []);

function addressesIn(records: readonly ResourceRecord[]): readonly Address[] {
  return records.flatMap(({ type, data }): readonly Address[] => {
    if (typeof data !== 'string') return [];
    return type === 'A' ? [{ address: data, family: 4 }] : type === 'AAAA' ? [{ address: data, family: 6 }] : [];
  });
}

const aliasesOf = (reply: DnsReply): readonly string[] =>
  reply.outcome === 'answered' ? reply.records.flatMap(({ type, data }) => (type === 'CNAME' && typeof data === 'string' ? [data.toLowerCase()] : [])) : [];

function heardOf({ datagrams = [] }: DnsReply, type: RecordType): readonly HeardAnswer[] {
  return datagrams.map(({ reading, afterMs, from }): HeardAnswer => {
    const stranger = from === undefined ? {} : { from };
    if (typeof reading === 'string') return { type, afterMs, says: reading, addresses: [], edns: false, ...stranger };
    const records = reading.answers ?? [];
    const [first] = records;
    return {
      type, afterMs, says: mnemonicOf(reading.flags & 0xf), ...stranger,
      addresses: addressesIn(records).slice(0, maxAddresses).map(({ address }) => address),
      edns: (reading.additionals ?? []).some((record) => record.type === 'OPT'),
      ...(first?.ttl === undefined ? {} : { ttl: first.ttl }),
    };
  });
}
