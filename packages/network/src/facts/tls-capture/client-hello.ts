import { randomBytes } from 'node:crypto';

/** Cipher suites by their IANA names, those of the past included: what a peer picks of them is named, not used. */
export const cipherSuites: { readonly [name: string]: number } = {
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 0xc02b, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 0xc02f,
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 0xc02c, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 0xc030,
  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256: 0x009e, TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: 0x009f,
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 0xc009, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 0xc013,
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: 0xc00a, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 0xc014,
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA: 0x0033, TLS_DHE_RSA_WITH_AES_256_CBC_SHA: 0x0039,
  TLS_RSA_WITH_AES_128_GCM_SHA256: 0x009c, TLS_RSA_WITH_AES_256_GCM_SHA384: 0x009d,
  TLS_RSA_WITH_AES_128_CBC_SHA: 0x002f, TLS_RSA_WITH_AES_256_CBC_SHA: 0x0035, TLS_RSA_WITH_CAMELLIA_128_CBC_SHA: 0x0041,
  TLS_RSA_WITH_SEED_CBC_SHA: 0x0096, TLS_RSA_WITH_IDEA_CBC_SHA: 0x0007,
  TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA: 0xc008, TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA: 0xc012,
  TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA: 0x0016, TLS_RSA_WITH_3DES_EDE_CBC_SHA: 0x000a,
  TLS_ECDHE_ECDSA_WITH_RC4_128_SHA: 0xc007, TLS_ECDHE_RSA_WITH_RC4_128_SHA: 0xc011,
  TLS_RSA_WITH_RC4_128_SHA: 0x0005, TLS_RSA_WITH_RC4_128_MD5: 0x0004,
  TLS_RSA_WITH_DES_CBC_SHA: 0x0009, TLS_DHE_RSA_WITH_DES_CBC_SHA: 0x0015,
  TLS_RSA_EXPORT_WITH_RC4_40_MD5: 0x0003, TLS_RSA_EXPORT_WITH_DES40_CBC_SHA: 0x0008,
};

/** The name of a suite; its number where it has none here. */
export const suiteName = (code: number): string => Object.entries(cipherSuites).find(([, value]) => value === code)?.[0] ?? `0x${code.toString(16).padStart(4, '0')}`;

export type ClientHelloOptions = {
  /** Absent: no server name is sent. */
  readonly serverName?: string;
  /** The newest version offered: 0x0303 for TLS 1.2, 0x0300 for SSL 3.0. */
  readonly version: number;
  readonly suites: readonly number[];
  /** Extensions were unknown before TLS (RFC 3546), and upset some old servers. */
  readonly extensions: boolean;
};

/** Writes a ClientHello in one record (RFC 5246 §7.4.1.2; for SSL 3.0, RFC 6101 §5.6.1.2). What comes of it is never gone on with. */
export function writeClientHello({ serverName, version, suites, extensions }: ClientHelloOptions): Buffer {
  const body = Buffer.concat([
    uint16(version), randomBytes(32), Buffer.of(0),
    vector16(Buffer.concat(suites.map(uint16))),
    Buffer.of(1, 0),
    ...(extensions ? [vector16(Buffer.concat(extensionsFor(serverName)))] : []),
  ]);
  const message = Buffer.concat([Buffer.of(1, 0), uint16(body.length), body]);
  // Old servers refuse a record of a newer version than 3.1 (RFC 5246 §E.1).
  return Buffer.concat([Buffer.of(22), uint16(Math.min(version, 0x0301)), vector16(message)]);
}

function extensionsFor(serverName: string | undefined): readonly Buffer[] {
  const name = Buffer.from(serverName ?? '', 'latin1');
  return [
    ...(serverName === undefined ? [] : [extension(0, vector16(Buffer.concat([Buffer.of(0), vector16(name)])))]),
    // supported_groups: X25519, P-256, P-384, P-521; ec_point_formats: uncompressed (RFC 8422 §5.1).
    extension(10, vector16(Buffer.concat([0x001d, 0x0017, 0x0018, 0x0019].map(uint16)))),
    extension(11, Buffer.of(1, 0)),
    // signature_algorithms: RSA and ECDSA with SHA-256, -384, -512 and SHA-1, RSA-PSS, DSA (RFC 5246 §7.4.1.4.1).
    extension(13, vector16(Buffer.concat([0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0202].map(uint16)))),
    // renegotiation_info, empty (RFC 5746 §3.4).
    extension(0xff01, Buffer.of(0)),
  ];
}

const uint16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const vector16 = (content: Buffer): Buffer => Buffer.concat([uint16(content.length), content]);
const extension = (type: number, content: Buffer): Buffer => Buffer.concat([uint16(type), vector16(content)]);
