import type { Memory } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { pemOf, type CertificateEncoding } from '../der/certificates-in.ts';
import type { AiaIssuer, FetchedLocation, MissingIntermediate } from '../facts/aia-issuer.ts';
import type { Path } from '../path-building/build-paths.ts';
import { pathMaterial, searchPath } from '../path-building/search-path.ts';
import type { Download } from './download-issuer.ts';

export interface ChainToComplete {
  /** Base64 DER, as sent. */
  readonly chain: readonly string[];
  readonly caFile: string | undefined;
  readonly memory: Memory;
  readonly now: Date;
  /** `undefined`: it may not be asked. */
  readonly fetch: (url: string) => Promise<Download | undefined>;
}

type Source = { readonly url: string; readonly encoding: CertificateEncoding };

const maxFetches = 4;

/** Follows a chain upwards from certificate to certificate until it reaches a root of a store, or its end. */
export async function completeChain({ chain, caFile, memory, now, fetch }: ChainToComplete): Promise<AiaIssuer> {
  const fetched: FetchedLocation[] = [];
  const sources = new Map<string, Source>();
  const material = await pathMaterial(chain, caFile, memory);
  if (material === undefined) return { outcome: 'no-location', fetched };
  for (;;) {
    const { trusted: [best], broken: [furthest] } = searchPath(material, now);
    if (best?.trustedBy !== undefined) {
      return { outcome: 'completes', fetched, intermediates: missingIn(best, sources), root: nameAtEnd(best), trustedBy: best.trustedBy };
    }
    const url = furthest === undefined ? undefined : issuerLocation(furthest);
    const known = url !== undefined && fetched.some((location) => location.url === url);
    if (furthest === undefined || url === undefined || known) {
      if (furthest === undefined || fetched.length === 0) return { outcome: 'no-location', fetched };
      // What lies at the location is something else than the issuer, so that nothing is known of the issuer.
      if (known && furthest.fault?.by !== 'untrusted-root') return { outcome: 'unavailable', fetched: [...fetched, { url, outcome: 'unusable', code: 'not-the-issuer' }] };
      return { outcome: 'no-path', fetched, intermediates: missingIn(furthest, sources), end: nameAtEnd(furthest), endsInRoot: furthest.fault?.by === 'untrusted-root' };
    }
    if (fetched.length >= maxFetches) return { outcome: 'unavailable', fetched };
    const download = await fetch(url);
    if (download?.outcome !== 'fetched') {
      fetched.push(download === undefined ? { url, outcome: 'not-asked' } : { url, ...download });
      return { outcome: 'unavailable', fetched };
    }
    fetched.push({ url, outcome: 'fetched' });
    for (const der of download.certificates) {
      const added = material.pool.add(der, 'fetched');
      if (added?.origin === 'fetched') sources.set(added.fingerprint, { url, encoding: download.encoding });
    }
  }
}

/** Also below a root that nobody knows: it may have a twin that a known one signed. */
function issuerLocation({ certificates, fault }: Path): string | undefined {
  const sound = fault?.by === 'signature' ? certificates.slice(0, fault.at + 1) : certificates;
  return sound.findLast(({ subject, issuer }) => subject !== issuer)?.summary.caIssuers;
}

/** The root; where none was found, the issuer that nobody has. */
function nameAtEnd({ certificates, fault }: Path): string {
  const last = fault === undefined ? certificates.at(-1) : certificates[fault.at];
  if (last === undefined) return '';
  return nameOf(fault?.by === 'issuer-not-found' || fault?.by === 'signature' ? last.summary.issuer : last.summary.subject);
}

/** What the server would have to send besides: fetched certificates that aren't roots, from the leaf upwards. */
function missingIn({ certificates }: Path, sources: ReadonlyMap<string, Source>): readonly MissingIntermediate[] {
  return certificates.flatMap(({ certificate, fingerprint, subject, issuer, summary }) => {
    const source = sources.get(fingerprint);
    if (source === undefined || subject === issuer) return [];
    return [{ ...source, subject: nameOf(summary.subject), fingerprint256: summary.fingerprint256, notAfter: summary.notAfter, pem: pemOf(certificate.raw) }];
  });
}
