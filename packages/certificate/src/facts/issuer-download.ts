import { defineFact, type Fact, type Json } from '@culprit/core';
import { proxyNeeds, proxyWay, type PointedAt, type ProxyNeeds } from '../issuer-download/proxy-way.ts';
import type { Download } from '../issuer-download/download-issuer.ts';

/** Where a certificate says that its issuer's can be had, and how far the target that showed it reaches. */
export type IssuerDownloadInput = PointedAt;

/** Certificates from the URL that another certificate names (RFC 5280 §4.2.2.1): over plain HTTP, at most 64 KiB, at most five seconds. */
export const issuerDownload: Fact<IssuerDownloadInput, Download> = defineFact<IssuerDownloadInput, Download, ProxyNeeds>({
  id: 'certificate/issuer-download',
  patienceMs: 5_000,
  needs: proxyNeeds,
  gather: async ({ input, facts: { tunnel }, patienceMs, signal, permits, open }) => {
    const way = proxyWay(input, tunnel, () => open('tunnel'));
    if (way.outcome !== 'open') return way;
    const { downloadIssuer } = await import('../issuer-download/download-issuer.ts');
    return downloadIssuer(input.url, { target: input.reach, permits, timeoutMs: patienceMs, signal, tunnel: way.tunnel });
  },
  exhibit: (value): Json => (value.outcome === 'fetched' ? { outcome: value.outcome, encoding: value.encoding, certificates: value.certificates.length } : value),
  thirdParties: ({ url }) => (URL.canParse(url) ? [new URL(url).host] : []),
});
