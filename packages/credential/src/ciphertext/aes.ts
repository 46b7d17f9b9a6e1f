import { createDecipheriv } from 'node:crypto';

/** AES-GCM with a tag of 16 bytes, by the length of the key; `undefined`: it does not open. */
export function openGcm(key: Buffer, nonce: Buffer, ciphertext: Buffer, tag: Buffer): Buffer | undefined {
  if (tag.length !== 16 || nonce.length === 0) return undefined;
  try {
    const decipher = createDecipheriv(key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** AES-CBC with PKCS #7 padding, or AES-CTR; `undefined`: the padding or a length is wrong. */
export function openPlain(algorithm: 'aes-128-cbc' | 'aes-256-cbc' | 'aes-256-ctr', key: Buffer, iv: Buffer, ciphertext: Buffer): Buffer | undefined {
  try {
    const decipher = createDecipheriv(algorithm, key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Whether bytes are text as people and programs write it: valid UTF-8 without control characters. */
export function isText(bytes: Buffer): boolean {
  try {
    return !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}
