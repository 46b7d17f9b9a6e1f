import { randomBytes, scryptSync } from 'node:crypto';

/** How a key is made of a passphrase (RFC 7914). */
export interface KeyDerivation {
  readonly name: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** Base64 of 16 bytes. */
  readonly salt: string;
}

/** A third of a second and 128 MiB on a machine of 2026 (OWASP Password Storage Cheat Sheet, 2025). */
export const newDerivation = (): KeyDerivation => ({ name: 'scrypt', N: 131_072, r: 8, p: 1, salt: randomBytes(16).toString('base64') });

/** A vault from a stranger must not cost more than this, nor be sealed with less. */
export function isDerivation(value: unknown): value is KeyDerivation {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('N' in value) || !('r' in value) || !('p' in value) || !('salt' in value)) return false;
  const { name, N, r, p, salt } = value;
  return name === 'scrypt' && typeof N === 'number' && N >= 16_384 && N <= 1_048_576 && Number.isInteger(Math.log2(N)) && r === 8 && typeof p === 'number' && [1, 2, 3, 4].includes(p)
    && typeof salt === 'string' && Buffer.from(salt, 'base64').length === 16;
}

/** The 32 bytes that stand for a passphrase. It is taken in one way of writing it (NFKC, RFC 8265 §4), without line breaks at its end. */
export const keyOfPassphrase = (passphrase: string, { N, r, p, salt }: KeyDerivation): Buffer =>
  scryptSync(passphrase.replace(/[\r\n]+$/, '').normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r });
