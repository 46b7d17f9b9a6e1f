import { nameOf } from './certificate-summary.ts';
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
