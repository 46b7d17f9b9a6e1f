import type { Codec, Message } from './codec.ts';

export type RecordType = 'A' | 'AAAA';

/** What bytes are to somebody who waits for the answer to one question. */
export type Reading = Message | 'malformed' | 'wrong-id' | 'other-question';

const recursionDesired = 0x0100;
/** More records than any answer about addresses has: whoever sends them wants the reader to work. */
const maxRecords = 512;

/** One question, ready to be sent, and how its answer is told from everything else. */
export type Question = { readonly bytes: Buffer; readonly read: (reply: Uint8Array) => Reading };

/** A question by RFC 1035 §4. `id`: 0 in DNS over HTTPS (RFC 8484 §4.1), else nobody must be able to guess it. */
export function questionFor({ encode, decode }: Codec, name: string, type: RecordType, id: number = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0): Question {
  const bytes = encode({
    id, type: 'query', flags: recursionDesired,
    questions: [{ name, type }],
    // 1232 octets avoid fragments (DNS Flag Day 2020); EDNS(0) is RFC 6891.
    additionals: [{ name: '.', type: 'OPT', udpPayloadSize: 1232 }],
  });
  const read = (reply: Uint8Array): Reading => {
    const message = decoded(decode, reply);
    if (message === undefined) return 'malformed';
    if (message.type !== 'response' || message.id !== id) return 'wrong-id';
    const [asked] = message.questions;
    // Servers that fail early may leave the question out.
    const same = asked === undefined ? (message.flags & 0xf) !== 0 : asked.type === type && asked.name.toLowerCase() === name.toLowerCase();
    return same ? message : 'other-question';
  };
  return { bytes, read };
}

function decoded(decode: Codec['decode'], bytes: Uint8Array): Message | undefined {
  if (bytes.length < 12) return undefined;
  const counts = new DataView(bytes.buffer, bytes.byteOffset + 4, 8);
  if ([0, 2, 4, 6].some((offset) => counts.getUint16(offset) > maxRecords)) return undefined;
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
