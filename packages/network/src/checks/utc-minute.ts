/** A moment in milliseconds since 1970, as `2026-01-01 12:00 UTC`: readable in any language. */
export function utcMinute(moment: number): string {
  // Dates end 100,000,000 days from 1970 (ECMA-262 §21.4.1.1).
  const iso = new Date(Math.max(-8.64e15, Math.min(8.64e15, moment))).toISOString();
  return iso.replace(/T(\d\d:\d\d).*$/, ' $1 UTC');
}
