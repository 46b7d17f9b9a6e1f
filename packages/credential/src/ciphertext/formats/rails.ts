import { openGcm } from '../aes.ts';
import type { CipherFormat } from '../cipher-format.ts';

/** Encrypted credentials of Rails (ActiveSupport::MessageEncryptor): ciphertext, nonce and tag in base64, AES-128-GCM. */
export const rails: CipherFormat = {
  id: 'rails', system: 'Rails', keyName: 'RAILS_MASTER_KEY', proof: 'authenticated',
  recognises: (text) => /^[\w+/]+={0,2}--[\w+/]{16}--[\w+/]{22}==$/.test(text.trim()),
  fault: () => undefined,
  keys: (text) => {
    const trimmed = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
    return /^[0-9a-f]{32}$/i.test(trimmed) ? [{ bytes: Buffer.from(trimmed, 'hex'), repaired: trimmed !== text }] : [];
  },
  open: ({ text }, key) => {
    const [ciphertext = '', nonce = '', tag = ''] = text.trim().split('--');
    return openGcm(key, Buffer.from(nonce, 'base64'), Buffer.from(ciphertext, 'base64'), Buffer.from(tag, 'base64'));
  },
};
