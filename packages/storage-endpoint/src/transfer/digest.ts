import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type DigestAlgorithm = 'sha256' | 'sha1' | 'md5' | 'crc64nvme' | 'crc64ecma' | 'crc32c' | 'crc32';

/** What the bytes of a whole file come to; `hex` in lower case, most significant byte first. */
export interface Digest {
  readonly algorithm: DigestAlgorithm;
  readonly hex: string;
}

const byStrength: readonly DigestAlgorithm[] = ['sha256', 'sha1', 'md5', 'crc64nvme', 'crc64ecma', 'crc32c', 'crc32'];

/** The one of several that is the hardest to get right by accident. */
export const strongest = (digests: readonly Digest[]): Digest | undefined =>
  byStrength.flatMap((algorithm) => digests.filter((digest) => digest.algorithm === algorithm))[0];

export interface Hasher {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** Polynomials, reflected: NVM Express Command Set 1.0d §5.2.1.3.4 (AWS), ECMA-182 as xz has it (OSS, COS, TOS), Castagnoli (RFC 3720 §12.1). */
const polynomials = { crc64nvme: '9a6c9329ac4bc9b5', crc64ecma: 'c96c5795d7870f42', crc32c: 0x82f63b78 } as const;

/** Hashes bytes that come in order. */
export async function hasherOf(algorithm: DigestAlgorithm): Promise<Hasher> {
  switch (algorithm) {
    case 'sha256':
    case 'sha1':
    case 'md5': {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    }
    case 'crc32': {
      let value = 0;
      return { update: (bytes) => { value = crc32(bytes, value); }, hex: () => value.toString(16).padStart(8, '0') };
    }
    default: {
      const { createCRC32, createCRC64 } = await import('hash-wasm');
      const hash = algorithm === 'crc32c' ? await createCRC32(polynomials.crc32c) : await createCRC64(polynomials[algorithm]);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    }
  }
}
