/**
 * Finds a group that is repeated without a bound and holds, itself, something repeated without a bound: `(a+)*`. Such a
 * pattern may take exponential time on a text that does not match (CWE-1333). Lookarounds are groups like others.
 * @returns The offending group as it stands in the source, or `undefined`.
 */
export function nestedQuantifier(source: string): string | undefined {
  const open: { readonly start: number; repeats: boolean }[] = [];
  let repeats = false;
  let index = 0;
  /** Reads a quantifier at `index`: how long it is, and whether it has no small bound. */
  const quantifier = (): { readonly length: number; readonly unbounded: boolean } => {
    const match = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(source.slice(index));
    if (match === null) return { length: 0, unbounded: false };
    const [text, , comma, most] = match;
    return { length: text.length, unbounded: text.startsWith('*') || text.startsWith('+') || (comma !== undefined && (most === '' || Number(most) > 32)) };
  };
  while (index < source.length) {
    const character = source[index];
    if (character === '(') {
      open.push({ start: index, repeats });
      repeats = false;
      index += 1;
      // What stands after `(?` is no quantifier.
      const kind = /^\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:)/.exec(source.slice(index));
      index += kind?.[0].length ?? 0;
      continue;
    }
    if (character === ')') {
      const group = open.pop();
      index += 1;
      const { length, unbounded } = quantifier();
      if (unbounded && repeats) return source.slice(group?.start ?? 0, index + length);
      repeats = repeats || unbounded || (group?.repeats ?? false);
      index += length;
      continue;
    }
    index += character === '[' ? classLength(source, index) : character === '\\' ? escapeLength(source, index) : 1;
    const { length, unbounded } = quantifier();
    repeats ||= unbounded;
    index += length;
  }
  return undefined;
}

function classLength(source: string, start: number): number {
  let index = start + 1;
  while (index < source.length && source[index] !== ']') index += source[index] === '\\' ? 2 : 1;
  return index + 1 - start;
}

function escapeLength(source: string, start: number): number {
  return /^\\(?:[pPu]\{[^}]*\}|k<[^>]*>|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[^])/.exec(source.slice(start))?.[0].length ?? 2;
}
