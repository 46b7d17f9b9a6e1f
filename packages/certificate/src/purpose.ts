import type { CertificateSummary } from './certificate-summary.ts';
import type { JudgedCertificate } from './judged-certificates.ts';
import type { CertificatePath, PathStep } from './facts/path.ts';
import type { PathRules } from './path-building/judge-path.ts';

const serverAuthentication = '1.3.6.1.5.5.7.3.1';
const clientAuthentication = '1.3.6.1.5.5.7.3.2';
const anyUsage = '2.5.29.37.0';

/** Names of RFC 5280 §4.2.1.12. */
const usageNames: { readonly [oid: string]: string } = {
  [serverAuthentication]: 'serverAuth', [clientAuthentication]: 'clientAuth', '1.3.6.1.5.5.7.3.3': 'codeSigning', '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping', '1.3.6.1.5.5.7.3.9': 'OCSPSigning', [anyUsage]: 'anyExtendedKeyUsage',
};

/** Whether the extended key usage of a certificate forbids this purpose; that of an authority counts for all below it. */
export function wrongUsage({ extendedKeyUsage }: Pick<CertificateSummary, 'extendedKeyUsage'>, { purpose, strictUsage }: Pick<PathRules, 'purpose' | 'strictUsage'>): boolean {
  if (extendedKeyUsage === undefined || purpose === 'any') return false;
  return !extendedKeyUsage.includes(purpose === 'server' ? serverAuthentication : clientAuthentication) && (strictUsage || !extendedKeyUsage.includes(anyUsage));
}

/** The first certificate of a path whose extended key usage doesn't let it speak for a server, and what it is meant for. */
export function wrongPurpose(certificates: readonly JudgedCertificate[]): { readonly certificate: JudgedCertificate; readonly usages: string } | undefined {
  const certificate = certificates.find((one) => wrongUsage(one, { purpose: 'server', strictUsage: true }));
  if (certificate === undefined) return undefined;
  return { certificate, usages: usageNamesOf(certificate.extendedKeyUsage ?? []) };
}

/** What an extended key usage allows, the first ten. */
export const usageNamesOf = (oids: readonly string[]): string => oids.slice(0, 10).map((oid) => usageNames[oid] ?? oid).join(', ');

/** What keeps an issuer from issuing, or a server from being one. */
export type UsageFault = 'not-an-authority' | 'may-not-sign' | 'key-usage';

/** The certificate that breaks the best path by being used for what it may not. */
export function misusedCertificate(path: CertificatePath | undefined): { readonly fault: UsageFault; readonly certificate: PathStep } | undefined {
  if (path?.outcome !== 'untrusted' || path.reason !== 'invalid') return undefined;
  const [furthest] = path.broken;
  const certificate = furthest?.steps[furthest.at];
  if (furthest === undefined || certificate === undefined) return undefined;
  const { fault } = furthest;
  return fault === 'not-an-authority' || fault === 'may-not-sign' || fault === 'key-usage' ? { fault, certificate } : undefined;
}
