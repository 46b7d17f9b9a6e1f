import type { CertificateExtension, CertificateFields, Malformation } from '../der/read-certificate.ts';
import { derTag, readDer, readDerChildren, readObjectIdentifier, readStrictDer, type DerElement } from '../der/read-der.ts';
import { generalName, generalNames, type GeneralName } from './general-name.ts';

/** The parts of the name space in which an authority may, and may not, issue (RFC 5280 §4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** The extensions that a path is judged by and that `X509Certificate` doesn't show (RFC 5280 §4.2.1). */
export interface PathExtensions {
  readonly version: number;
  /** Base64. */
  readonly subjectKeyIdentifier?: string;
  /** Base64. */
  readonly authorityKeyIdentifier?: string;
  /** Absent where there is no such extension. */
  readonly basicConstraints?: { readonly authority: boolean; readonly pathLength?: number };
  /** Bit n is bit n of KeyUsage: 0 digitalSignature, 2 keyEncipherment, 4 keyAgreement, 5 keyCertSign. Absent: every use. */
  readonly keyUsage?: number;
  /** Whether the key may sign certificates; absent where there is no key usage extension, which allows all. */
  readonly keyCertSign?: boolean;
  readonly extendedKeyUsage?: readonly string[];
  readonly alternativeNames?: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  readonly policies?: readonly string[];
  /** Pairs of issuerDomainPolicy and subjectDomainPolicy. */
  readonly policyMappings?: readonly (readonly [string, string])[];
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
  readonly inhibitAnyPolicy?: number;
  /** Object identifiers of critical extensions that nobody here processes: such a certificate must be refused (§4.2). */
  readonly unknownCritical: readonly string[];
  readonly malformation?: Malformation;
  /** An extension about policies can't be read, which only those mind who look at policies. */
  readonly policiesUnreadable?: boolean;
}

type Found = { -readonly [N in keyof PathExtensions]: PathExtensions[N] };

/** Reads them with our own strict reader; why no library does it stands in decisions/. Never throws. */
export function readExtensions(fields: CertificateFields): PathExtensions {
  const { version, extensions, malformation } = fields;
  const unknownCritical: string[] = [];
  const found: Found = { version, unknownCritical, ...(malformation === undefined ? {} : { malformation }) };
  for (const extension of extensions) {
    const read = readers[extension.oid];
    if (read === undefined) {
      if (extension.critical && !understood.has(extension.oid)) unknownCritical.push(extension.oid);
    } else if (!read(extension, found)) {
      if (policyExtensions.has(extension.oid)) found.policiesUnreadable = true;
      else found.malformation ??= 'extension';
    }
  }
  return found;
}

/** Judged elsewhere, or of no consequence for a path: locations, the demand for a stapled answer (RFC 7633), timestamps. */
const understood: ReadonlySet<string> = new Set([
  '2.5.29.18', '2.5.29.31', '2.5.29.46', '1.3.6.1.5.5.7.1.1', '1.3.6.1.5.5.7.1.11', '1.3.6.1.5.5.7.1.24', '1.3.6.1.4.1.11129.2.4.2', '2.16.840.1.113730.1.1',
]);

const policyExtensions: ReadonlySet<string> = new Set(['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54']);

