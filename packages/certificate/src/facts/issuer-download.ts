import { defineFact, type Fact, type Json } from '@culprit/core';
import type { AddressScope } from '../issuer-download/address-scope.ts';
import type { Download } from '../issuer-download/download-issuer.ts';

/** Where a certificate says that its issuer's can be had, and how far the target that showed it reaches. */
export type IssuerDownloadInput = { readonly url: string; readonly reach: AddressScope };

/** Certificates from the URL that another certificate names (RFC 5280 §4.2.2.1): over plain HTTP, at most 64 KiB, at most three seconds. */
export const issuerDownload: Fact<IssuerDownloadInput, Download> = defineFact({
  id: 'certificate/issuer-download',
  patienceMs: 3_000,
  gather: async ({ input: { url, reach }, patienceMs, signal }) => {
    const { downloadIssuer } = await import('../issuer-download/download-issuer.ts');
    return downloadIssuer(url, { target: reach, timeoutMs: patienceMs, signal });
  },
  exhibit: (value): Json => (value.outcome === 'fetched' ? { outcome: value.outcome, encoding: value.encoding, certificates: value.certificates.length } : value),
  thirdParties: ({ url }) => (URL.canParse(url) ? [new URL(url).host] : []),
});
