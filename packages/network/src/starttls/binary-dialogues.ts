import type { Dialogue } from './dialogue.ts';

/** SSLRequest, https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL */
export const postgres: Dialogue = {
  request: {
    say: () => Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]),
    reply: {
      length: (bytes) => {
        const [first] = bytes;
        if (first === 0x53 || first === 0x4e) return 1;
        if (first !== 0x45) return bytes.length;
        return bytes.length < 5 ? undefined : within(bytes, 1 + bytes.readUInt32BE(1));
      },
      meaning: (reply) => (reply[0] === 0x53 ? 'go-on' : reply[0] === 0x4e ? 'not-offered' : reply[0] === 0x45 && reply.length > 5 ? 'turned-away' : 'other-protocol'),
    },
  },
};

/** CLIENT_SSL, https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html */
const clientSsl = 0x0800;

/** CLIENT_PROTOCOL_41, CLIENT_SSL and CLIENT_SECURE_CONNECTION; packets of 16 MiB; utf8mb4. */
const sslRequest = Buffer.concat([Buffer.from([32, 0, 0, 1, 0x00, 0x8a, 0, 0, 0, 0, 0, 1, 45]), Buffer.alloc(23)]);

export const mysql: Dialogue = {
  greeting: {
    reply: {
      length: (bytes) => (bytes.length < 5 ? undefined : isMysql(bytes) ? within(bytes, 4 + bytes.readUIntLE(0, 3)) : bytes.length),
      meaning: (reply) => {
        if (!isMysql(reply)) return 'other-protocol';
        if (reply[4] === 0xff) return 'turned-away';
        // The version ends with a zero; then come the thread (4), half of the challenge (8), a zero, and the capabilities.
        const capabilities = reply.indexOf(0, 5) + 1 + 13;
        return capabilities + 2 <= reply.length && (reply.readUInt16LE(capabilities) & clientSsl) !== 0 ? 'go-on' : 'not-offered';
      },
    },
  },
  request: { say: () => sslRequest },
};

/** Protocol 10, or an error packet, as the first of a conversation. */
const isMysql = (bytes: Buffer): boolean => bytes.length > 4 && bytes[3] === 0 && (bytes[4] === 10 || bytes[4] === 0xff);

const startTlsOid = Buffer.from('1.3.6.1.4.1.1466.20037', 'latin1');

/** ExtendedRequest, RFC 4511 §4.12 and §4.14. */
const extendedRequest = Buffer.concat([Buffer.from([0x30, 7 + startTlsOid.length, 2, 1, 1, 0x77, 2 + startTlsOid.length, 0x80, startTlsOid.length]), startTlsOid]);

export const ldap: Dialogue = {
  request: {
    say: () => extendedRequest,
    reply: {
      length: (bytes) => {
        if (bytes[0] !== 0x30) return bytes.length;
        const content = contentOf(bytes, 0);
        return content === undefined ? undefined : within(bytes, content.end);
      },
      meaning: (reply) => {
        const code = resultCode(reply);
        // success; protocolError is what servers say that don't know the request (RFC 4511 §4.14.2).
        return code === undefined ? 'other-protocol' : code === 0 ? 'go-on' : code === 2 ? 'not-offered' : 'refused';
      },
    },
  },
};

/** The resultCode of an ExtendedResponse. */
function resultCode(reply: Buffer): number | undefined {
  const message = contentOf(reply, 0);
  const id = message === undefined ? undefined : contentOf(reply, message.start);
  if (id === undefined || reply[id.end] !== 0x78) return undefined;
  const response = contentOf(reply, id.end);
  return response !== undefined && reply[response.start] === 0x0a && reply[response.start + 1] === 1 ? reply[response.start + 2] : undefined;
}

/** Where the content of a BER element begins and ends; `undefined` where its length isn't there yet or is beyond all reason. */
function contentOf(bytes: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const size = first & 0x7f;
  if (size === 0 || size > 4 || at + 2 + size > bytes.length) return undefined;
  return { start: at + 2 + size, end: at + 2 + size + bytes.readUIntBE(at + 2, size) };
}

const within = (bytes: Buffer, length: number): number | undefined => (bytes.length < length ? undefined : length);
