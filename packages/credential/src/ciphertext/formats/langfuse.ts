import { openGcm } from '../aes.ts';
import { keysOf32 } from '../candidate-keys.ts';
import type { CipherFormat } from '../cipher-format.ts';

/** Langfuse: nonce, ciphertext and tag in hex, AES-256-GCM. */
export const langfuse: CipherFormat = {
  id: 'langfuse', system: 'Langfuse', keyName: 'ENCRYPTION_KEY', proof: 'authenticated',
  recognises: (text) => /^[0-9a-f]{24}:[0-9a-f]*:[0-9a-f]{32}$/i.test(text),
  fault: ({ text }) => ((text.split(':')[1] ?? '').length % 2 === 1 ? 'odd-hex' : undefined),
  keys: keysOf32,
  open: ({ text }, key) => {
    const [nonce = '', ciphertext = '', tag = ''] = text.split(':');
    return openGcm(key, Buffer.from(nonce, 'hex'), Buffer.from(ciphertext, 'hex'), Buffer.from(tag, 'hex'));
  },
};
