import { RolldownMagicString } from 'rolldown';

/**
 * Escapes what is not ASCII in a finished chunk. V8 keeps a source that holds one Chinese character in two bytes a
 * character, and Node's compile cache turns such a source into UTF-8 at each start, to see that it hasn't changed: seven
 * million instructions of the three hundred of a healthy look. Such characters only stand in strings, templates and
 * regular expressions, where the escape means the same, and in comments.
 */
export function escapeNonAscii(code) {
  if (/String\.raw`[^`]*[^\x00-\x7F`][^`]*`/.test(code)) throw new Error('String.raw with a character outside of ASCII, which an escape would not mean');
  const text = new RolldownMagicString(code);
  for (const { 0: found, index } of code.matchAll(/[^\x00-\x7F]+/g)) {
    const units = Array.from({ length: found.length }, (_, place) => found.charCodeAt(place).toString(16).padStart(4, '0'));
    text.overwrite(index, index + found.length, units.map((unit) => `\\u${unit}`).join(''));
  }
  return text;
}
