import { derTag, readDer, readDerChildren, readObjectIdentifier, type DerElement } from '../der/read-der.ts';

/** What a piece of DER is, by its structure alone. */
export type DerForm = 'certificate' | 'request' | 'revocation-list' | 'pkcs7' | 'pkcs12' | 'private-key' | 'encrypted-key' | 'public-key';

const bitString = 0x03;
const signedData = '1.2.840.113549.1.7.2';

/** Tells the forms apart; `undefined`: none of them. */
export function derForm(bytes: Uint8Array): DerForm | undefined {
  const whole = readDer(bytes);
  if (whole?.tag !== derTag.sequence) return undefined;
  const [first, second, third] = readDerChildren(whole.content, 12) ?? [];
  if (first?.tag === derTag.objectIdentifier) return readObjectIdentifier(first.content) === signedData ? 'pkcs7' : undefined;
  if (first?.tag === derTag.integer) {
    if (second?.tag === derTag.sequence) return third?.tag === derTag.octetString ? 'private-key' : 'pkcs12';
    // RSAPrivateKey (RFC 8017 A.1.2) and ECPrivateKey (RFC 5915).
    return second?.tag === derTag.integer || second?.tag === derTag.octetString ? 'private-key' : undefined;
  }
  if (first?.tag !== derTag.sequence) return undefined;
  if (second?.tag === derTag.octetString) return 'encrypted-key';
  if (second?.tag === bitString) return 'public-key';
  return second?.tag === derTag.sequence && third?.tag === bitString ? signedForm(first) : undefined;
}

/** SEQUENCE { what is signed, algorithm, signature }: a certificate, a request for one (RFC 2986) or a CRL. */
function signedForm(signed: DerElement): DerForm {
  const parts = readDerChildren(signed.content, 12) ?? [];
  // CertificationRequestInfo { version, subject, key, [0] attributes } has one SEQUENCE less before its key.
  if (parts[0]?.tag === derTag.integer && parts[1]?.tag === derTag.sequence && parts[2]?.tag === derTag.sequence && (parts.length === 3 || parts[3]?.tag === 0xa0)) return 'request';
  // TBSCertList has its thisUpdate as a bare time; a certificate has both dates in a SEQUENCE.
  return parts.slice(0, 4).some(({ tag }) => tag === 0x17 || tag === 0x18) ? 'revocation-list' : 'certificate';
}
