import { keysOf32 } from '../candidate-keys.ts';
import type { Cell, CellFault, CipherFormat } from '../cipher-format.ts';

/**
 * LMNR (frontend/lib/crypto.ts, app-server/src/data_plane/crypto.rs): XChaCha20-Poly1305, value and nonce in hex in two
 * columns, bound to the name, team or workspace of the row. Node's OpenSSL has no XChaCha20.
 */
export const lmnr: CipherFormat = {
  id: 'lmnr', system: 'LMNR', keyName: 'AEAD_SECRET_KEY', proof: 'authenticated',
  // Bare hex has no mark of its own: it is known by its columns.
  recognises: () => false,
  fault: ({ text, nonce }) => faultOf(text, nonce),
  keys: keysOf32,
  open: async ({ text, nonce = '' }, key, boundTo) => openXchacha(key, Buffer.from(nonce, 'hex'), Buffer.from(text, 'hex'), Buffer.from(boundTo)),
};

/** What XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) opens, the tag at the end; `undefined`: nothing. */
export async function openXchacha(key: Buffer, nonce: Buffer, sealed: Buffer, boundTo: Buffer): Promise<Buffer | undefined> {
  const { xchacha20poly1305 } = await import('@noble/ciphers/chacha.js');
  try {
    return Buffer.from(xchacha20poly1305(key, nonce, boundTo).decrypt(sealed));
  } catch {
    return undefined;
  }
}

const isHex = (text: string): boolean => /^[0-9a-f]*$/i.test(text);

function faultOf(text: string, nonce: Cell['nonce']): CellFault | undefined {
  if (text === '') return 'empty';
  if (nonce === undefined || nonce === '') return 'nonce-missing';
  if (isHex(text) && text.length === 48 && isHex(nonce) && nonce.length !== 48) return 'columns-swapped';
  if (!isHex(text)) return /^[\w+/-]+={0,2}$/.test(text) && text.length % 4 === 0 ? 'base64-for-hex' : 'not-hex';
  if (text.length % 2 === 1) return 'odd-hex';
  if (text.length < 32) return 'too-short';
  return isHex(nonce) && nonce.length === 48 ? undefined : 'nonce-length';
}
