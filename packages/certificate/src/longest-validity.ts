import type { CertificateSummary } from './certificate-summary.ts';

/** From when on a certificate may be valid for no longer than so many days. */
export type ValidityLimit = { readonly from: string; readonly days: number };

/** For servers of public authorities: CA/Browser Forum Baseline Requirements §6.3.2, ballots 193, SC31 (browsers) and SC-081v3. */
export const publicLimits: readonly ValidityLimit[] = [
  { from: '2018-03-01T00:00:00Z', days: 825 }, { from: '2020-09-01T00:00:00Z', days: 398 }, { from: '2026-03-15T00:00:00Z', days: 200 },
  { from: '2027-03-15T00:00:00Z', days: 100 }, { from: '2029-03-15T00:00:00Z', days: 47 },
];

/** For all servers, those of private authorities too, on Apple's systems: https://support.apple.com/en-us/103769 */
export const commonLimits: readonly ValidityLimit[] = [{ from: '2019-07-01T00:00:00Z', days: 825 }];

/** The limit that a server's certificate exceeds; both ends belong to its period, a day has 86,400 seconds. */
export function excessValidity({ notBefore, notAfter }: Pick<CertificateSummary, 'notBefore' | 'notAfter'>, limits: readonly ValidityLimit[]): { readonly days: number; readonly most: number } | undefined {
  const limit = limits.findLast(({ from }) => Date.parse(from) <= Date.parse(notBefore));
  const days = (Date.parse(notAfter) - Date.parse(notBefore) + 1_000) / 86_400_000;
  return limit !== undefined && days > limit.days ? { days: Math.ceil(days), most: limit.days } : undefined;
}
