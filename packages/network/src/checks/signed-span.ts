const units = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const;

/** A span of time with its sign and its two largest units, `+2 h 5 min`: readable in any language. */
export function signedSpan(ms: number): string {
  let rest = Math.round(Math.abs(ms) / 1_000);
  const parts: string[] = [];
  for (const [unit, seconds] of units) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.length === 0 ? '0 s' : `${ms < 0 ? '−' : '+'}${parts.slice(0, 2).join(' ')}`;
}
