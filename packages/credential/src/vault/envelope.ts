import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D) with a random nonce of 12 bytes and a tag of 16, under a subkey of its own per purpose. */
const nonceBytes = 12;
const tagBytes = 16;

/** A subkey for one purpose (HKDF with SHA-256, RFC 5869). */
export const subkey = (key: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `culprit-vault/${purpose}`, 32));

/**
 * Which master key this is, for this vault: `k1-` and 80 bits in hex. It differs from vault to vault, so nobody can tell
 * that two of them share a key, and it commits to the key, which AES-GCM alone does not.
 */
export const keyIdOf = (masterKey: Uint8Array, vaultId: string): string => `k1-${createHmac('sha256', subkey(masterKey, 'key-id')).update(vaultId).digest('hex').slice(0, 20)}`;

/** Seals bytes to what they belong to: base64 of nonce, ciphertext and tag. */
export function seal(key: Uint8Array, boundTo: string, plain: Uint8Array): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** What {@link seal} sealed; `undefined` where the key, what it is bound to, or a single bit differs, or the tag is short. */
export function unseal(key: Uint8Array, boundTo: string, sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  // Characters that Node's decoder reads over would be a second spelling of the same text.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64') !== sealed) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The authenticator of a whole document: base64. */
export const macOf = (dataKey: Uint8Array, text: string): string => createHmac('sha256', subkey(dataKey, 'mac')).update(text).digest('base64');

/** Compares two texts without telling by the time it takes where they differ. */
export function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
