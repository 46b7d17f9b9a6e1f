import type { Address, NameResolution } from '../facts/name-resolution.ts';
import { elapsed } from '../connection/dial.ts';
import { query, type DnsReply, type RecordType } from './query.ts';
import { readResolver } from './resolver-address.ts';

export interface ResolveOptions {
  readonly host: string;
  /** As in `Route.resolver`. */
  readonly resolver: string;
  readonly family?: 4 | 6 | undefined;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly collectRacing?: boolean;
}

type Asked = Exclude<NameResolution, { readonly outcome: 'literal' | 'not-found' | 'temporary-failure' }>;
type Failed = Exclude<Asked, { readonly outcome: 'resolved' }>;

/** How much longer to wait for the other family once one has addresses. RFC 8305 §3 says 50 ms; a report can wait a little more. */
const otherFamilyMs = 300;
const mnemonics = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** Resolves a name by asking one name server directly, both families at once. Reads neither hosts nor search list. */
export async function resolveName({ host, resolver, family, patienceMs, signal, collectRacing = false }: ResolveOptions): Promise<Asked> {
  const begunAt = performance.now();
  const server = readResolver(resolver);
  if (server === undefined) return { outcome: 'unreachable', resolver, tookMs: 0, code: 'RESOLVER_INVALID' };
  if (server.transport === 'https') return { outcome: 'unreachable', resolver, tookMs: 0, code: 'DOH_UNSUPPORTED' };
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const ask = (type: RecordType): Promise<DnsReply> =>
    query({ address: server.address, port: server.port, name: host, type, patienceMs, signal: either, collectRacing });
  const types: readonly RecordType[] = family === undefined ? ['AAAA', 'A'] : [family === 6 ? 'AAAA' : 'A'];
  let hurry: NodeJS.Timeout | undefined;
  const replies = await Promise.all(types.map(async (type) => {
    const reply = await ask(type);
    if (addressesOf(reply).length > 0) hurry ??= setTimeout(() => stop.abort(), otherFamilyMs);
    return reply;
  }));
  clearTimeout(hurry);
  const tookMs = elapsed(begunAt);
  const addresses = replies.flatMap(addressesOf);
  const canonicalNames = [...new Set(replies.flatMap(aliasesOf))];
  if (addresses.length > 0) {
    return { outcome: 'resolved', addresses, resolver, tookMs, canonicalNames, answers: Math.max(...replies.map((reply) => (reply.outcome === 'answered' ? reply.answers : 0))) };
  }
  return { ...worst(replies), resolver, tookMs, ...(canonicalNames.length > 0 ? { canonicalNames } : {}) };
}

const precedence: readonly Failed['outcome'][] = ['nxdomain', 'servfail', 'refused', 'malformed', 'unreachable', 'timed-out', 'no-address'];

function worst(replies: readonly DnsReply[]): Pick<Failed, 'outcome' | 'code'> {
  const failures = replies.map(failureOf);
  const outcome = precedence.find((candidate) => failures.some((failure) => failure.outcome === candidate)) ?? 'no-address';
  return failures.find((failure) => failure.outcome === outcome) ?? { outcome };
}

function failureOf(reply: DnsReply): Pick<Failed, 'outcome'> & { readonly code: string } {
  if (reply.outcome !== 'answered') return reply;
  const code = mnemonics[reply.rcode] ?? `RCODE${reply.rcode}`;
  switch (reply.rcode) {
    case 0: return { outcome: 'no-address', code };
    case 3: return { outcome: 'nxdomain', code };
    case 5: return { outcome: 'refused', code };
    // FORMERR, NOTIMP and the rest: the server could not do it.
    default: return { outcome: 'servfail', code };
  }
}

function addressesOf(reply: DnsReply): readonly Address[] {
  if (reply.outcome !== 'answered') return [];
  return reply.records.flatMap(({ type, data }): readonly Address[] => {
    if (typeof data !== 'string') return [];
    return type === 'A' ? [{ address: data, family: 4 }] : type === 'AAAA' ? [{ address: data, family: 6 }] : [];
  });
}

const aliasesOf = (reply: DnsReply): readonly string[] =>
  reply.outcome === 'answered' ? reply.records.flatMap(({ type, data }) => (type === 'CNAME' && typeof data === 'string' ? [data.toLowerCase()] : [])) : [];
