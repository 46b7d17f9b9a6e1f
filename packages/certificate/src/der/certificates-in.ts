import { derTag, readDer, readDerChildren, readObjectIdentifier } from './read-der.ts';

/** In which form certificates came. RFC 5280 §4.2.2.1 allows DER and certs-only PKCS #7; some authorities serve PEM. */
export type CertificateEncoding = 'der' | 'pem' | 'pkcs7';

const maxCertificates = 20;

/** The certificates, as DER, in what an authority or a file offers; `undefined` if the bytes are none of the three forms. */
export function certificatesIn(bytes: Uint8Array): { readonly encoding: CertificateEncoding; readonly certificates: readonly Uint8Array[] } | undefined {
  if (bytes[0] === derTag.sequence) {
    const bundled = certificatesOfPkcs7(bytes);
    if (bundled !== undefined) return { encoding: 'pkcs7', certificates: bundled };
    const certificate = readDer(bytes);
    // A Certificate is SEQUENCE { SEQUENCE …, SEQUENCE …, BIT STRING }, RFC 5280 §4.1.
    const isCertificate = certificate !== undefined && readDer(certificate.content)?.tag === derTag.sequence;
    return isCertificate ? { encoding: 'der', certificates: [certificate.whole] } : undefined;
  }
  const blocks = pemBlocks(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  const certificates = blocks.filter(({ label }) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label)).map(({ der }) => der);
  if (certificates.length > 0) return { encoding: 'pem', certificates };
  const bundled = blocks.filter(({ label }) => label === 'PKCS7').flatMap(({ der }) => certificatesOfPkcs7(der) ?? []);
  return bundled.length > 0 ? { encoding: 'pkcs7', certificates: bundled.slice(0, maxCertificates) } : undefined;
}

/** ContentInfo { signedData, [0] SignedData { version, digests, content, [0] certificates, … } }, RFC 2315 §9.1 and RFC 5652 §5.1. */
export function certificatesOfPkcs7(bytes: Uint8Array, limit: number = maxCertificates): readonly Uint8Array[] | undefined {
  const [type, explicit] = readDerChildren(readDer(bytes)?.content ?? new Uint8Array(0)) ?? [];
  if (type?.tag !== derTag.objectIdentifier || readObjectIdentifier(type.content) !== '1.2.840.113549.1.7.2' || explicit?.tag !== 0xa0) return undefined;
  const signedData = readDer(explicit.content);
  const certificates = readDerChildren(signedData?.content ?? new Uint8Array(0))?.find(({ tag }) => tag === 0xa0);
  const elements = readDerChildren(certificates?.content ?? new Uint8Array(0), limit) ?? [];
  return elements.filter(({ tag }) => tag === derTag.sequence).map(({ whole }) => whole);
}

/** The certificates of a PEM file, at most `limit`, as DER. */
export function certificatesOfPem(text: string, limit = 1_000): readonly Uint8Array[] {
  return pemBlocks(text, limit).filter(({ label }) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label)).map(({ der }) => der);
}

/** A certificate as PEM (RFC 7468 §5), with a newline at the end. */
export function pemOf(der: Uint8Array): string {
  const text = Buffer.from(der).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${text.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

function pemBlocks(text: string, limit = maxCertificates): readonly { readonly label: string; readonly der: Uint8Array }[] {
  const blocks: { readonly label: string; readonly der: Uint8Array }[] = [];
  for (let from = 0; blocks.length < limit;) {
    const begin = text.indexOf('-----BEGIN ', from);
    const labelEnd = begin < 0 ? -1 : text.indexOf('-----', begin + 11);
    if (labelEnd < 0) break;
    const label = text.slice(begin + 11, labelEnd);
    const end = text.indexOf(`-----END ${label}-----`, labelEnd);
    if (end < 0) break;
    blocks.push({ label, der: Buffer.from(text.slice(labelEnd + 5, end), 'base64') });
    from = end + 14;
  }
  return blocks;
}
