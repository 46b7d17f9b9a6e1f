import { onceForEach } from './certificate-summary.ts';
import type { JudgedCertificate } from './judged-certificates.ts';

/** Where a moment lies in a certificate's validity period (RFC 5280 §4.1.2.5; both ends belong to it). */
export type ValidityState = 'valid' | 'expired' | 'not-yet-valid';

type Dated = Pick<JudgedCertificate, 'notBefore' | 'notAfter'>;

/** Both ends, in milliseconds since the epoch. */
const periodOf = onceForEach(({ notBefore, notAfter }: Dated) => ({ from: Date.parse(notBefore), to: Date.parse(notAfter) }));

export function validityAt(certificate: Dated, moment: Date): ValidityState {
  const { from, to } = periodOf(certificate);
  if (moment.getTime() > to) return 'expired';
  return moment.getTime() < from ? 'not-yet-valid' : 'valid';
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
export function renewalState(certificate: Dated, now: Date, warnDays?: number): RenewalState {
  const { from, to } = periodOf(certificate);
  const lifetime = to - from;
  const left = to - now.getTime();
  const warnMs = warnDays === undefined ? Math.min(21 * dayMs, lifetime / 4) : warnDays * dayMs;
  if (left >= warnMs) return 'in-time';
  return left < Math.min(7 * dayMs, lifetime / 10) ? 'very-late' : 'late';
}

/** The days that a certificate has left: whole ones; of the last three, one decimal. */
export const daysLeft = (certificate: Dated, now: Date): number => inDays(periodOf(certificate).to - now.getTime());

/** The days of a certificate's whole validity period. */
export function lifetimeDays(certificate: Dated): number {
  const { from, to } = periodOf(certificate);
  return Math.round(inDays(to - from));
}

function inDays(ms: number): number {
  const days = ms / dayMs;
  return days < 3 ? Math.floor(days * 10) / 10 : Math.floor(days);
}
