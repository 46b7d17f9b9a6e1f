import type { CodeParameters } from '../policy.ts';

/** What had to be overlooked to read a typed code. */
export type CodeNote = 'separators' | 'full-width' | 'other-digits' | 'invisible-characters' | 'surrounding-text' | 'letters-for-digits';

/** Why a text is no code of an account. */
export type NoCode = 'empty' | 'too-short' | 'too-long' | 'not-digits' | 'secret-instead' | 'uri-instead' | 'recovery-code-instead' | 'several-codes';

export type ReadCode = { readonly outcome: 'read'; readonly code: string; readonly notes: readonly CodeNote[] } | { readonly outcome: 'refused'; readonly reason: NoCode; readonly length: number };

const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;

/**
 * Reads a code as people type or paste it: in groups, with full-width or other scripts' digits, out of a message. A code of
 * another length is read too (a lost zero or another account explains it); its length is for the judgement to compare.
 */
export function readCode(text: string, { type, digits }: Pick<CodeParameters, 'type' | 'digits'>): ReadCode {
  const notes: CodeNote[] = [];
  const note = (what: CodeNote, before: string, after: string): string => {
    if (before !== after) notes.push(what);
    return after;
  };
  const refused = (reason: NoCode, code: string): ReadCode => ({ outcome: 'refused', reason, length: Math.min(code.length, 10_000) });
  if (text.length > 4_096) return refused('too-long', text);
  const visible = note('invisible-characters', text, text.replaceAll(invisible, '')).trim();
  const narrow = note('full-width', visible, visible.normalize('NFKC'));
  const latin = note('other-digits', narrow, narrow.replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit))));
  if (latin === '') return refused('empty', latin);
  if (/^otpauth/i.test(latin)) return refused('uri-instead', latin);
  const joined = latin.replaceAll(/[\s.,·_\-\u2010-\u2015\u2212]+/gu, '');
  if (type === 'steam') {
    const steam = joined.toUpperCase();
    return /^[2-9BCDFGHJKMNPQRTVWXY]{5}$/.test(steam) ? { outcome: 'read', code: steam, notes } : refused(steam.length > 5 ? 'too-long' : steam.length < 5 ? 'too-short' : 'not-digits', steam);
  }
  if (!/^\d+$/.test(joined)) {
    const inside = [...latin.matchAll(/(?<![\d-])\d{3}[ -]?\d{3}(?:\d{1,2})?(?![\d-])|(?<!\d)\d{4} \d{4}(?!\d)/g)].map(([found]) => found.replace(/[ -]/, ''));
    if (inside.length === 1 && /[a-z\p{Lo}]{3}/iu.test(latin)) return { outcome: 'read', code: inside[0] ?? '', notes: [...notes, 'surrounding-text'] };
    if (inside.length > 1) return refused('several-codes', joined);
    if (/^[A-Za-z2-7]{16,}=*$/.test(joined)) return refused('secret-instead', joined);
    if (/^[0-9a-z]{10}$/i.test(joined) && joined.length > digits) return refused('recovery-code-instead', joined);
    const digitsOnly = joined.replaceAll(/[oO]/g, '0').replaceAll(/[lI|]/g, '1');
    if (/^\d+$/.test(digitsOnly) && digitsOnly.length === digits) return { outcome: 'read', code: digitsOnly, notes: [...notes, 'letters-for-digits'] };
    return refused('not-digits', joined);
  }
  note('separators', latin, joined);
  if (joined.length > 10) return refused(joined.length % digits === 0 ? 'several-codes' : 'too-long', joined);
  return joined.length < 4 ? refused('too-short', joined) : { outcome: 'read', code: joined, notes };
}

/** The value of a decimal digit of any script: they stand in runs of ten (Unicode §4.6). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value += 1) if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return value;
  return (code - 0x30) % 10;
}
