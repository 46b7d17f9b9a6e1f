import { isText, openPlain } from '../aes.ts';
import { keysOf32 } from '../candidate-keys.ts';
import type { CipherFormat } from '../cipher-format.ts';

const keyName = 'CREDS_KEY';
const hex = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'hex');
const blocks = (text: string | undefined): 'not-whole-blocks' | undefined => ((text ?? '').length % 32 === 0 && text !== '' ? undefined : 'not-whole-blocks');

/** LibreChat's first format: AES-256-CBC with one nonce for all values, CREDS_IV. Bare hex: it has to be named, with the nonce. */
export const librechatV1: CipherFormat = {
  id: 'librechat-v1', system: 'LibreChat', keyName, proof: 'none',
  recognises: () => false,
  fault: ({ text, nonce }) => (nonce === undefined ? 'nonce-missing' : blocks(text)),
  keys: keysOf32, plausible: isText,
  open: ({ text, nonce }, key) => openPlain('aes-256-cbc', key, hex(nonce), hex(text)),
};

/** The same with a nonce of its own for each value. */
export const librechatV2: CipherFormat = {
  id: 'librechat-v2', system: 'LibreChat', keyName, proof: 'none',
  recognises: (text) => /^[0-9a-f]{32}:[0-9a-f]+$/i.test(text),
  fault: ({ text }) => blocks(text.split(':')[1]),
  keys: keysOf32, plausible: isText,
  open: ({ text }, key) => openPlain('aes-256-cbc', key, hex(text.split(':')[0]), hex(text.split(':')[1])),
};

/** AES-256-CTR: every key gives something. */
export const librechatV3: CipherFormat = {
  id: 'librechat-v3', system: 'LibreChat', keyName, proof: 'none',
  recognises: (text) => /^v3:[0-9a-f]{32}:[0-9a-f]+$/i.test(text),
  fault: ({ text }) => ((text.split(':')[2] ?? '').length % 2 === 1 ? 'odd-hex' : undefined),
  keys: keysOf32, plausible: isText,
  open: ({ text }, key) => openPlain('aes-256-ctr', key, hex(text.split(':')[1]), hex(text.split(':')[2])),
};
