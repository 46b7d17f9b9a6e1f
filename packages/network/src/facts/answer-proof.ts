import { defineFact, type Fact, type Request } from '@culprit/core';
import { dial } from '../connection/dial.ts';
import { destinationOf, resolutionFor, type TcpConnectionInput } from '../connection/destination.ts';
import { canonicalAddress } from '../dns/name-scope.ts';
import type { ExchangeOptions } from '../dns/exchange.ts';
import { isEncrypted } from '../dns/resolver-address.ts';
import type { Address, NameResolution } from './name-resolution.ts';
import { referenceResolution, type ReferenceResolution, type ReferenceResolutionInput } from './reference-resolution.ts';

/** `tls`: a certificate can tell whether an address is the target's. `reference`: who else is asked. */
export type AnswerProofInput = TcpConnectionInput & { readonly tls: boolean; readonly reference: ReferenceResolutionInput };

/** What an address came to. `verified`: it showed a certificate for the name that a client trusts. */
type ProvedAddress = { readonly address: string; readonly outcome: 'verified' | 'connected' | 'failed'; readonly code?: string };

export type AnswerProof =
  | { readonly outcome: 'tried'; /** Addresses of the own answer. */ readonly here: readonly ProvedAddress[]; /** Addresses that only others give. */ readonly elsewhere: readonly ProvedAddress[] }
  /** Nobody else gives other addresses, or denies the name. */
  | { readonly outcome: 'nothing-to-compare' };

type Needs = { readonly resolution: Request<NameResolution>; readonly others: Request<ReferenceResolution> };

const maxTried = 2;

/** Which of several answers about a name is right: an address that shows the name's certificate is (OONI does so too). */
export const answerProof: Fact<AnswerProofInput, AnswerProof> = defineFact<AnswerProofInput, AnswerProof, Needs>({
  id: 'network/answer-proof',
  patienceMs: 4_000,
  needs: (input) => ({ resolution: resolutionFor(input), others: referenceResolution.of(input.reference) }),
  gather: async ({ input, facts: { resolution, others }, patienceMs, signal, memory, permits }): Promise<AnswerProof> => {
    const own = 'addresses' in resolution ? resolution.addresses : [];
    const known = new Set(own.map(({ address }) => canonicalAddress(address)));
    // Whoever can't be intercepted is believed first.
    const answers = others.outcome === 'asked' ? others.answers.toSorted((a, b) => Number(isEncrypted(b.resolver)) - Number(isEncrypted(a.resolver))) : [];
    const found = answers.flatMap((answer) => (answer.outcome === 'resolved' ? answer.addresses : []));
    const foreign = [...new Map(found.map((address) => [canonicalAddress(address.address), address])).entries()].flatMap(([canonical, address]) => (known.has(canonical) ? [] : [address]));
    const denied = answers.some(({ outcome }) => outcome === 'nxdomain' || outcome === 'no-address');
    if (foreign.length === 0 && !(denied && found.length === 0)) return { outcome: 'nothing-to-compare' };
    const options: ExchangeOptions = { patienceMs, signal, memory, permits, ca: input.route?.ca };
    const prove = (addresses: readonly Address[]): Promise<readonly ProvedAddress[]> => Promise.all(addresses.slice(0, maxTried).map((address) => tryAddress(address, input, options)));
    const [here, elsewhere] = await Promise.all([prove(own), prove(foreign)]);
    return { outcome: 'tried', here, elsewhere };
  },
  exhibit: (value) => value,
});

async function tryAddress(address: Address, input: AnswerProofInput, options: ExchangeOptions): Promise<ProvedAddress> {
  const { host, port } = destinationOf(input);
  if (!input.tls) {
    const dialled = await dial([address], port, { ...options, host });
    if (dialled.outcome !== 'connected') return { address: address.address, outcome: 'failed', code: dialled.code };
    dialled.socket.destroy();
    return { address: address.address, outcome: 'connected' };
  }
  const { openTls } = await import('../dns/open-tls.ts');
  const session = await openTls({ ...options, host: address.address, port, name: input.route?.connectTo === undefined ? host : input.host, alpn: [] });
  if ('outcome' in session) return { address: address.address, outcome: 'failed', code: session.code };
  session.destroy();
  return { address: address.address, outcome: 'verified' };
}
