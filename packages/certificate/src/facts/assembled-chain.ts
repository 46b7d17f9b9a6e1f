import { defineFact, optional, type Fact } from '@culprit/core';
import { presentation, type ChainInput } from '../endpoint-input.ts';
import type { TrustStore } from '../path-building/trust-stores.ts';
import { aiaIssuer, type FetchedLocation } from './aia-issuer.ts';

/** One certificate of an assembled chain. `held`: it was there already; `fetched`: from where a certificate said; `store`: from a trust store. */
export type AssembledCertificate = { readonly subject: string; readonly fingerprint256: string; readonly from: 'held' | 'fetched' | 'store'; readonly pem: string };

/** The chain of a certificate in the order in which a server sends it: its own first, each signed by the next, without the root. */
export type AssembledChain = {
  readonly certificates: readonly AssembledCertificate[];
  /** Subjects of certificates that were there and do not belong to the chain. */
  readonly unused: readonly string[];
  readonly fetched: readonly FetchedLocation[];
} & (
  | { readonly outcome: 'complete'; readonly root: AssembledCertificate; readonly trustedBy: TrustStore }
  /** It ends in a root that nobody here trusts. */
  | { readonly outcome: 'private-root'; readonly root: AssembledCertificate }
  /** Its end is missing: who issued the last certificate. */
  | { readonly outcome: 'incomplete'; readonly missing: string }
);

/** Puts a chain together out of what a server sends or a file holds, and what its certificates point at. */
export const assembledChain: Fact<ChainInput, AssembledChain> = defineFact({
  id: 'certificate/assembled-chain',
  patienceMs: 15_000,
  needs: (input: ChainInput) => ({ shown: presentation(input), aia: optional(aiaIssuer.of(input)) }),
  gather: async ({ input, facts: { shown, aia }, memory, now, blocked }) => {
    if (shown.chain.length === 0) return blocked('shown');
    const { assembleChain } = await import('../path-building/assemble-chain.ts');
    return await assembleChain({ chain: shown.chain, caFile: input.route?.ca, aia, memory, now: now() }) ?? blocked('shown');
  },
  exhibit: ({ certificates, unused, fetched, ...rest }) => ({
    outcome: rest.outcome, certificates: certificates.slice(0, 20).map(({ subject, from }) => ({ subject, from })), unused: unused.slice(0, 20), fetched,
  }),
});
