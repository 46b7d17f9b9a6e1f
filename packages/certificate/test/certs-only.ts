/** A certs-only PKCS #7 file (RFC 5652 §5: SignedData without content and signers), as some authorities serve. */
export function certsOnly(certificates: readonly Uint8Array[]): Buffer {
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
  const signedData = der(0x30, der(0x02, Buffer.of(1)), der(0x31), der(0x30, oid('2a864886f70d010701')), der(0xa0, ...certificates), der(0x31));
  return der(0x30, oid('2a864886f70d010702'), der(0xa0, signedData));
}

/** One element of DER. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 0x80 ? Buffer.of(body.length) : body.length < 0x100 ? Buffer.of(0x81, body.length) : Buffer.of(0x82, body.length >> 8, body.length & 0xff);
  return Buffer.concat([Buffer.of(tag), length, body]);
}
