import { canonical, type Json } from '@culprit/core';

/** The most that an exhibit may take in a report, in bytes of JSON. */
export const exhibitLimit = 16_384;

/** What keeps a value from being an exhibit; `undefined`: nothing. */
export function jsonFault(value: Json): string | undefined {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) return 'is not JSON';
  if (canonical(JSON.parse(text) as Json) !== canonicalOf(value)) return 'is not plain JSON: it would read otherwise than it was written; use texts, finite numbers, booleans, null, lists and plain objects';
  const size = Buffer.byteLength(text);
  return size > exhibitLimit ? `takes ${size} bytes; a report holds at most ${exhibitLimit} of each fact` : undefined;
}

/** Like `canonical`, and strange to it where JSON would lose something: instances, NaN, functions. */
function canonicalOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return `an instance of ${(value as object).constructor.name}`;
    const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalOf(member)}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(',')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return ['string', 'number', 'boolean'].includes(typeof value) || value === null ? JSON.stringify(value) : typeof value;
}
