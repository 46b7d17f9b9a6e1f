import type { CertificateSummary } from './certificate-summary.ts';
import type { EmbeddedTimestamps } from './facts/embedded-timestamps.ts';
import type { TrustStoreComparison } from './facts/trust-store-comparison.ts';
import { commonLimits, excessValidity, publicLimits } from './longest-validity.ts';

/** Whether a store of public authorities vouches for the chain: the list that Node carries is Mozilla's. */
export function isPublic(comparison: TrustStoreComparison): boolean {
  return comparison.outcome === 'compared' && comparison.stores.some(({ store, outcome }) => store === 'bundled' && (outcome === 'accepts' || outcome === 'out-of-date'));
}

/** The longest period that applies to a certificate and that it exceeds: that of public authorities, or Apple's for all. */
export function tooLong(leaf: CertificateSummary, comparison: TrustStoreComparison): { readonly days: number; readonly most: number; readonly of: 'public' | 'any' } | undefined {
  const ofPublic = isPublic(comparison) ? excessValidity(leaf, publicLimits) : undefined;
  if (ofPublic !== undefined) return { ...ofPublic, of: 'public' };
  const ofAny = excessValidity(leaf, commonLimits);
  return ofAny === undefined ? undefined : { ...ofAny, of: 'any' };
}

/** Chrome and Apple ask public certificates from this day on, and more of those that are valid for longer than 180 days. */
const demandedSince = Date.parse('2018-05-01T00:00:00Z');
const dayMs = 86_400_000;

/**
 * How many timestamps are missing of those that browsers demand (https://googlechrome.github.io/CertificateTransparency/ct_policy.html,
 * https://support.apple.com/en-us/103214); 0 for certificates of private authorities.
 */
export function missingTimestamps(leaf: CertificateSummary, timestamps: EmbeddedTimestamps, comparison: TrustStoreComparison): { readonly count: number; readonly least: number } | undefined {
  if (timestamps.outcome !== 'counted' || !isPublic(comparison) || Date.parse(leaf.notBefore) < demandedSince) return undefined;
  const least = Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore) > 180 * dayMs ? 3 : 2;
  return timestamps.count < least ? { count: timestamps.count, least } : undefined;
}
