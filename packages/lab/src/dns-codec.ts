import { createRequire } from 'node:module';

/** One question (RFC 1035, 4.1.2), its type by mnemonic. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: string;
  readonly class?: string;
}

/** One resource record (RFC 1035, 4.1.3); `data` depends on the type. */
export interface DnsResource {
  readonly type: string;
  readonly name: string;
  /** Seconds. */
  readonly ttl?: number;
  readonly data?: unknown;
  readonly udpPayloadSize?: number;
}

/** A DNS message as the codec reads and writes it. */
export interface DnsMessage {
  readonly id: number;
  readonly type: 'query' | 'response';
  /** Header bits, the RCODE in the lowest four. */
  readonly flags: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers?: readonly DnsResource[];
  readonly authorities?: readonly DnsResource[];
  readonly additionals?: readonly DnsResource[];
}

interface DnsPacket {
  encode(message: DnsMessage): Buffer;
  decode(bytes: Uint8Array): Required<DnsMessage>;
}

// dns-packet is CommonJS and brings no types.
const packet: DnsPacket = createRequire(import.meta.url)('dns-packet');

/** Encodes a message without the length prefix of TCP. */
export function encodeDns(message: DnsMessage): Buffer {
  return packet.encode(message);
}

/** Decodes a message; `undefined` when the bytes are none. */
export function decodeDns(bytes: Uint8Array): Required<DnsMessage> | undefined {
  try {
    return packet.decode(bytes);
  } catch {
    return undefined;
  }
}
