import { defineFact, type Fact, type Json } from '@culprit/core';
import type { AddressScope } from '../issuer-download/address-scope.ts';
import type { DownloadFailure } from '../issuer-download/download-bytes.ts';

/** Where a certificate says that its status can be asked for, and how far the target that showed it reaches. */
export type StatusDownloadInput = {
  readonly url: string;
  readonly reach: AddressScope;
  /** For a responder: the question, DER in base64. Without it a revocation list is fetched. */
  readonly question?: string;
};

export type StatusDownload = DownloadFailure | { readonly outcome: 'fetched'; readonly body: Uint8Array };

/** An OCSP answer (RFC 6960 appendix A.1), at most 64 KiB, or a revocation list, at most 16 MiB; over plain HTTP, both are signed. */
export const statusDownload: Fact<StatusDownloadInput, StatusDownload> = defineFact({
  id: 'certificate/status-download',
  patienceMs: 4_000,
  gather: async ({ input: { url, reach, question }, patienceMs, signal }) => {
    const { downloadStatus } = await import('../revocation/download-status.ts');
    return downloadStatus(url, question, { target: reach, timeoutMs: patienceMs, signal });
  },
  exhibit: (value): Json => (value.outcome === 'fetched' ? { outcome: value.outcome, bytes: value.body.length } : value),
  thirdParties: ({ url }) => (URL.canParse(url) ? [new URL(url).host] : []),
});
