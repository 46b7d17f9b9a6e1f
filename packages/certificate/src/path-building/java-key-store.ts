import { derTag, readDer, readDerChildren, readObjectIdentifier, type DerElement } from '../der/read-der.ts';

/** A JDK's list has some 150 certificates. */
const maxCertificates = 2_000;

/**
 * The certificates of a Java trust store as DER: of a JKS, whose passwords only protect its integrity, or of a PKCS #12
 * without one, as JDKs have it since 18. `undefined`: neither, or encrypted.
 */
export function certificatesOfKeyStore(bytes: Buffer): readonly Uint8Array[] | undefined {
  if (bytes.length >= 12 && bytes.readUInt32BE(0) === jksMagic) return certificatesOfJks(bytes);
  return bytes[0] === derTag.sequence ? certificatesOfPkcs12(bytes) : undefined;
}

const jksMagic = 0xfeedfeed;
const trustedCertificate = 2;

/** Magic, version, count; per entry tag, alias, date, type and certificate (sun.security.provider.JavaKeyStore). A store with private keys is no trust store. */
function certificatesOfJks(bytes: Buffer): readonly Uint8Array[] | undefined {
  const version = bytes.readUInt32BE(4);
  const count = Math.min(bytes.readUInt32BE(8), maxCertificates);
  const found: Uint8Array[] = [];
  try {
    let offset = 12;
    const skipText = (): void => void (offset += 2 + bytes.readUInt16BE(offset));
    for (let entry = 0; entry < count; entry++) {
      if (bytes.readUInt32BE(offset) !== trustedCertificate) return undefined;
      offset += 4;
      skipText();
      offset += 8;
      if (version === 2) skipText();
      const length = bytes.readUInt32BE(offset);
      offset += 4;
      if (offset + length > bytes.length) return undefined;
      found.push(bytes.subarray(offset, offset + length));
      offset += length;
    }
    return found;
  } catch {
    return undefined;
  }
}

const idData = '1.2.840.113549.1.7.1';
const idCertBag = '1.2.840.113549.1.12.10.1.3';
const idX509Certificate = '1.2.840.113549.1.9.22.1';

/** PFX { version, ContentInfo { data, [0] OCTET STRING of AuthenticatedSafe } } (RFC 7292 §4): each safe in the clear, each bag in it a certificate. */
function certificatesOfPkcs12(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const [, authenticated] = childrenOf(readDer(bytes));
  const safes = childrenOf(readDer(dataOf(authenticated) ?? new Uint8Array(0)));
  const contents = safes.map(dataOf);
  if (safes.length === 0 || contents.includes(undefined)) return undefined;
  return contents.flatMap((safe) => childrenOf(readDer(safe ?? new Uint8Array(0)))).flatMap((bag): readonly Uint8Array[] => {
    const [type, value] = childrenOf(bag);
    const [kind, certificate] = isType(type, idCertBag) ? childrenOf(readDer(value?.content ?? new Uint8Array(0))) : [];
    const octets = isType(kind, idX509Certificate) ? readDer(certificate?.content ?? new Uint8Array(0)) : undefined;
    return octets === undefined ? [] : [octets.content];
  });
}

/** The octets of a ContentInfo of type data. */
function dataOf(info: DerElement | undefined): Uint8Array | undefined {
  const [type, explicit] = childrenOf(info);
  return isType(type, idData) ? readDer(explicit?.content ?? new Uint8Array(0))?.content : undefined;
}

const childrenOf = (element: DerElement | undefined): readonly DerElement[] => readDerChildren(element?.content ?? new Uint8Array(0), maxCertificates) ?? [];
const isType = (element: DerElement | undefined, oid: string): boolean => element?.tag === derTag.objectIdentifier && readObjectIdentifier(element.content) === oid;
