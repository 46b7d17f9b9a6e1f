import { defineFact, optional, type Fact, type Json, type Request } from '@culprit/core';
import { tcpConnection, type TcpConnection } from '@culprit/network';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';
import type { RevocationVerdict } from '../revocation/verdict.ts';
import { statusDownload } from './status-download.ts';

export type RevocationInput = ChainInput & {
  /** Asks the responder and fetches the list, so that one can be held against the other. Without it the list is fetched only where the responder doesn't settle it. */
  readonly sources?: 'all';
};

export type SourceOutcome =
  | RevocationVerdict
  | { readonly outcome: 'unreachable'; readonly code: string }
  /** Third parties are left alone. */
  | { readonly outcome: 'not-asked' };

/** One place that was asked about a certificate. */
export type RevocationSource = { readonly by: 'ocsp' | 'crl'; readonly url: string } & SourceOutcome;

/** What is known of one certificate. No source at all is normal: Let's Encrypt has had no responder since 2025, and short-lived certificates need none. */
export type CertificateRevocation = {
  readonly subject: string;
  /** 1 is the server's own. */
  readonly position: number;
  readonly serialNumber: string;
  readonly sources: readonly RevocationSource[];
};

export type Revocation =
  | { readonly outcome: 'asked'; readonly certificates: readonly CertificateRevocation[] }
  /** The issuers are not at hand, so that nobody's signature could be checked. */
  | { readonly outcome: 'no-issuer' };

/** Whether the certificates of the path below its root were revoked, by OCSP and by CRL (RFC 6960, RFC 5280 §6.3). */
export const revocation: Fact<RevocationInput, Revocation> = defineFact({
  id: 'certificate/revocation',
  patienceMs: 10_000,
  needs: (input: RevocationInput): RevocationNeeds => ({
    handshake: presentation(chainOf(input)),
    ...('port' in input ? { connection: optional(tcpConnection.of({ host: input.host, port: input.port, ...(input.route === undefined ? {} : { route: input.route }) })) } : {}),
  }),
  gather: async ({ input, facts: { handshake, connection }, memory, now, patienceMs, ask, blocked }): Promise<Revocation | ReturnType<typeof blocked>> => {
    const chain = await shownChain(handshake, chainOf(input), ask);
    if (chain.length === 0) return blocked('handshake');
    const [{ askSources }, { reachOf, reachOfFile, wayOut }] = await Promise.all([import('../revocation/ask-sources.ts'), import('../issuer-download/reach.ts')]);
    const reach = 'port' in input ? reachOf(input.host, connection) : reachOfFile(input.host);
    return askSources({
      host: input.host, reach, chain, caFile: input.route?.ca, memory, now: now(), all: input.sources === 'all', patienceMs,
      fetch: (question) => ask(statusDownload.of({ ...question, ...wayOut(input.route, connection) })),
    });
  },
  exhibit: (value): Json => value,
});

type RevocationNeeds = { readonly handshake: ReturnType<typeof presentation>; readonly connection?: Request<TcpConnection | undefined> };

const chainOf = ({ sources: _sources, ...input }: RevocationInput): ChainInput => input;
