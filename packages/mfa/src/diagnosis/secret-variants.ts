import { decodeBase32, encodeBase32 } from '../secret/base32.ts';
import type { SecretEncoding } from './hypothesis.ts';

/** The other ways in which the same text becomes bytes: speakeasy takes the text itself, others decode twice. */
export function otherEncodings(secret: Uint8Array, text: string | undefined): readonly { readonly encoding: SecretEncoding; readonly secret: Uint8Array }[] {
  const written = encodeBase32(secret);
  const own = text === undefined ? written : text.replaceAll(/[\s=-]+/g, '');
  const variants: { readonly encoding: SecretEncoding; readonly secret: Uint8Array | undefined }[] = [
    { encoding: 'text', secret: Buffer.from(written) },
    { encoding: 'text', secret: Buffer.from(own) },
    { encoding: 'small-text', secret: Buffer.from(written.toLowerCase()) },
    { encoding: 'hexadecimal', secret: Buffer.from(Buffer.from(secret).toString('hex')) },
    { encoding: 'hexadecimal', secret: /^(?:[0-9a-f]{2})+$/i.test(own) ? Buffer.from(own, 'hex') : undefined },
    { encoding: 'base64', secret: Buffer.from(own, 'base64') },
    { encoding: 'base64', secret: Buffer.from(Buffer.from(secret).toString('base64')) },
    { encoding: 'base32-of-text', secret: decodeBase32(Buffer.from(secret).toString('latin1').toUpperCase().replace(/=+$/, ''))?.bytes },
    { encoding: 'base32-of-base32', secret: decodeBase32(own.toUpperCase())?.bytes },
    { encoding: 'reversed', secret: secret.toReversed() },
  ];
  const seen = new Set([Buffer.from(secret).toString('hex')]);
  return variants.flatMap(({ encoding, secret: bytes }) => {
    if (bytes === undefined || bytes.length === 0) return [];
    const key = Buffer.from(bytes).toString('hex');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ encoding, secret: bytes }];
  });
}

/** What is left of a secret that was cut, at either end, by up to eight characters; and one with a character or two more. */
export function cutSecrets(secret: Uint8Array): readonly Uint8Array[] {
  const text = encodeBase32(secret);
  const cut = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((length) => [text.slice(0, -length), text.slice(length)]);
  const longer = [...alphabet].flatMap((last) => [`${text}${last}`, `${last}${text}`]);
  return decoded([...cut, ...longer], secret);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Characters that are taken for each other when a secret is typed off a screen. */
const lookalikes: readonly string[] = ['O6QD', 'I1L7TJ', 'B38', 'S5', 'Z27', 'G6C', 'UV', 'VY', 'MN', 'EF', 'PR', 'XK', 'A4', 'WV', 'HN'];

/** Secrets with one character mistaken for another, or two that changed places. */
export function mistypedSecrets(secret: Uint8Array): readonly Uint8Array[] {
  const text = encodeBase32(secret);
  const typed: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const [own = '', next = ''] = [text[at], text[at + 1]];
    if (next !== '' && next !== own) typed.push(text.slice(0, at) + next + own + text.slice(at + 2));
    const others = new Set(lookalikes.filter((group) => group.includes(own)).flatMap((group) => [...group]));
    for (const other of others) if (other !== own && alphabet.includes(other)) typed.push(text.slice(0, at) + other + text.slice(at + 1));
    typed.push(text.slice(0, at) + text.slice(at + 1), text.slice(0, at) + own + text.slice(at));
  }
  return decoded(typed, secret);
}

function decoded(texts: readonly string[], secret: Uint8Array): readonly Uint8Array[] {
  const own = Buffer.from(secret).toString('hex');
  const seen = new Set<string>([own]);
  return texts.flatMap((text) => {
    const bytes = decodeBase32(text)?.bytes;
    const key = bytes === undefined ? own : Buffer.from(bytes).toString('hex');
    if (bytes === undefined || bytes.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [bytes];
  });
}