/** Each says whether it could be read. */
const readers: { readonly [oid: string]: ((extension: CertificateExtension, found: Found) => boolean) | undefined } = {
  '2.5.29.14': ({ value }, found) => {
    const identifier = only(value, derTag.octetString);
    if (identifier !== undefined) found.subjectKeyIdentifier = base64(identifier.content);
    return identifier !== undefined;
  },
  '2.5.29.35': ({ value }, found) => {
    const parts = sequence(value);
    const identifier = parts?.find(({ tag }) => tag === 0x80);
    if (identifier !== undefined) found.authorityKeyIdentifier = base64(identifier.content);
    return parts !== undefined;
  },
  '2.5.29.19': ({ value }, found) => {
    const parts = sequence(value);
    const [first, second, ...more] = parts ?? [];
    const flag = first?.tag === derTag.boolean ? first : undefined;
    const limit = flag === undefined ? first : second;
    const pathLength = limit === undefined ? undefined : smallNumber(limit, derTag.integer);
    if (parts === undefined || more.length > 0 || (flag === undefined && second !== undefined) || (limit !== undefined && pathLength === undefined)) return false;
    const authority = (flag?.content[0] ?? 0) !== 0;
    found.basicConstraints = pathLength === undefined ? { authority } : { authority, pathLength };
    return true;
  },
  '2.5.29.15': ({ value }, found) => {
    const bits = only(value, derTag.bitString)?.content;
    if (bits === undefined || bits.length < 1 || bits.length > 3) return false;
    found.keyUsage = [...bits.subarray(1)].reduce((sum, byte, index) => sum | (reversed(byte) << (8 * index)), 0);
    found.keyCertSign = (found.keyUsage & 0x20) !== 0;
    return true;
  },
  '2.5.29.37': ({ value }, found) => {
    const usages = identifiers(sequence(value));
    if (usages !== undefined) found.extendedKeyUsage = usages;
    return usages !== undefined && usages.length > 0;
  },
  '2.5.29.17': ({ value }, found) => {
    const list = only(value, derTag.sequence);
    const names = list === undefined ? undefined : generalNames(list.content);
    if (names !== undefined) found.alternativeNames = names;
    return names !== undefined;
  },
  '2.5.29.30': ({ value }, found) => {
    const parts = sequence(value);
    const [permitted, excluded] = [subtrees(parts?.find(({ tag }) => tag === 0xa0)), subtrees(parts?.find(({ tag }) => tag === 0xa1))];
    if (parts === undefined || permitted === undefined || excluded === undefined) return false;
    found.nameConstraints = { permitted, excluded };
    return permitted.length + excluded.length > 0;
  },
  '2.5.29.32': ({ value }, found) => {
    const policies = identifiers(sequence(value)?.map(({ content }) => readStrictDer(content)));
    if (policies !== undefined) found.policies = policies;
    return policies !== undefined && policies.length > 0 && new Set(policies).size === policies.length;
  },
  '2.5.29.33': ({ value }, found) => {
    const pairs = sequence(value)?.map(({ content }) => identifiers(readDerChildren(content, 3, readStrictDer)));
    const mappings = pairs?.flatMap((pair): readonly (readonly [string, string])[] => (pair?.length === 2 ? [[pair[0] ?? '', pair[1] ?? '']] : []));
    if (pairs === undefined || mappings === undefined || mappings.length === 0 || mappings.length !== pairs.length) return false;
    found.policyMappings = mappings;
    return true;
  },
  '2.5.29.36': ({ value }, found) => {
    const parts = sequence(value);
    if (parts === undefined || parts.length === 0) return false;
    return parts.every((part) => {
      const limit = smallNumber(part, part.tag);
      if (limit === undefined) return false;
      if (part.tag === 0x80) found.requireExplicitPolicy = limit;
      else if (part.tag === 0x81) found.inhibitPolicyMapping = limit;
      else return false;
      return true;
    });
  },
  '2.5.29.54': ({ value }, found) => {
    const number = readStrictDer(value);
    const limit = number === undefined ? undefined : smallNumber(number, derTag.integer);
    if (limit !== undefined) found.inhibitAnyPolicy = limit;
    return limit !== undefined;
  },
};

const maxElements = 20_000;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The one element that the bytes are. */
function only(bytes: Uint8Array, tag: number): DerElement | undefined {
  const element = readStrictDer(bytes);
  return element?.tag === tag && element.whole.length === bytes.length ? element : undefined;
}

const sequence = (bytes: Uint8Array): readonly DerElement[] | undefined => {
  const list = only(bytes, derTag.sequence);
  return list === undefined ? undefined : readDerChildren(list.content, maxElements, readStrictDer);
};

function identifiers(elements: readonly (DerElement | undefined)[] | undefined): readonly string[] | undefined {
  const texts = elements?.flatMap((element) => (element?.tag === derTag.objectIdentifier && element.content.length > 0 ? [readObjectIdentifier(element.content)] : []));
  return texts?.length === elements?.length ? texts : undefined;
}

/** GeneralSubtrees; a minimum or a maximum, which RFC 5280 forbids, is not looked at. */
function subtrees(explicit: DerElement | undefined): readonly GeneralName[] | undefined {
  if (explicit === undefined) return [];
  const bases = readDerChildren(explicit.content, maxElements, readStrictDer)?.map(({ content }) => {
    const base = readDer(content);
    return base === undefined ? undefined : generalName(base);
  });
  const names = bases?.filter((name) => name !== undefined);
  const masked = names?.every((name) => name.type !== 'ip' || name.bytes.length === 8 || name.bytes.length === 32);
  return names?.length === bases?.length && masked === true ? names : undefined;
}

/** A count that is not negative; one beyond 255 is as good as 255. */
function smallNumber({ tag, content }: DerElement, expected: number): number | undefined {
  const [first] = content;
  if (tag !== expected || first === undefined || first >= 0x80) return undefined;
  return content.length === 1 ? first : 255;
}

/** BIT STRING counts from the other end. */
function reversed(byte: number): number {
  let bits = 0;
  for (let bit = 0; bit < 8; bit++) if ((byte & (0x80 >> bit)) !== 0) bits |= 1 << bit;
  return bits;
}
