import type { CandidateKey } from './cipher-format.ts';
import { readKeyText } from './key-text.ts';

/** Keys of 32 bytes, in hex or base64. */
export function keysOf32(text: string): readonly CandidateKey[] {
  const read = readKeyText(text);
  // A line break at the end harms nobody but strict readers; quotes and `0x` harm nearly all.
  return read.outcome === 'key' ? [{ bytes: read.bytes, repaired: read.repairs.length > 0 }] : [];
}

/** Pass phrases: as they stand, and without the line break or the quotes that were not meant to belong to them. */
export function passPhrases(text: string): readonly CandidateKey[] {
  const unquoted = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  return [...new Set([text, text.trim(), unquoted])].filter((one) => one !== '').map((one) => ({ bytes: Buffer.from(one), repaired: one !== text }));
}
