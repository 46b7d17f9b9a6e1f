import { loadForge, type Asn1 } from './forge.ts';

/** The same with definite lengths, as DER has them: Windows, Netscape and Java write PKCS #7 and #12 files in BER. `undefined`: it is not ASN.1. */
export async function definiteLengths(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const { asn1 } = await loadForge();
  try {
    const parsed: Asn1 = asn1.fromDer(Buffer.from(bytes).toString('latin1'), { strict: false, parseAllBytes: false, decodeBitStrings: false });
    return Buffer.from(asn1.toDer(parsed).getBytes(), 'latin1');
  } catch {
    return undefined;
  }
}
