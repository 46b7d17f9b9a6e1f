/** Bytes from the first to before the last of it. */
export type Range = { readonly from: number; readonly to: number };

/** Sorted, without overlaps and without neighbours that touch. */
export function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && range.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else result.push(range);
  }
  return result;
}

/** What is missing of a file of this size, in pieces of at most `partBytes`. */
export function missingOf(have: readonly Range[], size: number, partBytes: number): readonly Range[] {
  const missing: Range[] = [];
  let at = 0;
  for (const { from, to } of [...joined(have), { from: size, to: size }]) {
    for (; at < from; at += partBytes) missing.push({ from: at, to: Math.min(from, at + partBytes) });
    at = Math.max(to, from);
  }
  return missing;
}

/** Up to where all bytes from the first one on are there. */
export const frontierOf = (have: readonly Range[]): number => (have[0]?.from === 0 ? have[0].to : 0);
