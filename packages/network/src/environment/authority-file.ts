import { X509Certificate } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';

/** What a file or directory of authorities is worth. */
type AuthorityState =
  | 'sound' | 'missing' | 'unreadable' | 'empty' | 'directory' | 'not-a-directory' | 'der' | 'no-certificate' | 'malformed' | 'expired' | 'too-large';

export type AuthorityContent = {
  readonly state: AuthorityState;
  readonly certificates: number;
  readonly expired: number;
  /** `ENOENT`, `EACCES`, … */
  readonly code?: string;
};

/** The system's bundles are 250 kB; several of them together stay below. */
const maxBytes = 8 * 1024 * 1024;
const maxCertificates = 2_000;

const nothing = { certificates: 0, expired: 0 };

/** Looks at a bundle, a directory or a Java key store. It never throws. */
export async function readAuthorities(path: string, holds: 'bundle' | 'directory' | 'store', now: Date): Promise<AuthorityContent> {
  try {
    const found = await stat(path);
    if (holds === 'directory') {
      if (!found.isDirectory()) return { ...nothing, state: 'not-a-directory' };
      return (await readdir(path)).length === 0 ? { ...nothing, state: 'empty' } : { ...nothing, state: 'sound' };
    }
    if (found.isDirectory()) return { ...nothing, state: 'directory' };
    if (!found.isFile()) return { ...nothing, state: 'unreadable', code: 'NOT_A_FILE' };
    if (found.size > maxBytes) return { ...nothing, state: 'too-large' };
    const file = await open(path, 'r');
    try {
      const bytes = await file.readFile();
      return holds === 'store' ? { ...nothing, state: storeState(bytes) } : bundleContent(bytes, now);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return { ...nothing, state: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable', code };
  }
}

/** A bundle is PEM (RFC 7468): one certificate after the other. Pure. */
export function bundleContent(bytes: Buffer, now: Date): AuthorityContent {
  if (bytes.length === 0) return { ...nothing, state: 'empty' };
  // DER begins with a SEQUENCE of a length in two octets or more (X.690 §8.1).
  if (bytes[0] === 0x30 && ((bytes[1] ?? 0) & 0x80) !== 0) return { ...nothing, state: 'der' };
  const text = bytes.toString('latin1');
  if (text.trim() === '') return { ...nothing, state: 'empty' };
  const blocks = text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return { ...nothing, state: 'no-certificate' };
  let [certificates, expired] = [0, 0];
  for (const block of blocks.slice(0, maxCertificates)) {
    try {
      const { validToDate } = new X509Certificate(block.replaceAll(/(BEGIN|END) (?:TRUSTED|X509) /g, '$1 '));
      certificates++;
      if (validToDate < now) expired++;
    } catch {
      // OpenSSL's TRUSTED form has more in it than a certificate, which is no fault.
      if (!block.includes('TRUSTED')) return { certificates, expired, state: 'malformed' };
    }
  }
  return { certificates, expired, state: certificates > 0 && expired === certificates ? 'expired' : 'sound' };
}

/** A key store is JKS (it begins with FEEDFEED) or PKCS #12 (DER). */
function storeState(bytes: Buffer): AuthorityState {
  if (bytes.length === 0) return 'empty';
  return bytes.subarray(0, 4).toString('hex') === 'feedfeed' || bytes[0] === 0x30 ? 'sound' : 'malformed';
}
