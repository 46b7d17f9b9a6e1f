import type { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  type Extension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from '@peculiar/x509';
import {
  authorityExtensions,
  type CertificateOptions,
  leafExtensions,
  type RawExtension,
  subjectName,
  validity,
} from './certificate-request.ts';
import { crlExtensions, type CrlScope } from './crl-extensions.ts';
import {
  generateKeyPair,
  type KeyAlgorithm,
  privateKeyPem,
  type SignatureHash,
  signingAlgorithm,
  signingKey,
} from './key-pair.ts';
import { type OcspStatus, signOcspResponse } from './ocsp-response.ts';

/** A certificate together with its private key, ready for `startTlsServer`. */
export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly der: Buffer;
  /** Private key, PKCS#8 PEM. */
  readonly key: string;
  /** PEM: the certificate, then the intermediates up to, and without, the root. */
  readonly chain: readonly string[];
  /** Hexadecimal, lower case. */
  readonly serialNumber: string;
}

export interface AuthorityOptions {
  /** Common name of the authority. */
  readonly name: string;
  /** Default `ec-p256`. */
  readonly keyAlgorithm?: KeyAlgorithm;
  /** Hash of the signature over the authority's own certificate. Default `SHA-256`. */
  readonly signatureHash?: SignatureHash;
  /** Default: one hour ago. */
  readonly notBefore?: Date;
  /** Default: 30 days from now. */
  readonly notAfter?: Date;
  /** Number of intermediates that may follow (RFC 5280, 4.2.1.9). Default: no limit. */
  readonly pathLength?: number;
  /** Where the issuer's certificate can be had (RFC 5280, 4.2.2.1). */
  readonly caIssuers?: string;
  /** URL of the OCSP responder for this authority's certificate. */
  readonly ocsp?: string;
  /** URL of the CRL that would list this authority's certificate. */
  readonly crl?: string;
  /** Further extensions, in place of those of the same kind that would stand there. */
  readonly extensions?: readonly RawExtension[];
}

/** Validity of a status answer; by default from a minute ago to a day ahead. */
export interface StatusWindow {
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
}

/** How an OCSP answer comes about. */
export interface OcspOptions extends StatusWindow {
  /** Signs in place of the authority, which may have delegated it (usage `ocspSigning`) or not. */
  readonly responder?: Pick<IssuedCertificate, 'der' | 'key'>;
}

/** What a revocation list says beside its entries (RFC 5280, 5.2 and 5.3). */
export interface CrlOptions extends StatusWindow {
  /** Reason of every entry. */
  readonly reason?: 'keyCompromise' | 'certificateHold' | 'removeFromCRL';
  /** The number of this list. */
  readonly number?: number;
  /** Makes it a list of changes since the list of this number. */
  readonly since?: number;
  /** Where the list of changes is. */
  readonly freshest?: string;
  /** Which certificates it is about; critical, as it has to be. */
  readonly scope?: CrlScope;
}

/** A certificate authority that lives in memory. */
export interface Authority extends IssuedCertificate {
  readonly name: string;
  /** Creates an authority below this one. */
  intermediate(options: AuthorityOptions): Promise<Authority>;
  /** Issues a certificate with a new key. */
  issue(options?: CertificateOptions): Promise<IssuedCertificate>;
  /** Certifies another authority's name and key, e.g. an old root for a new one. Returns PEM. */
  crossSign(other: Authority, options?: Omit<AuthorityOptions, 'name' | 'keyAlgorithm'>): Promise<string>;
  /** An OCSP response about a certificate of this authority, signed by its key (RFC 6960). DER. */
  ocspResponse(subject: IssuedCertificate, status: OcspStatus, options?: OcspOptions): Promise<Buffer>;
  /** A certificate revocation list of this authority (RFC 5280, 5). DER. */
  crl(revoked: readonly IssuedCertificate[], options?: CrlOptions): Promise<Buffer>;
}

interface Issuer {
  readonly certificate: X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
  readonly chain: readonly string[];
}

/** Creates a root authority with one new key pair. */
export function createAuthority(options: AuthorityOptions): Promise<Authority> {
  return buildAuthority(options, undefined);
}

/** Issues a certificate that is signed by its own key. */
export async function selfSigned(options: CertificateOptions = {}): Promise<IssuedCertificate> {
  return issueCertificate(options, undefined);
}

