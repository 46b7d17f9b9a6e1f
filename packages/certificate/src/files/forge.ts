/**
 * The part of node-forge that files need, typed here: its type package leaves out what decrypts. It is the one kept
 * library that reads PKCS #12 of every age, RC2 and triple DES included, which OpenSSL 3 and WebCrypto no longer offer.
 */
export interface Asn1 {
  readonly type: number;
  readonly value: string | Asn1[];
}

interface ByteBuffer {
  getBytes(): string;
}

export interface Forge {
  readonly asn1: {
    fromDer(bytes: string, options: { readonly strict: boolean; readonly parseAllBytes: boolean; readonly decodeBitStrings: boolean }): Asn1;
    toDer(value: Asn1): ByteBuffer;
  };
  readonly util: { createBuffer(bytes: string): ByteBuffer };
  readonly hmac: { create(): { start(digest: unknown, key: string): void; update(bytes: string): void; getMac(): ByteBuffer } };
  readonly md: { readonly [name in 'sha1' | 'sha256' | 'sha384' | 'sha512']: { create(): unknown } };
  readonly pkcs12: { generateKey(password: string | null, salt: ByteBuffer, id: number, iterations: number, bytes: number, digest: unknown): ByteBuffer };
  readonly pki: {
    readonly pbe: { getCipher(oid: string, parameters: Asn1, password: string | null): { update(bytes: ByteBuffer): void; finish(): boolean; readonly output: ByteBuffer } };
  };
}

/** Takes some thirty milliseconds, so only who met such a file loads it. */
export async function loadForge(): Promise<Forge> {
  const { default: forge } = await import('node-forge');
  return forge as unknown as Forge;
}
