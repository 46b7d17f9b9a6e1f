import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { openPlain } from '../aes.ts';
import { keysOf32, passPhrases } from '../candidate-keys.ts';
import type { CipherFormat } from '../cipher-format.ts';

/** Fernet (github.com/fernet/spec): Airflow, Open WebUI, which hashes a key of another length. The time of writing stands in the clear. */
export const fernet: CipherFormat = {
  id: 'fernet', system: 'Airflow, Open WebUI', keyName: 'AIRFLOW__CORE__FERNET_KEY, WEBUI_SECRET_KEY', proof: 'authenticated',
  recognises: (text) => text.startsWith('gAAAAA'),
  fault: ({ text }) => {
    if (!/^[\w-]+={0,2}$/.test(text)) return 'not-whole-blocks';
    const { length } = Buffer.from(text, 'base64url');
    if (length < 73) return 'too-short';
    return (length - 57) % 16 === 0 ? undefined : 'not-whole-blocks';
  },
  // Airflow takes a comma-separated list: the first encrypts, all decrypt.
  keys: (text) => text.split(',').flatMap((one) => [...keysOf32(one), ...passPhrases(one).map(({ bytes, repaired }) => ({ bytes: createHash('sha256').update(bytes).digest(), repaired }))]),
  open: ({ text }, key) => {
    const token = Buffer.from(text, 'base64url');
    if (token[0] !== 0x80 || token.length < 73) return undefined;
    const mac = createHmac('sha256', key.subarray(0, 16)).update(token.subarray(0, -32)).digest();
    return timingSafeEqual(mac, token.subarray(-32)) ? openPlain('aes-128-cbc', key.subarray(16), token.subarray(9, 25), token.subarray(25, -32)) : undefined;
  },
};

/** When a token was made, by what it says itself: ISO 8601, UTC. */
export function fernetTime(text: string): string | undefined {
  const token = Buffer.from(text, 'base64url');
  const seconds = token.length >= 9 ? Number(token.readBigUInt64BE(1)) : NaN;
  return seconds > 0 && seconds < 1e11 ? new Date(seconds * 1_000).toISOString() : undefined;
}
