import { Cursor } from './cursor.ts';

/** Content types of records (RFC 8446 §5.1). */
export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

export type TlsRecord = {
  readonly type: number;
  /** The five header bytes: the additional data of TLS 1.3 encryption. */
  readonly header: Uint8Array;
  readonly fragment: Uint8Array;
};

/** RFC 8446 §5.2 allows 2^14 + 256 bytes; TLS 1.2 (RFC 5246 §6.2.3) 2^14 + 2048. */
const maxFragment = 16_384 + 2_048;

/** Whether bytes can be the start of a TLS stream from a server: a record type and major version 3, as far as they go. */
export function looksLikeTls(bytes: Uint8Array): boolean {
  const [type, major] = bytes;
  if (type === undefined) return true;
  return type >= contentType.changeCipherSpec && type <= contentType.applicationData && (major === undefined || major === 3);
}

/** Whether the first handshake message is a ClientHello (RFC 8446 §4), which only clients send. */
export const beginsWithClientHello = (bytes: Uint8Array): boolean => bytes[0] === contentType.handshake && bytes[5] === 1;

/** The whole records at the start of `bytes`; what follows a broken or an unfinished one is left out. */
export function readRecords(bytes: Uint8Array): readonly TlsRecord[] {
  const records: TlsRecord[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const header = bytes.subarray(at, at + 5);
    const length = ((header[3] ?? 0) << 8) | (header[4] ?? 0);
    if (!looksLikeTls(header) || length > maxFragment || at + 5 + length > bytes.length) break;
    records.push({ type: header[0] ?? 0, header, fragment: bytes.subarray(at + 5, at + 5 + length) });
    at += 5 + length;
  }
  return records;
}

export type HandshakeMessage = { readonly type: number; readonly body: Uint8Array };

/** The whole handshake messages (RFC 8446 §4) in the joined fragments of handshake records. */
export function readMessages(stream: Uint8Array): readonly HandshakeMessage[] {
  const messages: HandshakeMessage[] = [];
  const cursor = new Cursor(stream);
  while (cursor.left >= 4) {
    const type = cursor.uint(1);
    const body = cursor.vector(3);
    if (!cursor.ok) break;
    messages.push({ type, body });
  }
  return messages;
}
