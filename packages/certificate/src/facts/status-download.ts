import { defineFact, type Fact, type Json } from '@culprit/core';
import { proxyNeeds, proxyWay, type PointedAt, type ProxyNeeds } from '../issuer-download/proxy-way.ts';
import type { DownloadFailure } from '../issuer-download/download-bytes.ts';

/** Where a certificate says that its status can be asked for, and how far the target that showed it reaches. */
export type StatusDownloadInput = PointedAt & {
  /** For a responder: the question, DER in base64. Without it a revocation list is fetched. */
  readonly question?: string;
};

export type StatusDownload = DownloadFailure | { readonly outcome: 'fetched'; readonly body: Uint8Array };

/** An OCSP answer (RFC 6960 appendix A.1), at most 64 KiB, or a revocation list, at most 16 MiB; over plain HTTP, both are signed. */
export const statusDownload: Fact<StatusDownloadInput, StatusDownload> = defineFact<StatusDownloadInput, StatusDownload, ProxyNeeds>({
  id: 'certificate/status-download',
  patienceMs: 4_000,
  needs: proxyNeeds,
  gather: async ({ input, facts: { tunnel }, patienceMs, signal, permits, open }) => {
    const way = proxyWay(input, tunnel, () => open('tunnel'));
    if (way.outcome !== 'open') return way;
    const { downloadStatus } = await import('../revocation/download-status.ts');
    return downloadStatus(input.url, input.question, { target: input.reach, permits, timeoutMs: patienceMs, signal, tunnel: way.tunnel });
  },
  exhibit: (value): Json => (value.outcome === 'fetched' ? { outcome: value.outcome, bytes: value.body.length } : value),
  thirdParties: ({ url }) => (URL.canParse(url) ? [new URL(url).host] : []),
});
