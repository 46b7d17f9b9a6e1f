import { createGuardrails } from '@otplib/core';
import { generateSync } from '@otplib/hotp';
import { NodeCryptoPlugin } from '@otplib/plugin-crypto-node';
import type { Algorithm, CodeParameters } from '../policy.ts';

const crypto = new NodeCryptoPlugin();
// Services issue secrets of 80 bits (10 bytes); otplib refuses to compute for what is below 128 unless told.
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 4_096 });
const hashOf = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;

/** The 31 bits that a code is made of (RFC 4226 §5.3, dynamic truncation). */
export function truncatedValue(secret: Uint8Array, counter: number, algorithm: Algorithm): number {
  let truncated = 0;
  const keep = (value: number): string => {
    truncated = value;
    return '';
  };
  generateSync({ secret, counter, algorithm: hashOf[algorithm], digits: 6, crypto, guardrails, hooks: { encodeToken: keep } });
  return truncated;
}

/** What Steam shows in place of digits. */
const steamAlphabet = '23456789BCDFGHJKMNPQRTVWXY';

/** How a truncated value is written: its last digits, or five of Steam's characters. */
export function writeCode(truncated: number, { type, digits }: Pick<CodeParameters, 'type' | 'digits'>): string {
  if (type !== 'steam') return String(truncated % 10 ** digits).padStart(digits, '0');
  let [text, rest] = ['', truncated];
  for (let at = 0; at < 5; at += 1) {
    text += steamAlphabet.charAt(rest % steamAlphabet.length);
    rest = Math.floor(rest / steamAlphabet.length);
  }
  return text;
}

/** The code of one counter: of a HOTP account, or of the time step of a TOTP account. */
export function codeAt(secret: Uint8Array, counter: number, parameters: CodeParameters): string {
  return writeCode(truncatedValue(secret, counter, parameters.type === 'steam' ? 'SHA1' : parameters.algorithm), parameters);
}

/** The time step of a moment (RFC 6238 §4.2, T0 = 0). `epochMs` in milliseconds since 1970. */
export function timeStep(epochMs: number, { periodSeconds }: Pick<CodeParameters, 'periodSeconds'>): number {
  return Math.floor(epochMs / 1_000 / periodSeconds);
}

/** How long the code of a moment still holds, in seconds. */
export function secondsLeft(epochMs: number, { periodSeconds }: Pick<CodeParameters, 'periodSeconds'>): number {
  return periodSeconds - (Math.floor(epochMs / 1_000) % periodSeconds);
}
