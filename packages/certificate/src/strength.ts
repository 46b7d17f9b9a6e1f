import type { JudgedCertificate } from './judged-certificates.ts';

/** What current clients refuse in a certificate: OpenSSL at its level 2, browsers by the CA/Browser Forum's Baseline Requirements §6.1.5. */
export type Weakness = { readonly certificate: JudgedCertificate } & (
  | { readonly of: 'key'; readonly keyType: string; readonly keyBits: number; readonly leastBits: number }
  | { readonly of: 'signature'; readonly algorithm: string }
);

/** Bits that 112 bits of security take (NIST SP 800-57 part 1, table 2). */
const leastBits: { readonly [keyType: string]: number } = { rsa: 2_048, 'rsa-pss': 2_048, dsa: 2_048, ec: 224 };

/** Weak keys, and signatures over MD2, MD5 or SHA-1. A root's own signature proves nothing and is left out. */
export function weaknesses(certificates: readonly JudgedCertificate[]): readonly Weakness[] {
  return certificates.flatMap((certificate): readonly Weakness[] => {
    const { keyType, keyBits, signatureAlgorithm: algorithm, isRoot } = certificate;
    const least = leastBits[keyType];
    return [
      ...(keyBits !== undefined && least !== undefined && keyBits < least ? [{ certificate, of: 'key' as const, keyType, keyBits, leastBits: least }] : []),
      ...(!isRoot && /^(?:md2|md5|sha1)|-SHA1$/.test(algorithm) ? [{ certificate, of: 'signature' as const, algorithm }] : []),
    ];
  });
}
