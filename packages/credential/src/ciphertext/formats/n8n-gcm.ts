import { hkdfSync } from 'node:crypto';
import { openGcm } from '../aes.ts';
import { keysOf32, passPhrases } from '../candidate-keys.ts';
import type { CipherFormat } from '../cipher-format.ts';

/** n8n, by its sources: 0x01, a salt of 32 bytes, the tag, the ciphertext; key and nonce by HKDF. Not made by n8n itself in our tests. */
export const n8nGcm: CipherFormat = {
  id: 'n8n-gcm', system: 'n8n', keyName: 'N8N_ENCRYPTION_KEY', proof: 'authenticated',
  recognises: (text) => /^AQ[\w+/]{62,}={0,2}$/.test(text) && text.length % 4 === 0,
  fault: ({ text }) => (Buffer.from(text, 'base64').length < 49 ? 'too-short' : undefined),
  keys: (text) => [...keysOf32(text), ...passPhrases(text)],
  open: ({ text }, key) => {
    const bytes = Buffer.from(text, 'base64');
    const derived = Buffer.from(hkdfSync('sha256', key, bytes.subarray(1, 33), 'n8n-encryption-v1', 44));
    return openGcm(derived.subarray(0, 32), derived.subarray(32), bytes.subarray(49), bytes.subarray(33, 49));
  },
};
