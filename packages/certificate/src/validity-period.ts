import type { JudgedCertificate } from './judged-certificates.ts';

/** Where a moment lies in a certificate's validity period (RFC 5280 §4.1.2.5; both ends belong to it). */
export type ValidityState = 'valid' | 'expired' | 'not-yet-valid';

export function validityAt({ notBefore, notAfter }: Pick<JudgedCertificate, 'notBefore' | 'notAfter'>, moment: Date): ValidityState {
  if (moment.getTime() > Date.parse(notAfter)) return 'expired';
  return moment.getTime() < Date.parse(notBefore) ? 'not-yet-valid' : 'valid';
}

/** The first certificate of a path that isn't valid at a moment, from the server's own upwards. */
export function firstInvalid(certificates: readonly JudgedCertificate[], moment: Date): { readonly certificate: JudgedCertificate; readonly state: Exclude<ValidityState, 'valid'> } | undefined {
  for (const certificate of certificates) {
    const state = validityAt(certificate, moment);
    if (state !== 'valid') return { certificate, state };
  }
  return undefined;
}
