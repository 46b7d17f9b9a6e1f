import type { EmbeddedTimestamps } from '../facts/embedded-timestamps.ts';
import { readCertificate } from './read-certificate.ts';
import { derTag, readStrictDer } from './read-der.ts';

const maxTimestamps = 50;

/** The SignedCertificateTimestampList in a certificate (RFC 6962 §3.3): TLS vectors inside of an OCTET STRING. Never throws. */
export function timestampsIn(der: Uint8Array): EmbeddedTimestamps {
  const fields = readCertificate(der);
  if (fields === undefined) return { outcome: 'unreadable' };
  const extension = fields.extensions.find(({ oid }) => oid === '1.3.6.1.4.1.11129.2.4.2');
  if (extension === undefined) return { outcome: 'counted', count: 0, logs: [] };
  const wrapped = readStrictDer(extension.value);
  const list = wrapped?.tag === derTag.octetString ? Buffer.from(wrapped.content) : Buffer.alloc(0);
  if (list.length < 2 || list.readUInt16BE(0) !== list.length - 2) return { outcome: 'unreadable' };
  const logs: string[] = [];
  for (let at = 2; at < list.length && logs.length < maxTimestamps;) {
    const length = at + 2 <= list.length ? list.readUInt16BE(at) : 0;
    // Version 1 begins with a 0 and the log's 32 octets.
    if (length < 33 || at + 2 + length > list.length) return { outcome: 'unreadable' };
    logs.push(list.subarray(at + 3, at + 35).toString('base64'));
    at += 2 + length;
  }
  return { outcome: 'counted', count: logs.length, logs };
}
