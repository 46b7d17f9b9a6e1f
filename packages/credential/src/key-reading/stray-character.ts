/** What a character that no key has was meant to be, or how it got there. */
export type StrayCharacter =
  | 'byte-order-mark' | 'zero-width' | 'direction-mark' | 'line-break' | 'space' | 'unusual-space' | 'control'
  | 'quote' | 'dash' | 'full-width' | 'ellipsis' | 'foreign-letter';

/** By code point; `undefined`: a printable ASCII character. */
export function strayCharacter(codePoint: number): StrayCharacter | undefined {
  if (codePoint > 0x20 && codePoint < 0x7f) return undefined;
  if (codePoint === 0x20 || codePoint === 0x09) return 'space';
  if (codePoint === 0x0a || codePoint === 0x0d || codePoint === 0x2028 || codePoint === 0x2029 || codePoint === 0x85) return 'line-break';
  if (codePoint === 0xfeff) return 'byte-order-mark';
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return 'control';
  if (codePoint === 0xad || codePoint === 0x2060 || (codePoint >= 0x200b && codePoint <= 0x200d)) return 'zero-width';
  if (codePoint === 0x200e || codePoint === 0x200f || (codePoint >= 0x202a && codePoint <= 0x202e) || (codePoint >= 0x2066 && codePoint <= 0x2069)) return 'direction-mark';
  if (/\p{Zs}/u.test(String.fromCodePoint(codePoint))) return 'unusual-space';
  if ((codePoint >= 0x2018 && codePoint <= 0x201f) || codePoint === 0xab || codePoint === 0xbb || (codePoint >= 0x300c && codePoint <= 0x300f)) return 'quote';
  if ((codePoint >= 0x2010 && codePoint <= 0x2015) || codePoint === 0x2212) return 'dash';
  if (codePoint >= 0xff01 && codePoint <= 0xff5e) return 'full-width';
  return codePoint === 0x2026 ? 'ellipsis' : 'foreign-letter';
}

/** Whether such a character is seen by nobody: at the ends it goes without loss. */
export const invisible: ReadonlySet<StrayCharacter> = new Set(['byte-order-mark', 'zero-width', 'direction-mark', 'line-break', 'space', 'unusual-space', 'control']);

/** The ASCII character that was meant, where that can be told; empty where it goes. */
export function meant(character: string, stray: StrayCharacter): string | undefined {
  if (invisible.has(stray)) return '';
  if (stray === 'full-width') return String.fromCodePoint((character.codePointAt(0) ?? 0) - 0xfee0);
  return stray === 'dash' ? '-' : undefined;
}

/** `U+200B` */
export const codePointName = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
