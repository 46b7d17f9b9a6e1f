import { certificatesIn, type CertificateEncoding } from '../der/certificates-in.ts';
import { downloadBytes, type DownloadFailure, type DownloadOptions } from './download-bytes.ts';

/** What came of fetching an issuer's certificate from where another certificate says that it is. */
export type Download = DownloadFailure | { readonly outcome: 'fetched'; readonly encoding: CertificateEncoding; readonly certificates: readonly Uint8Array[] };

const maxBytes = 65_536;

/** Fetches certificates as RFC 5280 §4.2.2.1 describes; whoever uses them verifies their signatures. */
export async function downloadIssuer(url: string, options: DownloadOptions): Promise<Download> {
  const answer = await downloadBytes({ url, maxBytes }, options);
  if (answer.outcome !== 'fetched') return answer;
  const found = certificatesIn(answer.body);
  return found === undefined ? { outcome: 'unusable', code: 'format' } : { outcome: 'fetched', ...found };
}
