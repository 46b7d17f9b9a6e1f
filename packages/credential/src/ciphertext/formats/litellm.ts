import { createHash, hkdfSync } from 'node:crypto';
import { openGcm } from '../aes.ts';
import { passPhrases } from '../candidate-keys.ts';
import type { CandidateKey, CipherFormat } from '../cipher-format.ts';

const keyName = 'LITELLM_SALT_KEY, else the master_key';
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const hashed = (text: string): readonly CandidateKey[] => passPhrases(text).map(({ bytes, repaired }) => ({ bytes: sha256(bytes), repaired }));
const payload = (text: string): Buffer => Buffer.from(text.slice('v2:gcm:'.length), 'base64url');
const gcm = (key: Buffer, bytes: Buffer): Buffer | undefined => openGcm(key, bytes.subarray(0, 12), bytes.subarray(12, -16), bytes.subarray(-16));
const tooShort = ({ text }: { readonly text: string }): 'too-short' | undefined => (payload(text).length < 28 ? 'too-short' : undefined);

/** LiteLLM since its marked formats: AES-256-GCM under the hash of the salt key. */
export const litellmV2: CipherFormat = {
  id: 'litellm-v2', system: 'LiteLLM', keyName, proof: 'authenticated',
  recognises: (text) => text.startsWith('v2:gcm:'), fault: tooShort, keys: hashed,
  open: ({ text }, key) => gcm(key, payload(text)),
};

/** The same under a key by HKDF, by its sources; the input of HKDF is tried both ways. */
export const litellmV3: CipherFormat = {
  id: 'litellm-v3', system: 'LiteLLM', keyName, proof: 'authenticated',
  recognises: (text) => text.startsWith('v3:gcm:'), fault: tooShort,
  keys: (text) => [...passPhrases(text), ...hashed(text)],
  open: ({ text }, key) => gcm(Buffer.from(hkdfSync('sha256', key, '', 'litellm-at-rest-v3', 32)), payload(text)),
};

/** LiteLLM's first format: libsodium's secretbox, URL-safe base64 without a mark. It has to be named. */
export const litellmBox: CipherFormat = {
  id: 'litellm-box', system: 'LiteLLM', keyName, proof: 'authenticated',
  recognises: () => false,
  fault: ({ text }) => (Buffer.from(text, 'base64url').length < 40 ? 'too-short' : undefined),
  keys: hashed,
  open: async ({ text }, key) => {
    const { xsalsa20poly1305 } = await import('@noble/ciphers/salsa.js');
    const bytes = Buffer.from(text, 'base64url');
    try {
      return Buffer.from(xsalsa20poly1305(key, bytes.subarray(0, 24)).decrypt(bytes.subarray(24)));
    } catch {
      return undefined;
    }
  },
};
