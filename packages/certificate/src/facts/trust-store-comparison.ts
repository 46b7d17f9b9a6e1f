import { defineFact, type Fact, type Json } from '@culprit/core';
import { tlsHandshake, type TlsHandshakeInput } from '@culprit/network';

/**
 * Who is asked, by the name that people know it by: the roots that Node carries, the operating system's, and what is
 * added to them by NODE_EXTRA_CA_CERTS or by the target's own `route.ca`.
 */
export type ComparedStore = 'bundled' | 'system' | 'NODE_EXTRA_CA_CERTS' | 'route.ca';

/** `out-of-date`: there is a path, but a certificate of it is not valid now. `undecided`: the certificates form too many paths. */
export type StoreVerdict = 'accepts' | 'out-of-date' | 'rejects' | 'undecided';

export type StoreOpinion =
  | { readonly store: ComparedStore; readonly outcome: StoreVerdict; /** Where the path that was found ends. */ readonly root?: string }
  /** It holds no certificate, or none that can be read. */
  | { readonly store: ComparedStore; readonly outcome: 'empty' };

/** Which stores hold a root that the chain leads to, each store by itself. */
export type TrustStoreComparison =
  | {
    readonly outcome: 'compared';
    readonly subject: string;
    /** This process with all that it was given: what the target is examined with. */
    readonly runtime: StoreVerdict;
    /** The root that its path ends in. */
    readonly root?: string;
    readonly stores: readonly StoreOpinion[];
  }
  /** The server's own certificate can't be read. */
  | { readonly outcome: 'unreadable' };

/** Asks every trust store of this machine for itself, so that "works in Node, fails in curl" is seen before somebody meets it. */
export const trustStoreComparison: Fact<TlsHandshakeInput, TrustStoreComparison> = defineFact({
  id: 'certificate/trust-store-comparison',
  needs: (input: TlsHandshakeInput) => ({ handshake: tlsHandshake.of(input) }),
  gather: async ({ input, facts: { handshake }, memory, now, blocked }): Promise<TrustStoreComparison | ReturnType<typeof blocked>> => {
    if (handshake.chain.length === 0) return blocked('handshake');
    const { compareStores } = await import('../path-building/compare-stores.ts');
    const verified = handshake.outcome === 'completed' && handshake.authorized;
    return compareStores({ chain: handshake.chain, caFile: input.route?.ca, verified, memory, now: now() });
  },
  exhibit: (value): Json => value,
});
