import { X509Certificate } from 'node:crypto';
import { derTag, readDer, readDerChildren, readObjectIdentifier, type DerElement } from './der/read-der.ts';

/** Who a certificate is about or comes from. `text` has all of it, the most specific part first. */
export type DistinguishedName = { readonly text: string; readonly commonName?: string; readonly organization?: string };

/** What a certificate says of itself. Dates are ISO 8601, UTC; fingerprints hexadecimal, lower case. */
export type CertificateSummary = {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** Hexadecimal, upper case. */
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  /** How many names the subjectAltName holds; more than the lists only beyond 10,000. */
  readonly nameCount: number;
  /** `rsa`, `rsa-pss`, `ec`, `ed25519`, `dsa`, … or `unknown` where OpenSSL can't read the key. */
  readonly keyType: string;
  /** Bits of the modulus or of the curve. */
  readonly keyBits?: number;
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA384`, …, or the object identifier. */
  readonly signatureAlgorithm: string;
  /** Object identifiers of the extended key usage; absent where there is no such extension: every usage. */
  readonly extendedKeyUsage?: readonly string[];
  readonly isAuthority: boolean;
  /** Subject and issuer are the same name, which says nothing of who signed. */
  readonly selfIssued: boolean;
  readonly fingerprint256: string;
  /** Where the issuer's certificate can be had (RFC 5280 §4.2.2.1): the first http URL. */
  readonly caIssuers?: string;
};

/** A certificate that can't be read, in the place where it was sent. */
export type MalformedCertificate = { readonly malformed: string; readonly bytes: number };

export type ChainEntry = CertificateSummary | MalformedCertificate;

export const isMalformed = (entry: ChainEntry): entry is MalformedCertificate => 'malformed' in entry;

/** Reads a certificate. Never throws: a certificate is input from a stranger. */
export function summarize(der: Uint8Array): ChainEntry {
  try {
    // Given PEM or bytes after the certificate, OpenSSL would read something else than what was sent.
    if (readDer(der)?.whole.length !== der.length) return { malformed: 'not-der', bytes: der.length };
    return summaryOf(new X509Certificate(der));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { malformed: code, bytes: der.length };
  }
}

/** @throws Error where OpenSSL can't read a field */
export function summaryOf(certificate: X509Certificate): CertificateSummary {
  const names = alternativeNames(certificate.subjectAltName ?? '');
  const usages: readonly string[] | undefined = certificate.keyUsage;
  const caIssuers = httpIssuerLocation(certificate.infoAccess ?? '');
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    serialNumber: certificate.serialNumber,
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    ...names,
    ...keyOf(certificate),
    signatureAlgorithm: signatureAlgorithmOf(certificate.raw),
    ...(usages === undefined ? {} : { extendedKeyUsage: usages }),
    isAuthority: certificate.ca,
    selfIssued: certificate.subject === certificate.issuer,
    fingerprint256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    ...(caIssuers === undefined ? {} : { caIssuers }),
  };
}

const maxNames = 10_000;

/** Node prints `DNS:a, IP Address:b, …`; what would be ambiguous stands there as a JSON string. */
function alternativeNames(text: string): { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[]; readonly nameCount: number } {
  const dnsNames: string[] = [];
  const ipAddresses: string[] = [];
  let nameCount = 0;
  const entry = /([A-Za-z][A-Za-z0-9 ]*):(?:("(?:[^"\\]|\\.)*")|([^,]*))(?:, |$)/gy;
  for (let match = entry.exec(text); match !== null && match[0] !== ''; match = entry.exec(text)) {
    const [, type, quoted, plain = ''] = match;
    if (type !== 'DNS' && type !== 'IP Address') continue;
    nameCount++;
    if (nameCount > maxNames) continue;
    const name = quoted === undefined ? plain : unquote(quoted);
    if (type === 'DNS') dnsNames.push(name);
    else ipAddresses.push(name);
  }
  return { dnsNames, ipAddresses, nameCount };
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Node prints one attribute a line, `CN=…`, the most general first, with line breaks inside a value escaped. */
function distinguishedName(text: string | undefined): DistinguishedName {
  const parts = (text ?? '').split('\n').filter((part) => part !== '').slice(0, 50).map((part) => shown(part));
  const value = (attribute: string): string | undefined => parts.findLast((part) => part.startsWith(`${attribute}=`))?.slice(attribute.length + 1);
  const [commonName, organization] = [value('CN'), value('O')];
  return {
    text: parts.toReversed().join(', '),
    ...(commonName === undefined ? {} : { commonName }),
    ...(organization === undefined ? {} : { organization }),
  };
}

/** The name that people know a subject by. */
export const nameOf = ({ commonName, organization, text }: DistinguishedName): string => commonName ?? organization ?? (text === '' ? '(no name)' : text);

/** A text out of a certificate, fit for a terminal: bounded, without control and direction characters. */
export function shown(text: string): string {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean;
}

function httpIssuerLocation(infoAccess: string): string | undefined {
  for (const line of infoAccess.split('\n').slice(0, 50)) {
    const location = /^CA Issuers - URI:(.*)$/s.exec(line)?.[1];
    if (location === undefined) continue;
    const url = location.startsWith('"') ? unquote(location) : location;
    if (/^http:\/\//i.test(url) && url.length <= 2_048 && URL.canParse(url)) return url;
  }
  return undefined;
}

function keyOf(certificate: X509Certificate): { readonly keyType: string; readonly keyBits?: number } {
  try {
    const { asymmetricKeyType: keyType = 'unknown', asymmetricKeyDetails: details } = certificate.publicKey;
    const keyBits = details?.modulusLength ?? curveBits[details?.namedCurve ?? ''];
    return keyBits === undefined ? { keyType } : { keyType, keyBits };
  } catch {
    return { keyType: 'unknown' };
  }
}

const curveBits: { readonly [curve: string]: number } = {
  prime192v1: 192, secp192k1: 192, secp224r1: 224, secp224k1: 224, prime256v1: 256, secp256k1: 256, secp384r1: 384, secp521r1: 521,
  brainpoolP256r1: 256, brainpoolP384r1: 384, brainpoolP512r1: 512,
};

/** The signatureAlgorithm of RFC 5280 §4.1.1.2; Node has it only since 24.9. */
function signatureAlgorithmOf(der: Uint8Array): string {
  const [, algorithm] = readDerChildren(readDer(der)?.content ?? new Uint8Array(0), 3) ?? [];
  const identifier = algorithm === undefined ? undefined : readDer(algorithm.content);
  if (identifier?.tag !== derTag.objectIdentifier) return 'unknown';
  const oid = readObjectIdentifier(identifier.content);
  return oid === '1.2.840.113549.1.1.10' && pssHash(algorithm) === sha1 ? 'rsassaPss-SHA1' : signatureAlgorithms[oid] ?? oid;
}

const sha1 = '1.3.14.3.2.26';

/** The hash of RSASSA-PSS, which stands in its parameters (RFC 4055 §3.1); SHA-1 where none is named. */
function pssHash(algorithm: DerElement | undefined): string {
  const [, parameters] = readDerChildren(algorithm?.content ?? new Uint8Array(0), 2) ?? [];
  const explicit = readDerChildren(parameters?.content ?? new Uint8Array(0), 4)?.find(({ tag }) => tag === 0xa0);
  const identifier = readDer(readDer(explicit?.content ?? new Uint8Array(0))?.content ?? new Uint8Array(0));
  return identifier?.tag === derTag.objectIdentifier ? readObjectIdentifier(identifier.content) : sha1;
}

/** RFC 3279, 4055, 5758, 8410. */
const signatureAlgorithms: { readonly [oid: string]: string } = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.3': 'md4WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.3.14.3.2.29': 'sha1WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsa-with-SHA1',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-SHA256',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};

/**
 * Makes something of a certificate, or of a list of them, once for as long as it lives: a repeated look at a watched
 * endpoint comes with the very ones of the look before.
 */
export function onceForEach<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, Made>();
  return (of) => {
    let made = known.get(of);
    if (made === undefined) known.set(of, made = make(of));
    return made;
  };
}
