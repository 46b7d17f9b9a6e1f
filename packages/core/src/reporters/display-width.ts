/*
 * How many columns of a terminal a text takes: East Asian Wide and Fullwidth characters (UAX #11) and emoji take two,
 * combining marks none. The table holds the blocks that matter for prose; emoji are known to the regular expression.
 */
const wide: readonly (readonly [first: number, last: number])[] = [
  [0x11_00, 0x11_5f], [0x2e_80, 0x30_3e], [0x30_41, 0x33_ff], [0x34_00, 0x4d_bf], [0x4e_00, 0xa4_cf], [0xa9_60, 0xa9_7f],
  [0xac_00, 0xd7_a3], [0xf9_00, 0xfa_ff], [0xfe_10, 0xfe_19], [0xfe_30, 0xfe_6f], [0xff_01, 0xff_60], [0xff_e0, 0xff_e6],
  [0x1_b0_00, 0x1_b2_ff], [0x1_f2_00, 0x1_f2_ff], [0x2_00_00, 0x3_ff_fd],
];
const plain = /^[\x20-\x7E]*$/;
let segmenter: Intl.Segmenter | undefined;

/**
 * Characters that are graphemes of their own whatever follows, and that our own texts are made of: ASCII, the marks and
 * punctuation of one column, and ideographs with their punctuation of two. For anything else Intl is asked, which takes
 * milliseconds to load.
 */
const simple = /^[\x20-\x7E·×–—‘’“”•…→✓✗\u3001\u3002\u3008-\u3011\u4E00-\u9FFF\uFF01-\uFF5E]*$/;

const isWide = (codePoint: number): boolean => codePoint >= 0x11_00 && wide.some(([first, last]) => codePoint >= first && codePoint <= last);

function graphemeWidth(grapheme: string): number {
  if (simple.test(grapheme)) return isWide(grapheme.charCodeAt(0)) ? 2 : 1;
  // Written here, these are made when they are needed: V8 asks ICU for the sets as soon as it meets the expression.
  if (/^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u.test(grapheme)) return 0;
  return isWide(grapheme.codePointAt(0) ?? 0) || /\p{Emoji_Presentation}|\uFE0F/u.test(grapheme) ? 2 : 1;
}

const graphemes = (text: string): string[] => {
  if (simple.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

/** The columns that a text without control characters takes. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Cuts a text to a width, with an ellipsis where something was left out. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += graphemeWidth(grapheme);
    if (used > width - 1) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}…`;
}

/** Line breaking rules of Chinese typesetting: what may not begin a line, and what may not end one (GB/T 15834, UAX #14). */
const notFirst = /^[、。，．：；！？）」』】》〉”’…·%‰,.:;!?)\]}]/u;
const notLast = /[（「『【《〈“‘([{]$/u;

/** The pieces between which a line may be broken: words with the blank after them, and single wide characters. */
function pieces(line: string): string[] {
  const found: string[] = [];
  let open = false;
  for (const grapheme of graphemes(line)) {
    const last = found.at(-1);
    const breakable = last !== undefined && !notFirst.test(grapheme) && !notLast.test(last)
      && (last.endsWith(' ') ? grapheme !== ' ' : grapheme !== ' ' && (isWide(grapheme.codePointAt(0) ?? 0) || open));
    if (last === undefined || breakable) found.push(grapheme);
    else found[found.length - 1] = last + grapheme;
    open = isWide(grapheme.codePointAt(0) ?? 0);
  }
  return found;
}

/**
 * Breaks a text into lines of at most `width` columns. A word that is longer by itself is cut, or, with `whole`, left in
 * one piece: a command or an address that somebody copies.
 */
export function wrap(text: string, width: number, { whole = false }: { readonly whole?: boolean } = {}): string[] {
  const room = Math.max(8, width);
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    let used = 0;
    const flush = (): void => {
      lines.push(current.trimEnd());
      current = '';
      used = 0;
    };
    for (const piece of pieces(line)) {
      const size = widthOf(piece.trimEnd());
      if (used > 0 && used + size > room) flush();
      if (size <= room || whole) {
        current += piece;
        used += widthOf(piece);
        continue;
      }
      for (const grapheme of graphemes(piece)) {
        if (used + graphemeWidth(grapheme) > room) flush();
        current += grapheme;
        used += graphemeWidth(grapheme);
      }
    }
    flush();
    return lines;
  });
}

/** Joins parts by a middle dot and breaks between parts where it can. */
export function wrapParts(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last} · ${part}`;
    if (last === undefined || widthOf(joined) > width) lines.push(...wrap(part, width));
    else lines[lines.length - 1] = joined;
  }
  return lines;
}
