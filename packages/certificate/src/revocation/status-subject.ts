import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AuthorityInfoAccessSyntax, CRLDistributionPoints, id_ce_cRLDistributionPoints, id_ce_freshestCRL, id_ce_keyUsage, id_pe_authorityInfoAccess, KeyUsage, KeyUsageFlags,
  type DistributionPointName,
} from '@peculiar/asn1-x509';
import { derTag, readDer, readDerChildren, readObjectIdentifier, type DerElement } from '../der/read-der.ts';

/** What questions about revocation need of a certificate, byte for byte. */
export interface StatusSubject {
  readonly certificate: X509Certificate;
  /** Content of the INTEGER. */
  readonly serial: Uint8Array;
  /** Names, DER. */
  readonly issuerName: Uint8Array;
  readonly subjectName: Uint8Array;
  /** The subjectPublicKey without its count of unused bits: what a key hash covers (RFC 6960 §4.1.1). */
  readonly keyBits: Uint8Array;
  readonly isAuthority: boolean;
  /** Whether the key may sign revocation lists; absent where there is no key usage extension, which allows all. */
  readonly crlSign?: boolean;
  /** http URLs of responders, at most three (RFC 5280 §4.2.2.1). */
  readonly ocspUrls: readonly string[];
  /** Every URL at which its lists are said to be (RFC 5280 §4.2.1.13), which lists with a scope of their own name again. */
  readonly crlNames: readonly string[];
  /** The http URLs of them that are of the issuer itself and for all reasons, at most three. */
  readonly crlUrls: readonly string[];
  /** http URLs of lists of changes (RFC 5280 §4.2.1.15). */
  readonly deltaUrls: readonly string[];
}

const maxUrls = 3;
const idAdOcsp = '1.3.6.1.5.5.7.48.1';

/** Reads it; `undefined` if the certificate can't be read. An extension that can't be read counts as absent. */
export function readStatusSubject(der: Uint8Array): StatusSubject | undefined {
  try {
    const certificate = new X509Certificate(der);
    const tbs = tbsOf(der);
    const [serial, , issuer, , subject, keyInfo] = tbs[0]?.tag === 0xa0 ? tbs.slice(1) : tbs;
    const [, keyBits] = readDerChildren(keyInfo?.content ?? new Uint8Array(0), 3) ?? [];
    if (serial?.tag !== derTag.integer || issuer === undefined || subject === undefined || keyBits === undefined) return undefined;
    const extensions = readExtensionValues(extensionsOf(der));
    const points = distributionPoints(extensions.get(id_ce_cRLDistributionPoints));
    const usage = parsed(extensions.get(id_ce_keyUsage), KeyUsage);
    return {
      certificate, serial: serial.content, issuerName: issuer.whole, subjectName: subject.whole, keyBits: keyBits.content.subarray(1), isAuthority: certificate.ca,
      ...(usage === undefined ? {} : { crlSign: (usage.toNumber() & KeyUsageFlags.cRLSign) !== 0 }),
      ocspUrls: httpUrls((parsed(extensions.get(id_pe_authorityInfoAccess), AuthorityInfoAccessSyntax) ?? [])
        .flatMap(({ accessMethod, accessLocation }) => (accessMethod === idAdOcsp ? [accessLocation.uniformResourceIdentifier ?? ''] : []))),
      crlNames: points.flatMap(({ urls }) => urls),
      crlUrls: httpUrls(points.flatMap(({ urls, whole }) => (whole ? urls : []))),
      deltaUrls: httpUrls(distributionPoints(extensions.get(id_ce_freshestCRL)).flatMap(({ urls }) => urls)),
    };
  } catch {
    return undefined;
  }
}

/** The parts of a TBSCertificate (RFC 5280 §4.1). */
const tbsOf = (der: Uint8Array): readonly DerElement[] => readDerChildren(readDer(readDer(der)?.content ?? new Uint8Array(0))?.content ?? new Uint8Array(0), 20) ?? [];

/** The Extensions of a certificate, DER. */
export const extensionsOf = (der: Uint8Array): Uint8Array | undefined => tbsOf(der).find(({ tag }) => tag === 0xa3)?.content;

/** The values of Extensions (DER) by object identifier. */
export function readExtensionValues(extensions: Uint8Array | undefined): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { content } of readDerChildren(readDer(extensions ?? new Uint8Array(0))?.content ?? new Uint8Array(0), 200) ?? []) {
    const parts = readDerChildren(content, 4) ?? [];
    const [identifier] = parts;
    const value = parts.at(-1);
    if (identifier?.tag === derTag.objectIdentifier && value?.tag === derTag.octetString) found.set(readObjectIdentifier(identifier.content), value.content);
  }
  return found;
}

/** The first critical one of Extensions (DER) that is not among the known. */
export function unknownCritical(extensions: Uint8Array | undefined, known: ReadonlySet<string>): string | undefined {
  for (const { content } of readDerChildren(readDer(extensions ?? new Uint8Array(0))?.content ?? new Uint8Array(0), 200) ?? []) {
    const [identifier, critical] = readDerChildren(content, 4) ?? [];
    if (identifier === undefined || critical?.tag !== booleanTag || critical.content[0] === 0) continue;
    const oid = readObjectIdentifier(identifier.content);
    if (!known.has(oid)) return oid;
  }
  return undefined;
}

const booleanTag = 0x01;

/** http URLs as they may be asked; ldap and the rest are left out. */
export function httpUrls(urls: readonly string[]): readonly string[] {
  return [...new Set(urls)].filter((url) => /^http:\/\//i.test(url) && url.length <= 2_048 && URL.canParse(url)).slice(0, maxUrls);
}

/** The names of a distribution point that are URLs. */
export const urlsOf = (name: DistributionPointName | undefined): readonly string[] =>
  (name?.fullName ?? []).slice(0, 20).flatMap(({ uniformResourceIdentifier }) => (uniformResourceIdentifier === undefined ? [] : [uniformResourceIdentifier]));

function distributionPoints(value: Uint8Array | undefined): readonly { readonly urls: readonly string[]; readonly whole: boolean }[] {
  return [...parsed(value, CRLDistributionPoints) ?? []].slice(0, 20).map(({ distributionPoint, reasons, cRLIssuer }) => ({
    urls: urlsOf(distributionPoint), whole: reasons === undefined && cRLIssuer === undefined,
  }));
}

/** Parses the value of an extension; `undefined` where there is none or it is not of that type. */
export function parsed<T>(value: Uint8Array | undefined, type: new () => T): T | undefined {
  if (value === undefined) return undefined;
  try {
    return AsnConvert.parse(value, type);
  } catch {
    return undefined;
  }
}
