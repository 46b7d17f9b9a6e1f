import { fill, type Locale } from '@culprit/core';
import type { TlsHandshake } from '@culprit/network';
import type { CertificateSource } from './command-input.ts';
import type { CertificateFileContents } from './facts/certificate-file-contents.ts';

/** Why there is no certificate to show or write, in the words of the check that judges it. */
export async function refusalOf({ kind, input }: CertificateSource, shown: TlsHandshake | CertificateFileContents | undefined, locale: Locale): Promise<string> {
  if (kind === 'file' && shown?.chainSource === 'file') {
    const { fileFormCheck } = await import('./checks/file-form.ts');
    const [conclusion] = fileFormCheck.evaluate({ target: input, facts: { contents: shown }, options: undefined, now: new Date() });
    const template = conclusion === undefined ? undefined : fileFormCheck.text[locale].findings[conclusion.finding];
    if (conclusion !== undefined && template !== undefined) return fill(template, conclusion.params, locale);
  }
  const why = shown === undefined ? '' : ` (${shown.outcome})`;
  const name = kind === 'endpoint' ? `${input.host}:${input.port}` : input.file;
  return locale === 'en' ? `no certificate was shown${why}. Find out why: culprit examine ${name}` : `没有出示证书${why}。查明原因：culprit examine ${name}`;
}
