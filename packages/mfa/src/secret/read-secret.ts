import { decodeBase32 } from './base32.ts';
import { whyNoSecret, type NoSecret } from './no-secret.ts';
import { readUri, type OtpauthAccount, type UriNote } from '../uri/read-uri.ts';

/** What had to be overlooked to read a secret. */
export type SecretNote =
  | 'surrounding-quotes' | 'invisible-characters' | 'grouped' | 'lower-case' | 'padding' | 'wrong-padding'
  | 'incomplete-group' | 'trailing-bits' | 'hexadecimal' | 'base64' | 'also-hexadecimal' | 'well-known';

export type SecretForm = 'base32' | 'hexadecimal' | 'base64' | 'uri';

/** A secret as somebody has it. `position` counts characters from 1, and what stands there is not repeated. */
export type ReadSecret =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array; readonly form: SecretForm; readonly notes: readonly (SecretNote | UriNote)[]; readonly account?: OtpauthAccount }
  | { readonly outcome: 'refused'; readonly reason: NoSecret; readonly position?: number };

/** Longer secrets than otplib takes are no secrets; and nothing that long is copied by hand. */
const maxCharacters = 4_096;

const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;
const separators = /[\s\u00A0\u2000-\u200A\u202F\u3000_\-\u2010-\u2015\u2212]+/gu;

/** Secrets of tutorials, in base32: anybody can compute their codes. */
const wellKnown: ReadonlySet<string> = new Set(['JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ']);

/**
 * Reads a secret as people have it: base32 in groups, with dashes, in small letters, with or without padding;
 * hexadecimal, base64, or a whole `otpauth://` URI. What was overlooked is noted; what is no secret is told apart.
 */
export function readSecret(text: string): ReadSecret {
  if (text.length > maxCharacters) return { outcome: 'refused', reason: 'too-long' };
  const notes: SecretNote[] = [];
  const note = (what: SecretNote, before: string, after: string): string => {
    if (before !== after) notes.push(what);
    return after;
  };
  const visible = note('invisible-characters', text, text.replaceAll(invisible, '')).trim();
  const bare = note('surrounding-quotes', visible, visible.replace(/^(["'`“”‘’])(.*)["'`“”‘’]$/su, '$2')).trim();
  if (/^otpauth:/i.test(bare)) {
    const read = readUri(bare);
    return read.outcome === 'refused' ? read : { outcome: 'read', bytes: read.account.secret, form: 'uri', notes: [...notes, ...read.notes], account: read.account };
  }
  const refused = whyNoSecret(bare);
  if (refused !== undefined) return { outcome: 'refused', reason: refused };
  // Groups of hexadecimal are separated like those of base32; base64 has no separators, and its dash is a digit (RFC 4648 §5).
  const joined = bare.replaceAll(separators, '');
  const hexadecimal = /^(?:0x)?((?:[0-9a-f]{2}){8,})$/i.exec(joined)?.[1];
  if (hexadecimal !== undefined && /[0189]/.test(hexadecimal)) return { outcome: 'read', bytes: Buffer.from(hexadecimal, 'hex'), form: 'hexadecimal', notes: [...notes, 'hexadecimal'] };
  const unpadded = joined.replace(/=+$/, '');
  const plain = decodeBase32(unpadded.toUpperCase());
  if (plain !== undefined && plain.bytes.length > 0) {
    note('grouped', bare, joined);
    note('lower-case', unpadded, unpadded.toUpperCase());
    if (joined !== unpadded) notes.push(joined.length % 8 === 0 && joined.length - unpadded.length <= 6 ? 'padding' : 'wrong-padding');
    if (plain.ending !== 'whole') notes.push(plain.ending);
    if (hexadecimal !== undefined) notes.push('also-hexadecimal');
    if (wellKnown.has(unpadded.toUpperCase())) notes.push('well-known');
    return { outcome: 'read', bytes: plain.bytes, form: 'base32', notes };
  }
  if (/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(bare) && /[a-z]/.test(bare) && /[A-Z]/.test(bare) && /[0189+/]/.test(bare)) {
    return { outcome: 'read', bytes: Buffer.from(bare, 'base64'), form: 'base64', notes: [...notes, 'base64'] };
  }
  const wrong = [...bare].findIndex((character) => !/[A-Za-z2-7=]/.test(character) && character.replace(separators, '') !== '');
  return { outcome: 'refused', reason: bare === '' ? 'empty' : 'not-base32', ...(wrong < 0 ? {} : { position: wrong + 1 }) };
}
