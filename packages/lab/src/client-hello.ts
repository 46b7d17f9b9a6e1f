/** What a server may learn from a ClientHello before it answers (RFC 8446, 4.1.2). */
export interface ClientHello {
  /** Bytes on the wire, record headers included. */
  readonly length: number;
  /** SNI host name (RFC 6066, 3), lower case; absent when the client sent none. */
  readonly serverName?: string;
  /** ALPN names in the client's order (RFC 7301). */
  readonly alpn: readonly string[];
  /** Versions offered, e.g. 0x0304 for TLS 1.3; before 1.3 the one legacy version. */
  readonly versions: readonly number[];
  /** Cipher suites offered, in order, e.g. 0x1301 for TLS_AES_128_GCM_SHA256. */
  readonly suites: readonly number[];
  /** Named groups offered, in order, e.g. 0x11ec for X25519MLKEM768 (RFC 8446, 4.2.7). */
  readonly groups: readonly number[];
}

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
/** Above the largest ClientHello in use (post-quantum ones have about 2 kB), below any harm. */
const MAX_LENGTH = 65_536;

/**
 * Reads a ClientHello from the first bytes of a connection. Returns `incomplete` while more bytes
 * are needed and `not-tls` when the bytes can't be one; never throws.
 */
export function parseClientHello(bytes: Buffer): ClientHello | 'incomplete' | 'not-tls' {
  const handshake: Buffer[] = [];
  let collected = 0;
  let at = 0;
  // A ClientHello may be cut into several records (RFC 8446, 5.1); some censors rely on it not being.
  while (true) {
    if (at < bytes.length && bytes[at] !== HANDSHAKE_RECORD) return 'not-tls';
    if (at + 1 < bytes.length && bytes[at + 1] !== 3) return 'not-tls';
    if (at + 5 > bytes.length) return 'incomplete';
    const length = bytes.readUInt16BE(at + 3);
    if (length === 0 || at + length > MAX_LENGTH) return 'not-tls';
    if (collected === 0 && at + 5 < bytes.length && bytes[at + 5] !== CLIENT_HELLO) return 'not-tls';
    if (at + 5 + length > bytes.length) return 'incomplete';
    handshake.push(bytes.subarray(at + 5, at + 5 + length));
    collected += length;
    at += 5 + length;
    const message = Buffer.concat(handshake);
    if (message.length < 4) continue;
    const wanted = message.readUIntBE(1, 3);
    if (wanted > MAX_LENGTH) return 'not-tls';
    if (message.length - 4 < wanted) continue;
    try {
      return { length: at, ...readBody(message.subarray(4, 4 + wanted)) };
    } catch {
      // Reading past the end of a Buffer throws RangeError: a length inside lies.
      return 'not-tls';
    }
  }
}

function readBody(body: Buffer): Omit<ClientHello, 'length'> {
  let at = 2 + 32; // legacy_version, random
  at += 1 + body.readUInt8(at); // legacy_session_id
  const suites = numbers(body.subarray(at + 2, at + 2 + body.readUInt16BE(at)));
  at += 2 + body.readUInt16BE(at);
  at += 1 + body.readUInt8(at); // legacy_compression_methods
  let serverName: string | undefined;
  let alpn: string[] = [];
  let versions: number[] = [body.readUInt16BE(0)];
  let groups: number[] = [];
  if (at < body.length) {
    const end = at + 2 + body.readUInt16BE(at);
    at += 2;
    while (at < end) {
      const type = body.readUInt16BE(at);
      const length = body.readUInt16BE(at + 2);
      const data = body.subarray(at + 4, at + 4 + length);
      at += 4 + length;
      if (type === 0) serverName = readServerName(data);
      else if (type === 10) groups = numbers(data.subarray(2));
      else if (type === 16) alpn = readAlpn(data);
      else if (type === 43) versions = numbers(data.subarray(1));
    }
  }
  return { ...(serverName === undefined ? {} : { serverName }), alpn, versions, suites, groups };
}

/** Only host_name (0) was ever defined as a name type. */
function readServerName(data: Buffer): string | undefined {
  if (data.length < 5 || data.readUInt8(2) !== 0) return undefined;
  return data.toString('latin1', 5, 5 + data.readUInt16BE(3)).toLowerCase();
}

function readAlpn(data: Buffer): string[] {
  const names: string[] = [];
  for (let at = 2; at < data.length; at += 1 + data.readUInt8(at)) {
    names.push(data.toString('latin1', at + 1, at + 1 + data.readUInt8(at)));
  }
  return names;
}

function numbers(data: Buffer): number[] {
  const list: number[] = [];
  for (let at = 0; at + 2 <= data.length; at += 2) list.push(data.readUInt16BE(at));
  return list;
}
