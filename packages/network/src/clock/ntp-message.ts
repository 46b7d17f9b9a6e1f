/** What a client reads off an answer of an NTP server (RFC 5905 §7.3). Moments are in milliseconds since 1970. */
export type NtpReply =
  | {
    readonly kind: 'time';
    /** When the server got the request, and when it answered, by its own clock. */
    readonly receivedAt: number;
    readonly sentAt: number;
    /** How far the server's own clock may be from its reference: root dispersion and half of the root delay. */
    readonly rootDistanceMs: number;
  }
  /** The server says itself that it has no time: leap indicator 3, stratum 16, no time stamp. */
  | { readonly kind: 'unsynchronised' }
  /** It tells the client to go away (§7.4): `RATE`, `DENY`, `RSTR`. */
  | { readonly kind: 'kiss-of-death'; readonly code: string };

const headerBytes = 48;
/** Seconds from 1900 to 1970. */
const epochSeconds = 2_208_988_800;
/** The stratum of who is not synchronised. */
const maxStratum = 15;

/**
 * A request of version 4, mode 3. Its transmit time stamp is a random number and not this machine's clock, which is
 * nobody's business and may be what is wrong; the answer repeats it.
 */
export function ntpRequest(nonce: Uint8Array): Buffer {
  const request = Buffer.alloc(headerBytes);
  request[0] = (4 << 3) | 3;
  request.set(nonce.subarray(0, 8), 40);
  return request;
}

/** Reads an answer; `undefined`: it is no answer of a server to this request. Extension fields and signatures are passed over. Pure. */
export function readNtpReply(message: Buffer, nonce: Uint8Array): NtpReply | undefined {
  if (message.length < headerBytes) return undefined;
  const [first = 0, stratum = 0] = message;
  const [leap, version, mode] = [first >> 6, (first >> 3) & 7, first & 7];
  if (mode !== 4 || version < 3 || version > 4 || !message.subarray(24, 32).equals(nonce.subarray(0, 8))) return undefined;
  if (stratum === 0) return { kind: 'kiss-of-death', code: message.toString('latin1', 12, 16).replaceAll(/[^A-Z]/g, '') };
  const [receivedAt, sentAt] = [momentAt(message, 32), momentAt(message, 40)];
  if (leap === 3 || stratum > maxStratum || receivedAt === undefined || sentAt === undefined) return { kind: 'unsynchronised' };
  return { kind: 'time', receivedAt, sentAt, rootDistanceMs: shortAt(message, 8) + shortAt(message, 4) / 2 };
}

/** A time stamp of 32 bits of seconds and 32 of their fraction. Those without their highest bit belong to the era that begins in 2036 (RFC 4330 §3). */
function momentAt(message: Buffer, offset: number): number | undefined {
  const [seconds, fraction] = [message.readUInt32BE(offset), message.readUInt32BE(offset + 4)];
  if (seconds === 0 && fraction === 0) return undefined;
  const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
  return (seconds + era - epochSeconds) * 1_000 + (fraction / 2 ** 32) * 1_000;
}

/** 16 bits of seconds and 16 of their fraction, in milliseconds. */
const shortAt = (message: Buffer, offset: number): number => message.readUInt32BE(offset) / 65.536;
