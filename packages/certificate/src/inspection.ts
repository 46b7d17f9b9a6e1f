import { isMalformed, shown as fit, summarize, type CertificateSummary } from './certificate-summary.ts';
import type { CertificateFileContents, KeyPair } from './facts/certificate-file-contents.ts';
import { usageNamesOf } from './purpose.ts';
import type { TlsHandshake } from '@culprit/network';

/** One certificate in plain words. Dates are ISO 8601, UTC; `daysLeft` is negative where it has expired. */
export type InspectedCertificate =
  | {
    readonly role: 'server' | 'authority' | 'root';
    readonly subject: string;
    /** The first fifty of `nameCount`. */
    readonly names: readonly string[];
    readonly nameCount: number;
    readonly issuer: string;
    readonly serialNumber: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly daysLeft: number;
    /** `rsa 2048`, `ec 256`, … */
    readonly key: string;
    readonly signatureAlgorithm: string;
    readonly usages?: string;
    readonly fingerprint256: string;
    readonly caIssuers?: string;
    /** Where it begins in the file, counted from 1. */
    readonly line?: number;
  }
  | { readonly role: 'unreadable'; readonly reason: string };

/** What a server shows or a file holds, the server's own certificate first. */
export interface Inspection {
  readonly source: string;
  /** `TLSv1.3`, or how the file is written. */
  readonly form: string;
  readonly certificates: readonly InspectedCertificate[];
  /** What became of the private key that was given or stands in the file. */
  readonly key?: Exclude<KeyPair['outcome'], 'none'>;
}

const shownNames = 50;
const dayMs = 86_400_000;

/** Puts into words what was shown. */
export function inspection(source: string, shown: TlsHandshake | CertificateFileContents, now: Date): Inspection {
  const places = shown.outcome === 'read' ? shown.places : [];
  const certificates = shown.chain.map((text, index): InspectedCertificate => {
    const entry = summarize(Buffer.from(text, 'base64'));
    if (isMalformed(entry)) return { role: 'unreadable', reason: entry.malformed };
    const line = places[index]?.line;
    return { ...inWords(entry, now), ...(line === undefined ? {} : { line }) };
  });
  const key = shown.outcome === 'read' && shown.key.outcome !== 'none' ? { key: shown.key.outcome } : {};
  return { source, form: shown.outcome === 'read' ? shown.encoding : shown.outcome === 'completed' ? shown.protocol : 'TLS', certificates, ...key };
}

function inWords(certificate: CertificateSummary, now: Date): Extract<InspectedCertificate, { readonly subject: string }> {
  const { subject, issuer, serialNumber, notBefore, notAfter, dnsNames, ipAddresses, nameCount, keyType, keyBits, signatureAlgorithm, extendedKeyUsage, isAuthority, selfIssued, fingerprint256, caIssuers } = certificate;
  return {
    role: isAuthority ? (selfIssued ? 'root' : 'authority') : 'server',
    subject: subject.text, issuer: issuer.text, serialNumber, notBefore, notAfter, nameCount,
    names: [...dnsNames, ...ipAddresses].slice(0, shownNames).map((name) => fit(name)),
    daysLeft: Math.floor((Date.parse(notAfter) - now.getTime()) / dayMs),
    key: keyBits === undefined ? keyType : `${keyType} ${keyBits}`,
    signatureAlgorithm, fingerprint256,
    ...(extendedKeyUsage === undefined ? {} : { usages: usageNamesOf(extendedKeyUsage) }),
    ...(caIssuers === undefined ? {} : { caIssuers }),
  };
}
