import { constants, createPrivateKey, privateDecrypt } from 'node:crypto';
import type { CipherFormat } from '../cipher-format.ts';

/**
 * Dify: `HYBRID:`, an AES key under the tenant's RSA key (OAEP, which is checked), the value under AES-EAX, which Node
 * lacks. Whether the private key is the right one is proved by the first; the value itself stays closed.
 */
export const dify: CipherFormat = {
  id: 'dify', system: 'Dify', keyName: 'privkeys/<tenant>/private.pem', proof: 'authenticated',
  recognises: (text) => text.startsWith('SFlCUklEO'),
  fault: ({ text }) => (Buffer.from(text, 'base64').length < 7 + 256 + 32 ? 'too-short' : undefined),
  keys: (text) => (text.includes('PRIVATE KEY') ? [{ bytes: Buffer.from(text), repaired: false }] : []),
  open: ({ text }, key) => {
    try {
      const rsa = createPrivateKey(key);
      const bytes = (rsa.asymmetricKeyDetails?.modulusLength ?? 2_048) / 8;
      privateDecrypt({ key: rsa, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.from(text, 'base64').subarray(7, 7 + bytes));
      return Buffer.alloc(0);
    } catch {
      return undefined;
    }
  },
};
