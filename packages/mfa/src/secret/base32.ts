const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 without padding (RFC 4648 §6), as authenticators expect it. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let [buffer, bits] = [0, 0];
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((buffer >>> (bits - 5)) & 31);
    buffer &= 0xff;
  }
  return bits === 0 ? text : text + alphabet.charAt((buffer << (5 - bits)) & 31);
}

/** What the end of a base32 text says about its wholeness. */
export type Base32Ending =
  | 'whole'
  /** No number of bytes has this length: a character is missing or too many (RFC 4648 §6). */
  | 'incomplete-group'
  /** The bits that belong to no byte are not zero. */
  | 'trailing-bits';

/** Reads upper-case base32 without padding; `undefined` if another character is in it. Surplus bits are dropped. */
export function decodeBase32(text: string): { readonly bytes: Uint8Array; readonly ending: Base32Ending } | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let [buffer, bits, at] = [0, 0, 0];
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = buffer >>> bits;
      buffer &= (1 << bits) - 1;
    }
  }
  const ending = [1, 3, 6].includes(text.length % 8) ? 'incomplete-group' : buffer !== 0 ? 'trailing-bits' : 'whole';
  return { bytes, ending };
}
