import { monotonicMs } from '@culprit/core';
import type { StatusDownload } from '../facts/status-download.ts';
import { downloadBytes, type DownloadOptions } from '../issuer-download/download-bytes.ts';
import { maxCrlBytes } from './judge-crl.ts';
import { maxOcspBytes } from './judge-ocsp.ts';

/** Above this a question has to be posted (RFC 6960 appendix A.1). */
const maxGetCharacters = 255;

/** Fetches a list, or asks a responder: by POST, and by GET where it does without POST, as caches do. */
export async function downloadStatus(url: string, question: string | undefined, options: DownloadOptions): Promise<StatusDownload> {
  if (question === undefined) return downloadBytes({ url, maxBytes: maxCrlBytes }, options);
  const begun = monotonicMs();
  const post = { type: 'application/ocsp-request', body: Buffer.from(question, 'base64') };
  const posted = await downloadBytes({ url, maxBytes: maxOcspBytes, post }, options);
  if (posted.outcome === 'fetched' || (posted.outcome !== 'refused' && posted.code !== 'redirect')) return posted;
  const encoded = encodeURIComponent(question);
  const timeoutMs = options.timeoutMs - (monotonicMs() - begun);
  if (encoded.length > maxGetCharacters || timeoutMs <= 0) return posted;
  return downloadBytes({ url: `${url.replace(/\/$/, '')}/${encoded}`, maxBytes: maxOcspBytes }, { ...options, timeoutMs });
}
