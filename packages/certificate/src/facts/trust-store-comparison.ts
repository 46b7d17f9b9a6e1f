import { defineFact, type Fact, type Json } from '@culprit/core';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';
import { aiaIssuer } from './aia-issuer.ts';

/**
 * Who is asked, by the name that people know it by: the roots that Node carries, the operating system's, and what is
 * added to them by NODE_EXTRA_CA_CERTS or by the target's own `route.ca`; the lists of Python's certifi and of Java, and
 * the files that replace certifi for requests and the system's for curl. `browser` is the bundled list together with the
 * intermediate certificates that a browser fetches or remembers; it is there only where these make the difference.
 */
export type ComparedStore = 'bundled' | 'system' | 'NODE_EXTRA_CA_CERTS' | 'route.ca' | 'certifi' | 'java' | 'REQUESTS_CA_BUNDLE' | 'CURL_CA_BUNDLE' | 'browser';

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
export const trustStoreComparison: Fact<ChainInput, TrustStoreComparison> = defineFact({
  id: 'certificate/trust-store-comparison',
  // It starts a Python and reads every store of the machine.
  patienceMs: 15_000,
  needs: (input: ChainInput) => ({ handshake: presentation(input) }),
  gather: async ({ input, facts: { handshake }, memory, now, signal, ask, blocked }): Promise<TrustStoreComparison | ReturnType<typeof blocked>> => {
    const chain = await shownChain(handshake, input, ask);
    if (chain.length === 0) return blocked('handshake');
    const [{ compareStores }, { clientStores }] = await Promise.all([import('../path-building/compare-stores.ts'), import('../path-building/client-stores.ts')]);
    const verified = handshake.outcome === 'completed' && handshake.authorized;
    const compared = await compareStores({ chain, caFile: input.route?.ca, verified, memory, now: now(), clients: await clientStores(memory, signal) });
    if (compared.outcome === 'unreadable' || compared.stores.some(({ outcome }) => outcome === 'accepts' || outcome === 'out-of-date')) return compared;
    const aia = await ask(aiaIssuer.of(input));
    if (aia?.outcome !== 'completes' || aia.trustedBy === 'given') return compared;
    return { ...compared, stores: [...compared.stores, { store: 'browser', outcome: 'accepts', root: aia.root }] };
  },
  exhibit: (value): Json => value,
});
