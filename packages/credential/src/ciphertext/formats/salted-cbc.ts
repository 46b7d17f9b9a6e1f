import { createHash } from 'node:crypto';
import { isText, openPlain } from '../aes.ts';
import { passPhrases } from '../candidate-keys.ts';
import type { CipherFormat } from '../cipher-format.ts';

const mark = 'U2FsdGVkX1';

/** n8n (until its format with a tag) and Flowise, both by crypto-js: OpenSSL's `Salted__` with EVP_BytesToKey(3) over MD5 and AES-256-CBC. */
export const saltedCbc: CipherFormat = {
  id: 'salted-cbc', system: 'n8n, Flowise', keyName: 'N8N_ENCRYPTION_KEY, FLOWISE_SECRETKEY_OVERWRITE', proof: 'none',
  recognises: (text) => text.startsWith(mark),
  fault: ({ text }) => {
    const { length } = Buffer.from(text, 'base64');
    if (length < 32) return 'too-short';
    return length % 16 === 0 ? undefined : 'not-whole-blocks';
  },
  keys: passPhrases,
  open: ({ text }, key) => {
    const bytes = Buffer.from(text, 'base64');
    const salt = bytes.subarray(8, 16);
    const md5 = (before: Buffer): Buffer => createHash('md5').update(before).update(key).update(salt).digest();
    const first = md5(Buffer.alloc(0));
    const second = md5(first);
    return openPlain('aes-256-cbc', Buffer.concat([first, second]), md5(second), bytes.subarray(16));
  },
  // Both store JSON. Padding alone is right by chance for one wrong key in 256.
  plausible: (plain) => {
    try {
      return isText(plain) && typeof JSON.parse(plain.toString('utf8')) === 'object';
    } catch {
      return false;
    }
  },
};
