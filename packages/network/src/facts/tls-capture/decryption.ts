import { createDecipheriv, createHmac } from 'node:crypto';
import type { TlsRecord } from './records.ts';

type Suite = { readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305'; readonly keyLength: number; readonly hash: 'sha256' | 'sha384' };

/** The cipher suites of TLS 1.3 that Node speaks (RFC 8446 §B.4). */
const suites: { readonly [code: number]: Suite } = {
  0x1301: { cipher: 'aes-128-gcm', keyLength: 16, hash: 'sha256' },
  0x1302: { cipher: 'aes-256-gcm', keyLength: 32, hash: 'sha384' },
  0x1303: { cipher: 'chacha20-poly1305', keyLength: 32, hash: 'sha256' },
};

const tagLength = 16;

/** What a TLS 1.3 record held. */
export type Plaintext = { readonly type: number; readonly content: Uint8Array };

/**
 * Decrypts the records of a TLS 1.3 server's flight in their order (RFC 8446 §5.2), given its handshake traffic secret.
 * Stops at the first that this secret does not open: application data follow there.
 */
export function decryptRecords(records: readonly TlsRecord[], suiteCode: number, secret: Uint8Array): readonly Plaintext[] {
  const suite = suites[suiteCode];
  if (suite === undefined) return [];
  const key = expandLabel(suite.hash, secret, 'key', suite.keyLength);
  const iv = expandLabel(suite.hash, secret, 'iv', 12);
  const plaintexts: Plaintext[] = [];
  for (const [sequence, record] of records.entries()) {
    const opened = open(suite, key, nonceOf(iv, sequence), record);
    if (opened === undefined) break;
    plaintexts.push(opened);
  }
  return plaintexts;
}

function open(suite: Suite, key: Uint8Array, nonce: Uint8Array, { header, fragment }: TlsRecord): Plaintext | undefined {
  const length = fragment.length - tagLength;
  if (length < 1) return undefined;
  // @types/node knows one cipher name per overload; the call is the same for the three.
  const decipher = createDecipheriv(suite.cipher as 'chacha20-poly1305', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(header, { plaintextLength: length });
  decipher.setAuthTag(fragment.subarray(length));
  let inner: Buffer;
  try {
    inner = Buffer.concat([decipher.update(fragment.subarray(0, length)), decipher.final()]);
  } catch {
    return undefined;
  }
  // TLSInnerPlaintext: content, its type, zeros.
  let end = inner.length - 1;
  while (end >= 0 && inner[end] === 0) end--;
  const type = inner[end];
  return type === undefined ? undefined : { type, content: inner.subarray(0, end) };
}

/** RFC 8446 §5.3: the sequence number, padded on the left, XOR the static iv. */
function nonceOf(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = Uint8Array.from(iv);
  for (let place = 0, rest = sequence; place < 4; place++, rest = Math.floor(rest / 256)) {
    const at = nonce.length - 1 - place;
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256);
  }
  return nonce;
}

/** HKDF-Expand-Label (RFC 8446 §7.1) with an empty context. Every output here fits into one block of the hash. */
function expandLabel(hash: Suite['hash'], secret: Uint8Array, label: string, length: number): Uint8Array {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.of(length >> 8, length & 0xff, name.length), name, Buffer.of(0)]);
  return createHmac(hash, secret).update(info).update(Buffer.of(1)).digest().subarray(0, length);
}
