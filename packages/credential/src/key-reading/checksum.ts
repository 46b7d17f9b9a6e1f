import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The CRC-32 of a text as six base62 digits, as the tokens of GitHub and npm end (github.blog, 2021-04-05). */
export function crc32Base62(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = (alphabet[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Whether a key with such a checksum is as it was issued: the last six characters are of the thirty before them. */
export function isIntact(key: string): boolean {
  const body = key.slice(key.indexOf('_') + 1);
  return crc32Base62(body.slice(0, -6)) === body.slice(-6);
}