async function buildAuthority(options: AuthorityOptions, issuer: Issuer | undefined): Promise<Authority> {
  const hash = options.signatureHash ?? 'SHA-256';
  const keys = await generateKeyPair(options.keyAlgorithm ?? 'ec-p256', hash);
  const request = { ...options, commonName: options.name };
  const extensions = await authorityExtensions(options, keys.publicKey);
  const certificate = await sign(request, keys.publicKey, extensions, issuer ?? keys.privateKey, hash);
  const pem = pemOf(certificate);
  // The root itself is not part of what a server sends.
  const chain = issuer === undefined ? [] : [pem, ...issuer.chain];
  const self: Issuer = { certificate, privateKey: keys.privateKey, chain };
  return {
    ...issued(certificate, keys.privateKey, chain),
    name: options.name,
    intermediate: (below) => buildAuthority(below, self),
    issue: (leaf = {}) => issueCertificate(leaf, self),
    async crossSign(other, window = {}) {
      const subject = new X509Certificate(Uint8Array.from(other.der));
      const publicKey = await subject.publicKey.export();
      const crossed = await authorityExtensions(window, publicKey);
      const named = { ...window, commonName: other.name };
      return pemOf(await sign(named, publicKey, crossed, self, window.signatureHash ?? 'SHA-256'));
    },
    ocspResponse: (subject, status, options = {}) =>
      signOcspResponse({ issuer: certificate.rawData, key: keys.privateKey, subject: subject.der, status, ...options }),
    crl: (revoked, options = {}) => signCrl(self, revoked, options),
  };
}

async function signCrl({ certificate, privateKey }: Issuer, revoked: readonly IssuedCertificate[], options: CrlOptions): Promise<Buffer> {
  const { thisUpdate = new Date(Date.now() - 60_000), nextUpdate = new Date(Date.now() + 86_400_000), reason } = options;
  const entry = { revocationDate: thisUpdate, ...(reason === undefined ? {} : { reason: X509CrlReason[reason] }) };
  const list = await X509CrlGenerator.create({
    issuer: certificate.subjectName,
    thisUpdate,
    nextUpdate,
    entries: revoked.map(({ serialNumber }) => ({ serialNumber, ...entry })),
    extensions: [await AuthorityKeyIdentifierExtension.create(certificate.publicKey), ...crlExtensions(options)],
    signingAlgorithm: signingAlgorithm(privateKey, 'SHA-256'),
    signingKey: await signingKey(privateKey, 'SHA-256'),
  });
  return Buffer.from(list.rawData);
}

async function issueCertificate(options: CertificateOptions, issuer: Issuer | undefined): Promise<IssuedCertificate> {
  const hash = options.signatureHash ?? 'SHA-256';
  const keys = await generateKeyPair(options.key ?? 'ec-p256', hash);
  const extensions = await leafExtensions(options, keys.publicKey);
  const certificate = await sign(options, keys.publicKey, extensions, issuer ?? keys.privateKey, hash);
  return issued(certificate, keys.privateKey, [pemOf(certificate), ...(issuer?.chain ?? [])]);
}

/** Signs with the issuer, or, given a bare key, with the subject's own key. */
async function sign(
  request: CertificateOptions,
  publicKey: webcrypto.CryptoKey,
  extensions: readonly Extension[],
  by: Issuer | webcrypto.CryptoKey,
  hash: SignatureHash,
): Promise<X509Certificate> {
  const subject = subjectName(request);
  const byIssuer = 'certificate' in by;
  const privateKey = byIssuer ? by.privateKey : by;
  const authorityKey = byIssuer ? by.certificate.publicKey : publicKey;
  return X509CertificateGenerator.create({
    subject,
    issuer: byIssuer ? by.certificate.subjectName : subject,
    ...validity(request),
    ...(request.serialNumber === undefined ? {} : { serialNumber: request.serialNumber }),
    publicKey,
    extensions: [...extensions, await AuthorityKeyIdentifierExtension.create(authorityKey)],
    signingAlgorithm: signingAlgorithm(privateKey, hash),
    signingKey: await signingKey(privateKey, hash),
  });
}

function issued(
  certificate: X509Certificate,
  privateKey: webcrypto.CryptoKey,
  chain: readonly string[],
): IssuedCertificate {
  return {
    certificate: pemOf(certificate),
    der: Buffer.from(certificate.rawData),
    key: privateKeyPem(privateKey),
    chain,
    serialNumber: certificate.serialNumber,
  };
}

function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
