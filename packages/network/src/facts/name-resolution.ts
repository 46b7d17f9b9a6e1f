import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { defineFact, type Fact, monotonicMs } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import { elapsed } from '../connection/dial.ts';
import { whenLate } from '../connection/when-late.ts';
import { isThirdPartyResolver } from '../dns/name-scope.ts';

/** The name to resolve; `resolver` as in `Route.resolver`, absent: getaddrinfo, as most clients do. */
export type NameResolutionInput = {
  readonly host: string;
  readonly resolver?: string;
  readonly family?: 4 | 6;
  /** With a resolver that is asked over UDP: stay a moment to see whether a second answer races the first. */
  readonly collectRacing?: boolean;
  /** As in `Route.ca`, for resolvers that are asked over TLS or HTTPS. */
  readonly ca?: string;
};

/** One datagram that came in answer to a question, where `collectRacing` asked for all. */
export type HeardAnswer = {
  readonly type: 'A' | 'AAAA';
  /** Milliseconds after the question. */
  readonly afterMs: number;
  /** The RCODE's mnemonic, or why it is no answer to this question (RFC 5452 §9.1). */
  readonly says: string;
  readonly addresses: readonly string[];
  /** Of its first record, in seconds. */
  readonly ttl?: number;
  /** Whether it has the OPT record that the question had (RFC 6891 §6.1.1): injectors leave it out. */
  readonly edns: boolean;
  /** The address that sent it, where that is not the one that was asked. */
  readonly from?: string;
};

export type Address = { readonly address: string; readonly family: 4 | 6 };

export type NameResolution =
  /** The host is an IP address. */
  | { readonly outcome: 'literal'; readonly addresses: readonly Address[] }
  | {
    readonly outcome: 'resolved';
    readonly addresses: readonly Address[];
    /** `system` for getaddrinfo. */
    readonly resolver: string;
    readonly tookMs: number;
    readonly canonicalNames: readonly string[];
    /** How many answers came over UDP: 2 means that somebody races the resolver. */
    readonly answers: number;
    readonly heard?: readonly HeardAnswer[];
  }
  | {
    readonly outcome: 'nxdomain' | 'no-address' | 'servfail' | 'refused' | 'timed-out' | 'unreachable' | 'malformed';
    readonly resolver: string;
    readonly tookMs: number;
    readonly code?: string;
    /** The aliases on the way to the name that failed. */
    readonly canonicalNames?: readonly string[];
    readonly heard?: readonly HeardAnswer[];
  }
  /** getaddrinfo's EAI_NONAME: no such name, or a name without an address; it can't tell. */
  | { readonly outcome: 'not-found'; readonly resolver: 'system'; readonly tookMs: number; readonly code: string }
  /** getaddrinfo's EAI_AGAIN: SERVFAIL, REFUSED or no answer; it can't tell. */
  | { readonly outcome: 'temporary-failure'; readonly resolver: 'system'; readonly tookMs: number; readonly code: string };

const maxAddresses = 32;

/** What a name resolves to, by getaddrinfo or by one name server asked directly. */
export const nameResolution: Fact<NameResolutionInput, NameResolution> = defineFact({
  id: 'network/name-resolution',
  thirdParties: ({ host, resolver }: NameResolutionInput) => (resolver !== undefined && isIP(host) === 0 && isThirdPartyResolver(resolver) ? [resolver] : []),
  gather: (context) => {
    const { host, resolver, family } = context.input;
    const version = isIP(host);
    if (version !== 0) {
      const own = version === 6 ? 6 : 4;
      if (family !== undefined && family !== own) return { outcome: 'no-address', resolver: 'none', tookMs: 0, code: 'EAI_ADDRFAMILY' };
      return { outcome: 'literal', addresses: [{ address: host, family: own }] };
    }
    const { patienceMs, signal } = context;
    if (resolver === undefined) return resolveBySystem(host, family, patienceMs, signal);
    const { input: { collectRacing, ca }, memory, permits } = context;
    return import('../dns/resolve-name.ts').then(({ resolveName }) => resolveName({ host, resolver, family, patienceMs, signal, memory, permits, collectRacing, ca }));
  },
  exhibit: (value) => value,
});

/** getaddrinfo can't be cancelled: it is left behind when time is up, and its thread ends with it. */
export function resolveBySystem(host: string, family: 4 | 6 | undefined, patienceMs: number, signal: AbortSignal): Promise<NameResolution> {
  const begunAt = monotonicMs();
  return new Promise((resolve) => {
    const end = (value: NameResolution): void => {
      calledOff();
      signal.removeEventListener('abort', abort);
      resolve(value);
    };
    const giveUp = (code: string): void => end({ outcome: 'timed-out', resolver: 'system', tookMs: elapsed(begunAt), code });
    const calledOff = whenLate(patienceMs, () => giveUp('ETIMEDOUT'));
    const abort = (): void => giveUp('ABORT_ERR');
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    lookup(host, { all: true, order: 'verbatim', family: family ?? 0 }, (error, found) => {
      const tookMs = elapsed(begunAt);
      if (error === null) {
        const addresses = found.map(({ address, family: version }): Address => ({ address, family: version === 6 ? 6 : 4 }));
        return end({ outcome: 'resolved', addresses: addresses.slice(0, maxAddresses), resolver: 'system', tookMs, canonicalNames: [], answers: 1 });
      }
      end(systemFailure(codeOf(error), tookMs));
    });
  });
}

// libuv folds EAI_NONAME and EAI_NODATA into ENOTFOUND.
function systemFailure(code: string, tookMs: number): NameResolution {
  const resolver = 'system';
  switch (code) {
    case 'ENOTFOUND': return { outcome: 'not-found', resolver, tookMs, code };
    case 'EAI_ADDRFAMILY': case 'EAI_NODATA': case 'ENODATA': return { outcome: 'no-address', resolver, tookMs, code };
    case 'EAI_FAIL': return { outcome: 'servfail', resolver, tookMs, code };
    default: return { outcome: 'temporary-failure', resolver, tookMs, code };
  }
}
