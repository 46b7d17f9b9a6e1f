import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { der } from './certs-only.ts';

export { der } from './certs-only.ts';

/** A key pair under a short name; made once, since keys are what takes time. */
export interface CraftKey {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo. */
  readonly spki: Buffer;
  readonly type: 'ec' | 'rsa' | 'ed25519';
}

export type KeyName = 'root' | 'inner' | 'second' | 'third' | 'leaf' | 'other' | 'rsa-2048' | 'rsa-1024' | 'ed25519' | 'p-384' | 'p-192';

const made = new Map<KeyName, CraftKey>();

/** The same key for the same name as long as the process lives. */
export function keyNamed(name: KeyName): CraftKey {
  const known = made.get(name);
  if (known !== undefined) return known;
  const key = makeKey(name);
  made.set(name, key);
  return key;
}

function makeKey(name: KeyName): CraftKey {
  const curves: { readonly [N in KeyName]?: string } = { 'p-384': 'P-384', 'p-192': 'prime192v1' };
  const type = name.startsWith('rsa') ? 'rsa' : name === 'ed25519' ? 'ed25519' : 'ec';
  const { privateKey, publicKey } = type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: Number(name.slice(4)) })
    : type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: curves[name] ?? 'P-256' });
  return { privateKey, type, spki: publicKey.export({ type: 'spki', format: 'der' }) };
}

export type Hash = 'sha256' | 'sha384' | 'sha512' | 'sha1' | 'md5';

/** All that stands in a certificate, each part free to be wrong. */
export interface Craft {
  readonly subject?: readonly (readonly [oid: string, value: string])[] | string;
  readonly issuer?: readonly (readonly [oid: string, value: string])[] | string;
  readonly key: KeyName;
  readonly signer: KeyName;
  readonly hash?: Hash;
  /** The number as it stands in the certificate: 2 is version 3. Absent: no field. */
  readonly version?: number;
  /** Content of the INTEGER. */
  readonly serial?: Buffer;
  readonly notBefore?: Date | Buffer;
  readonly notAfter?: Date | Buffer;
  readonly extensions?: readonly Buffer[];
  /** AlgorithmIdentifier inside of what is signed, where it differs. */
  readonly innerAlgorithm?: Buffer;
  readonly spki?: Buffer;
  /** Changes what was signed, after it was. */
  readonly spoil?: (certificate: Buffer) => Buffer;
}

const dayMs = 86_400_000;
export const inDays = (days: number): Date => new Date(Math.floor(Date.now() / 1_000) * 1_000 + days * dayMs);

/** A certificate, signed over exactly these bytes. */
export function craft({ subject = 'leaf', issuer = 'Inner', key, signer, hash = 'sha256', version = 2, serial = Buffer.of(0x4d, 1), notBefore = inDays(-30), notAfter = inDays(30), extensions = [], innerAlgorithm, spki, spoil = (whole) => whole }: Craft): Buffer {
  const by = keyNamed(signer);
  const algorithm = algorithmOf(by, hash);
  const tbs = der(0x30,
    ...(version === 0 ? [] : [der(0xa0, der(0x02, Buffer.of(version)))]),
    der(0x02, serial), innerAlgorithm ?? algorithm, nameOf(issuer),
    der(0x30, dateOf(notBefore), dateOf(notAfter)), nameOf(subject), spki ?? keyNamed(key).spki,
    ...(extensions.length === 0 ? [] : [der(0xa3, der(0x30, ...extensions))]));
  const signature = sign(by.type === 'ed25519' ? null : hash, tbs, by.privateKey);
  return spoil(der(0x30, tbs, algorithm, der(0x03, Buffer.of(0), signature)));
}

