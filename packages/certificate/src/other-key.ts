import { isMalformed, nameOf } from './certificate-summary.ts';
import type { CertificateChain } from './facts/chain.ts';
import type { CertificatePath } from './facts/path.ts';

/** The certificate that got furthest without an issuer, and one of the issuer's name that didn't sign it. */
export function otherKey(path: CertificatePath): { readonly by: 'sent' | 'trusted'; readonly subject: string; readonly issuer: string } | undefined {
  if (path.outcome !== 'untrusted' || path.reason !== 'issuer-not-found') return undefined;
  const [furthest] = path.broken;
  if (furthest?.fault !== 'signature') return undefined;
  const [child, issuer] = [furthest.steps[furthest.at], furthest.steps[furthest.at + 1]];
  return child === undefined || issuer === undefined ? undefined
    : { by: issuer.origin === 'store' ? 'trusted' : 'sent', subject: nameOf(child.subject), issuer: nameOf(issuer.subject) };
}

/** In a sound path that OpenSSL refuses for a signature: the issuer of which another certificate was sent. */
export function firstOfTheName({ certificates }: CertificateChain, path: CertificatePath): { readonly subject: string; readonly issuer: string } | undefined {
  if (path.outcome !== 'trusted' || path.by === 'runtime' || path.authorizationError !== 'CERT_SIGNATURE_FAILURE') return undefined;
  for (const [index, issuer] of path.steps.entries()) {
    const child = path.steps[index - 1];
    const twin = certificates.some((sent) => !isMalformed(sent) && sent.subject.text === issuer.subject.text && sent.fingerprint256 !== issuer.fingerprint256);
    if (child !== undefined && twin) return { subject: nameOf(child.subject), issuer: nameOf(issuer.subject) };
  }
  return undefined;
}
