import { createRequire } from 'node:module';

export type ResourceRecord = { readonly name: string; readonly type: string; readonly ttl?: number; readonly data?: unknown; readonly udpPayloadSize?: number };

/** A DNS message, RFC 1035 §4. */
export type Message = {
  readonly id: number;
  readonly type: 'query' | 'response';
  /** The header's second 16 bits without QR; the low four hold the RCODE in a response. */
  readonly flags: number;
  readonly questions: readonly { readonly name: string; readonly type: string; readonly class?: string }[];
  readonly answers?: readonly ResourceRecord[];
  readonly additionals?: readonly ResourceRecord[];
};

/** The part of dns-packet 5 that is used here. */
export type Codec = {
  encode(message: Message): Buffer;
  /** @throws Error where the bytes are no message */
  decode(bytes: Uint8Array): Message;
};

// dns-packet is CommonJS and brings no types. This file is imported only where a name server is asked directly.
export const codec: Codec = createRequire(import.meta.url)('dns-packet');
