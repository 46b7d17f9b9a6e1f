import { isIP } from 'node:net';
import type { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  AuthorityInfoAccessExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import type { KeyAlgorithm, SignatureHash } from './key-pair.ts';

/** Extended key usages (RFC 5280, 4.2.1.12). */
export type ExtendedUsage =
  | 'serverAuth'
  | 'clientAuth'
  | 'codeSigning'
  | 'emailProtection'
  | 'timeStamping'
  | 'ocspSigning'
  | 'anyExtendedKeyUsage';

/** Bits of the key usage extension (RFC 5280, 4.2.1.3). */
export type KeyUsageBit = keyof typeof KeyUsageFlags;

/** An extension as it shall stand in a certificate, whatever is in it. */
export interface RawExtension {
  /** Dotted. */
  readonly oid: string;
  readonly critical?: boolean;
  /** DER of what is inside of extnValue. */
  readonly value: Uint8Array;
}

/** What a certificate shall say. Everything is optional: the default is a sound server certificate. */
export interface CertificateOptions {
  /** DNS names and IP addresses of the subjectAltName; empty or absent: no such extension. */
  readonly names?: readonly string[];
  /** Default: the first of `names`, or none. */
  readonly commonName?: string;
  /** Default: one hour ago. */
  readonly notBefore?: Date;
  /** Default: 30 days from now. */
  readonly notAfter?: Date;
  /** Default `['serverAuth', 'clientAuth']`; empty: no such extension. */
  readonly usages?: readonly ExtendedUsage[];
  /** Default `['digitalSignature']`, for RSA also `keyEncipherment`; empty: no such extension. */
  readonly keyUsage?: readonly KeyUsageBit[];
  /** Default `ec-p256`. */
  readonly key?: KeyAlgorithm;
  /** Hash of the signature over this certificate. Default `SHA-256`. */
  readonly signatureHash?: SignatureHash;
  /** Where the issuer's certificate can be had (RFC 5280, 4.2.2.1). */
  readonly caIssuers?: string;
  /** URL of the OCSP responder (RFC 5280, 4.2.2.1). */
  readonly ocsp?: string;
  /** URL of the certificate revocation list (RFC 5280, 4.2.1.13). */
  readonly crl?: string;
  /** Basic constraints say CA. Default `false`. */
  readonly isAuthority?: boolean;
  /** The certificate demands a stapled OCSP response (RFC 7633). Default `false`. */
  readonly mustStaple?: boolean;
  /** Further extensions, in this order; they take the place of those of the same kind that would stand there. */
  readonly extensions?: readonly RawExtension[];
  /** Hexadecimal. Default: random. */
  readonly serialNumber?: string;
}

const HOUR_MS = 3_600_000;

/** Start and end of validity, with the defaults filled in. */
export function validity(options: Pick<CertificateOptions, 'notBefore' | 'notAfter'>): {
  notBefore: Date;
  notAfter: Date;
} {
  return {
    notBefore: options.notBefore ?? new Date(Date.now() - HOUR_MS),
    notAfter: options.notAfter ?? new Date(Date.now() + 30 * 24 * HOUR_MS),
  };
}

/** The subject: a common name only; empty when there is none (RFC 5280 allows it with a SAN). */
export function subjectName(options: Pick<CertificateOptions, 'names' | 'commonName'>): JsonName {
  const commonName = options.commonName ?? options.names?.[0];
  return commonName === undefined || commonName === '' ? [] : [{ CN: [commonName] }];
}

/** The extensions of an end-entity certificate for this key. */
export async function leafExtensions(
  options: CertificateOptions,
  publicKey: webcrypto.CryptoKey,
): Promise<Extension[]> {
  const names = options.names ?? [];
  const usages = options.usages ?? ['serverAuth', 'clientAuth'];
  const rsa = (options.key ?? 'ec-p256') !== 'ec-p256';
  const keyUsage = options.keyUsage ?? (rsa ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature']);
  const extensions: Extension[] = [
    new BasicConstraintsExtension(options.isAuthority ?? false, undefined, true),
    await SubjectKeyIdentifierExtension.create(publicKey),
  ];
  if (names.length > 0) {
    const general = names.map((name) => ({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name }) as const);
    extensions.push(new SubjectAlternativeNameExtension(general));
  }
  if (keyUsage.length > 0) extensions.push(keyUsageExtension(keyUsage));
  if (usages.length > 0) extensions.push(new ExtendedKeyUsageExtension(usages.map((usage) => USAGE_OIDS[usage])));
  // TLS feature: SEQUENCE { INTEGER 5 (status_request) }, RFC 7633.
  if (options.mustStaple === true) {
    extensions.push(new Extension('1.3.6.1.5.5.7.1.24', false, Uint8Array.of(0x30, 3, 2, 1, 5)));
  }
  return withRaw([...extensions, ...locations(options)], options);
}

/** The extensions of a CA certificate for this key. */
export async function authorityExtensions(
  options: Pick<CertificateOptions, 'caIssuers' | 'ocsp' | 'crl' | 'extensions'> & { readonly pathLength?: number },
  publicKey: webcrypto.CryptoKey,
): Promise<Extension[]> {
  return withRaw([
    new BasicConstraintsExtension(true, options.pathLength, true),
    await SubjectKeyIdentifierExtension.create(publicKey),
    keyUsageExtension(['digitalSignature', 'keyCertSign', 'cRLSign']),
    ...locations(options),
  ], options);
}

function withRaw(extensions: readonly Extension[], { extensions: raw = [] }: Pick<CertificateOptions, 'extensions'>): Extension[] {
  const kept = extensions.filter(({ type }) => !raw.some(({ oid }) => oid === type));
  return [...kept, ...raw.map(({ oid, critical = false, value }) => new Extension(oid, critical, Uint8Array.from(value)))];
}

function keyUsageExtension(bits: readonly KeyUsageBit[]): Extension {
  return new KeyUsagesExtension(
    bits.reduce((sum, bit) => sum | KeyUsageFlags[bit], 0),
    true,
  );
}

function locations(options: Pick<CertificateOptions, 'caIssuers' | 'ocsp' | 'crl'>): Extension[] {
  const { caIssuers, ocsp, crl } = options;
  const extensions: Extension[] = [];
  if (caIssuers !== undefined || ocsp !== undefined) {
    extensions.push(
      new AuthorityInfoAccessExtension({
        ...(caIssuers === undefined ? {} : { caIssuers }),
        ...(ocsp === undefined ? {} : { ocsp }),
      }),
    );
  }
  if (crl !== undefined) extensions.push(new CRLDistributionPointsExtension([crl]));
  return extensions;
}

const USAGE_OIDS: Readonly<Record<ExtendedUsage, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',
};
