import { onceForEach, type CertificateSummary } from './certificate-summary.ts';
import type { JudgedCertificate } from './judged-certificates.ts';

/** What current clients refuse in a certificate: OpenSSL at its level 2, browsers by the CA/Browser Forum's Baseline Requirements §6.1.5. */
export type Weakness = { readonly certificate: JudgedCertificate } & (
  | { readonly of: 'key'; readonly keyType: string; readonly keyBits: number; readonly leastBits: number }
  | { readonly of: 'signature'; readonly algorithm: string }
);

/** Bits that 112 bits of security take (NIST SP 800-57 part 1, table 2). */
const leastBits: { readonly [keyType: string]: number } = { rsa: 2_048, 'rsa-pss': 2_048, dsa: 2_048, ec: 224 };

type Algorithms = Pick<CertificateSummary, 'keyType' | 'keyBits' | 'signatureAlgorithm'>;

/** Whether a key is too short, or the signature made over a hash that can be forged. A root's own signature proves nothing. */
export const hasWeakness = (algorithms: Algorithms, isRoot: boolean): boolean =>
  keyShortfall(algorithms) !== undefined || (!isRoot && isForgeable(algorithms));

/** Weak keys, and signatures over MD2, MD4, MD5 or SHA-1. A root's own signature proves nothing and is left out. */
export const weaknesses: (certificates: readonly JudgedCertificate[]) => readonly Weakness[] = onceForEach((certificates) =>
  certificates.flatMap((certificate): readonly Weakness[] => {
    const short = keyShortfall(certificate);
    return [
      ...(short === undefined ? [] : [{ certificate, of: 'key' as const, ...short }]),
      ...(!certificate.isRoot && isForgeable(certificate) ? [{ certificate, of: 'signature' as const, algorithm: certificate.signatureAlgorithm }] : []),
    ];
  }));

function keyShortfall({ keyType, keyBits }: Algorithms): { readonly keyType: string; readonly keyBits: number; readonly leastBits: number } | undefined {
  const least = leastBits[keyType];
  return keyBits !== undefined && least !== undefined && keyBits < least ? { keyType, keyBits, leastBits: least } : undefined;
}

const isForgeable = ({ signatureAlgorithm }: Algorithms): boolean => /^(?:md2|md4|md5|sha1)|-SHA1$/.test(signatureAlgorithm);
