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

const dayMs = 86_400_000;

/** Whether the renewal of a certificate is late, and how late. */
export type RenewalState = 'in-time' | 'late' | 'very-late';

/**
 * Renewal comes with a third of the lifetime left, below ten days of it with half (Certbot 4.0, Let's Encrypt's integration
 * guide), so a quarter left says that one was missed. Long lifetimes are renewed by hand: there, three weeks, and one.
 */
export function renewalState({ notBefore, notAfter }: Pick<JudgedCertificate, 'notBefore' | 'notAfter'>, now: Date, warnDays?: number): RenewalState {
  const end = Date.parse(notAfter);
  const lifetime = end - Date.parse(notBefore);
  const left = end - now.getTime();
  const warnMs = warnDays === undefined ? Math.min(21 * dayMs, lifetime / 4) : warnDays * dayMs;
  if (left >= warnMs) return 'in-time';
  return left < Math.min(7 * dayMs, lifetime / 10) ? 'very-late' : 'late';
}

/** Whole days; of the last three, one decimal. */
export function daysBetween(from: Date, to: Date): number {
  const days = (to.getTime() - from.getTime()) / dayMs;
  return days < 3 ? Math.floor(days * 10) / 10 : Math.floor(days);
}