const rsaHashes: { readonly [H in Hash]: number } = { md5: 4, sha1: 5, sha256: 11, sha384: 12, sha512: 13 };
const ecdsaHashes: { readonly [H in Hash]?: string } = { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' };

export function algorithmOf({ type }: CraftKey, hash: Hash): Buffer {
  if (type === 'ed25519') return der(0x30, oid('1.3.101.112'));
  if (type === 'rsa') return der(0x30, oid(`1.2.840.113549.1.1.${rsaHashes[hash]}`), der(0x05));
  return der(0x30, oid(ecdsaHashes[hash] ?? ''));
}

function nameOf(name: NonNullable<Craft['subject']>): Buffer {
  const parts = typeof name === 'string' ? (name === '' ? [] : [['2.5.4.3', name] as const]) : name;
  return der(0x30, ...parts.map(([type, value]) => der(0x31, der(0x30, oid(type), der(type === '1.2.840.113549.1.9.1' ? 0x16 : 0x0c, Buffer.from(value))))));
}

function dateOf(date: Date | Buffer): Buffer {
  if (Buffer.isBuffer(date)) return date;
  const digits = `${date.toISOString().replaceAll(/[-:T]|\.\d+Z/g, '')}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.concat([first * 40 + second, ...rest].map((arc) => {
    const bytes = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left & 0x7f) | 0x80);
    return Buffer.from(bytes);
  })));
}

export const extension = (id: string, value: Buffer, critical = false): Buffer =>
  der(0x30, oid(id), ...(critical ? [der(0x01, Buffer.of(0xff))] : []), der(0x04, value));

export const authority = (pathLength?: number): Buffer =>
  extension('2.5.29.19', der(0x30, der(0x01, Buffer.of(0xff)), ...(pathLength === undefined ? [] : [der(0x02, Buffer.of(pathLength))])), true);
export const noAuthority: Buffer = extension('2.5.29.19', der(0x30), true);

/** Bit 0 is digitalSignature, 5 keyCertSign. */
export function keyUsage(...bits: readonly number[]): Buffer {
  const value = bits.reduce((sum, bit) => sum | (0x8000 >> bit), 0);
  const bytes = (value & 0xff) === 0 ? Buffer.of(value >> 8) : Buffer.of(value >> 8, value & 0xff);
  const last = bytes.at(-1) ?? 0;
  const unused = last === 0 ? 0 : 31 - Math.clz32(last & -last);
  return extension('2.5.29.15', der(0x03, Buffer.of(unused), bytes), true);
}

export const usages = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2', code: '1.3.6.1.5.5.7.3.3', any: '2.5.29.37.0' } as const;
export const extendedUsage = (...names: readonly (keyof typeof usages)[]): Buffer => extension('2.5.29.37', der(0x30, ...names.map((name) => oid(usages[name]))));

/** `dns:a`, `ip:0a000001`, `email:a@b`, `uri:http://a/`, `dir:O` (an organization). */
function general(text: string): Buffer {
  const [type = '', ...rest] = text.split(':');
  const value = rest.join(':');
  if (type === 'ip') return der(0x87, Buffer.from(value, 'hex'));
  if (type === 'dir') return der(0xa4, nameOf(value === '' ? [] : [['2.5.4.10', value]]));
  return der(type === 'email' ? 0x81 : type === 'dns' ? 0x82 : 0x86, Buffer.from(value));
}

export const alternativeNames = (...names: readonly string[]): Buffer => extension('2.5.29.17', der(0x30, ...names.map(general)));
export const constraints = ({ permitted = [], excluded = [] }: { readonly permitted?: readonly string[]; readonly excluded?: readonly string[] }): Buffer =>
  extension('2.5.29.30', der(0x30,
    ...(permitted.length === 0 ? [] : [der(0xa0, ...permitted.map((name) => der(0x30, general(name))))]),
    ...(excluded.length === 0 ? [] : [der(0xa1, ...excluded.map((name) => der(0x30, general(name))))])), true);

export const policies = (...ids: readonly string[]): Buffer => extension('2.5.29.32', der(0x30, ...ids.map((id) => der(0x30, oid(id)))));
export const explicitPolicy = (after: number): Buffer => extension('2.5.29.36', der(0x30, der(0x80, Buffer.of(after))), true);
export const mappings = (...pairs: readonly (readonly [string, string])[]): Buffer => extension('2.5.29.33', der(0x30, ...pairs.map(([from, to]) => der(0x30, oid(from), oid(to)))));
