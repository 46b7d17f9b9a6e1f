import { defineFact, optional, type Fact, type Json, type Request } from '@culprit/core';
import { tcpConnection, type TcpConnection } from '@culprit/network';
import type { CertificateEncoding } from '../der/certificates-in.ts';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';
import type { TrustStore } from '../path-building/trust-stores.ts';
import { issuerDownload } from './issuer-download.ts';

/** A certificate that the server doesn't send, in the order in which it is missing. */
export type MissingIntermediate = {
  readonly subject: string;
  readonly fingerprint256: string;
  readonly notAfter: string;
  readonly url: string;
  readonly encoding: CertificateEncoding;
  readonly pem: string;
};

/** What came of one URL: `fetched`, why not, or `not-asked` where no third party may be. */
export type FetchedLocation = { readonly url: string; readonly outcome: string; readonly code?: string };

/** Whether the certificates that a chain points at complete it (RFC 5280 §4.2.2.1). */
export type AiaIssuer = { readonly fetched: readonly FetchedLocation[] } & (
  /** With these the chain leads to a root of this store. */
  | { readonly outcome: 'completes'; readonly intermediates: readonly MissingIntermediate[]; readonly root: string; readonly trustedBy: TrustStore }
  /** It was followed to its end, which nobody here trusts. `end` is where. */
  | { readonly outcome: 'no-path'; readonly intermediates: readonly MissingIntermediate[]; readonly end: string; readonly endsInRoot: boolean }
  /** The last location gave nothing, so that it stays unknown. */
  | { readonly outcome: 'unavailable' }
  /** The chain doesn't say where to look. */
  | { readonly outcome: 'no-location' }
);

/** Fetches what a server should have sent and tries it: the only way to tell an incomplete chain from an unknown root. */
export const aiaIssuer: Fact<ChainInput, AiaIssuer> = defineFact({
  id: 'certificate/aia-issuer',
  patienceMs: 12_000,
  needs: (input: ChainInput): AiaNeeds => ({
    handshake: presentation(input),
    ...('port' in input ? { connection: optional(tcpConnection.of({ host: input.host, port: input.port, ...(input.route === undefined ? {} : { route: input.route }) })) } : {}),
  }),
  gather: async ({ input, facts: { handshake, connection }, memory, now, ask, blocked }): Promise<AiaIssuer | ReturnType<typeof blocked>> => {
    const chain = await shownChain(handshake, input, ask);
    if (chain.length === 0) return blocked('handshake');
    const [{ completeChain }, { reachOf, reachOfFile, wayOut }] = await Promise.all([
      import('../issuer-download/complete-chain.ts'), import('../issuer-download/reach.ts'),
    ]);
    const reach = 'port' in input ? reachOf(input.host, connection) : reachOfFile(input.host);
    return completeChain({ chain, caFile: input.route?.ca, memory, now: now(), fetch: (url) => ask(issuerDownload.of({ url, reach, ...wayOut(input.route, connection) })) });
  },
  exhibit: (value): Json => value,
});

type AiaNeeds = { readonly handshake: ReturnType<typeof presentation>; readonly connection?: Request<TcpConnection | undefined> };
