import { derTag, readDer, readDerChildren, readObjectIdentifier, readStrictDer, type DerElement } from './read-der.ts';

/** An extension as it stands in a certificate (RFC 5280 §4.2). */
export interface CertificateExtension {
  readonly oid: string;
  readonly critical: boolean;
  /** What is inside of extnValue. */
  readonly value: Uint8Array;
}

/** What of a certificate isn't as X.690 and RFC 5280 §4.1 want it, so that one client or another refuses to read it. */
export type Malformation =
  /** Not DER, or not the sequence of RFC 5280 §4.1. */
  | 'structure'
  /** Bytes after its end. */
  | 'trailing-data'
  /** Neither 1 nor 3, or extensions outside of version 3. */
  | 'version'
  /** Empty, negative, or longer than 20 octets (§4.1.2.2). */
  | 'serial-number'
  /** The algorithm that was signed isn't the one beside the signature (§4.1.1.2). */
  | 'signature-algorithm'
  /** A date in another form (§4.1.2.5). */
  | 'date'
  /** A curve spelt out instead of named, which RFC 5480 §2.1.1 forbids. */
  | 'explicit-curve'
  /** The same extension twice (§4.2). */
  | 'duplicate-extension'
  /** An extension whose content can't be read. */
  | 'extension';

/** The parts of a certificate that `X509Certificate` doesn't show, as raw DER where they are compared by bytes. */
export interface CertificateFields {
  readonly version: number;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly extensions: readonly CertificateExtension[];
  readonly malformation?: Malformation;
}

const maxExtensions = 100;

/**
 * Reads the frame of a certificate, strictly: the first deviation is told beside what could be read in spite of it.
 * `undefined`: there is nothing of the kind. Never throws.
 */
export function readCertificate(der: Uint8Array): CertificateFields | undefined {
  const [tbs, algorithm, signature, ...trailing] = readDerChildren(readDer(der)?.content ?? new Uint8Array(0), 5) ?? [];
  const fields = tbs?.tag === derTag.sequence ? readDerChildren(tbs.content, 12) : undefined;
  if (tbs === undefined || fields === undefined) return undefined;
  const rest = [...fields];
  const explicitVersion = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [serial, signedAlgorithm, issuer, validity, subject, key, ...optional] = rest;
  if (issuer?.tag !== derTag.sequence || subject?.tag !== derTag.sequence || serial === undefined || signedAlgorithm === undefined || validity === undefined || key === undefined) return undefined;
  const version = explicitVersion === undefined ? 1 : versionOf(explicitVersion);
  const { extensions, malformation } = extensionsIn(optional.find(({ tag }) => tag === 0xa3));
  const framed = isStrict(der, 0, [derTag.sequence]) && algorithm?.tag === derTag.sequence && signature?.tag === derTag.bitString && trailing.length === 0;
  const found: Malformation | undefined = readDer(der)?.whole.length !== der.length ? 'trailing-data' : !framed ? 'structure'
    : version === undefined || version > 3 || (explicitVersion !== undefined && version === 1) || (version < 3 && extensions.length > 0) ? 'version'
      : !isSerialNumber(serial) ? 'serial-number'
        : Buffer.compare(signedAlgorithm.whole, algorithm.whole) !== 0 ? 'signature-algorithm'
          : !isValidity(validity) ? 'date'
            : hasExplicitCurve(key) ? 'explicit-curve' : malformation;
  return { version: version ?? 0, issuer: issuer.whole, subject: subject.whole, extensions, ...(found === undefined ? {} : { malformation: found }) };
}

/** Whether the first elements, one inside the other, have lengths as DER wants them, and the first takes all of the bytes. */
function isStrict(der: Uint8Array, offset: number, tags: readonly number[]): boolean {
  const outer = readStrictDer(der, offset);
  if (outer === undefined || outer.whole.length !== der.length || !tags.includes(outer.tag)) return false;
  const inner = readDerChildren(outer.content, 4, readStrictDer);
  return inner?.[0] !== undefined && readDerChildren(inner[0].content, 20, readStrictDer) !== undefined;
}

function versionOf({ content }: DerElement): number | undefined {
  const number = readStrictDer(content);
  return number?.tag === derTag.integer && number.content.length === 1 && number.whole.length === content.length ? (number.content[0] ?? 0) + 1 : undefined;
}

/** Twenty octets, and one more for the sign of a number that begins with a set bit. Zero is not as it should be, and nobody minds. */
function isSerialNumber({ tag, content }: DerElement): boolean {
  const [first = 0x80, second = 0] = content;
  return tag === derTag.integer && first < 0x80 && content.length <= (first === 0 && second >= 0x80 ? 21 : 20);
}

/** UTCTime to 2049 and GeneralizedTime after, both to the second and in UTC. */
function isValidity({ content }: DerElement): boolean {
  const dates = readDerChildren(content, 3, readStrictDer) ?? [];
  return dates.length === 2 && dates.every(({ tag, content: text }) => {
    const digits = Buffer.from(text).toString('latin1');
    return tag === derTag.utcTime ? /^\d{12}Z$/.test(digits) : tag === derTag.generalizedTime && /^\d{14}Z$/.test(digits);
  });
}

function hasExplicitCurve({ content }: DerElement): boolean {
  const [algorithm, parameters] = readDerChildren(readDer(content)?.content ?? new Uint8Array(0), 2) ?? [];
  return algorithm?.tag === derTag.objectIdentifier && readObjectIdentifier(algorithm.content) === '1.2.840.10045.2.1' && parameters?.tag === derTag.sequence;
}

function extensionsIn(explicit: DerElement | undefined): { readonly extensions: readonly CertificateExtension[]; readonly malformation?: Malformation } {
  if (explicit === undefined) return { extensions: [] };
  const list = readDerChildren(readDer(explicit.content)?.content ?? new Uint8Array(0), maxExtensions + 1, readStrictDer);
  if (list === undefined || list.length === 0 || list.length > maxExtensions) return { extensions: [], malformation: 'structure' };
  const seen = new Set<string>();
  const extensions: CertificateExtension[] = [];
  let malformation: Malformation | undefined;
  for (const { content } of list) {
    const parts = readDerChildren(content, 4, readStrictDer) ?? [];
    const [id] = parts;
    const value = parts.at(-1);
    const flag = parts.length === 3 ? parts[1] : undefined;
    // FALSE is the default, which DER leaves out; many authorities wrote it out all the same, and everybody reads it.
    if (id?.tag !== derTag.objectIdentifier || value?.tag !== derTag.octetString || parts.length > 3 || (flag !== undefined && (flag.tag !== derTag.boolean || flag.content.length !== 1))) {
      malformation ??= 'extension';
      continue;
    }
    const oid = readObjectIdentifier(id.content);
    if (seen.has(oid)) malformation ??= 'duplicate-extension';
    else extensions.push({ oid, critical: flag?.content[0] === 0xff || (flag?.content[0] ?? 0) !== 0, value: value.content });
    seen.add(oid);
  }
  return { extensions, ...(malformation === undefined ? {} : { malformation }) };
}
