import { derTag, readDer, readDerChildren, readObjectIdentifier, type DerElement } from '../der/read-der.ts';
import { definiteLengths } from './ber.ts';
import { loadForge, type Forge } from './forge.ts';

/** What a PKCS #12 file holds (RFC 7292); keys as PKCS #8. */
export type Pkcs12Contents =
  | { readonly outcome: 'read'; readonly certificates: readonly Uint8Array[]; readonly keys: readonly Uint8Array[] }
  /** `unsupported`: encrypted or sealed by something that is not read here. `too-costly`: it asks for more rounds of hashing than anybody needs. */
  | { readonly outcome: 'password-needed' | 'wrong-password' | 'unsupported' | 'too-costly' | 'malformed' };

const oid = {
  data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1', shroudedKeyBag: '1.2.840.113549.1.12.10.1.2', certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
} as const;

const pbes2 = '1.2.840.113549.1.5.13';

const digests: { readonly [oid: string]: { readonly name: 'sha1' | 'sha256' | 'sha384' | 'sha512'; readonly bytes: number } } = {
  '1.3.14.3.2.26': { name: 'sha1', bytes: 20 }, '2.16.840.1.101.3.4.2.1': { name: 'sha256', bytes: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', bytes: 48 }, '2.16.840.1.101.3.4.2.3': { name: 'sha512', bytes: 64 },
};

/** Programs use some thousands; PKCS #12's own derivation runs in JavaScript. */
const maxIterations = 1_000_000;
const maxBags = 1_000;

class Refusal extends Error {
  readonly outcome: Exclude<Pkcs12Contents['outcome'], 'read'>;
  constructor(outcome: Exclude<Pkcs12Contents['outcome'], 'read'>) {
    super(outcome);
    this.outcome = outcome;
  }
}

/** Opens a PKCS #12 file: PBES2 as OpenSSL 3 writes it, and the triple DES and RC2 of older programs. Never throws. */
export async function readPkcs12(bytes: Uint8Array, password: string | undefined): Promise<Pkcs12Contents> {
  const forge = await loadForge();
  // "No password" is written in two ways (RFC 7292 appendix B.1): as the empty one and as none at all.
  const tries: readonly (string | null)[] = password === undefined ? ['', null] : [password];
  let refused: Exclude<Pkcs12Contents['outcome'], 'read'> = 'malformed';
  for (const given of tries) {
    try {
      return await openPkcs12(bytes, given, forge);
    } catch (error) {
      // Newer forms know no password that is none at all: the empty one has spoken.
      if (given === null) break;
      refused = error instanceof Refusal ? error.outcome : 'malformed';
      if (refused !== 'wrong-password') break;
    }
  }
  return { outcome: refused === 'wrong-password' && password === undefined ? 'password-needed' : refused };
}

async function openPkcs12(bytes: Uint8Array, password: string | null, forge: Forge): Promise<Pkcs12Contents> {
  const [version, authSafe, mac] = await childrenOf(bytes);
  if (version?.tag !== derTag.integer || authSafe === undefined) throw new Refusal('malformed');
  const [type, content] = readDerChildren(authSafe.content) ?? [];
  // A file that is signed instead of sealed by a password (RFC 7292 §4) is met nowhere.
  if (type === undefined || content === undefined || readObjectIdentifier(type.content) !== oid.data) throw new Refusal('unsupported');
  const safes = octets(readDer(content.content));
  if (mac !== undefined) verifyMac(mac, safes, password, forge);
  const found = { certificates: [] as Uint8Array[], keys: [] as Uint8Array[] };
  for (const safe of await childrenOf(safes)) {
    const [kind, inner] = readDerChildren(safe.content) ?? [];
    if (kind === undefined || inner === undefined) throw new Refusal('malformed');
    const name = readObjectIdentifier(kind.content);
    if (name === oid.data) await readBags(octets(readDer(inner.content)), password, forge, found);
    else if (name === oid.encryptedData) await readBags(decryptedData(inner.content, password, forge), password, forge, found);
    else throw new Refusal('unsupported');
  }
  return { outcome: 'read', ...found };
}

async function readBags(safeContents: Uint8Array, password: string | null, forge: Forge, found: { readonly certificates: Uint8Array[]; readonly keys: Uint8Array[] }): Promise<void> {
  for (const bag of await childrenOf(safeContents)) {
    const [id, explicit] = readDerChildren(bag.content) ?? [];
    const value = readDer(explicit?.content ?? new Uint8Array(0));
    if (id === undefined || value === undefined) throw new Refusal('malformed');
    const name = readObjectIdentifier(id.content);
    if (name === oid.keyBag) found.keys.push(value.whole);
    else if (name === oid.shroudedKeyBag) {
      const [algorithm, encrypted] = readDerChildren(value.content) ?? [];
      found.keys.push(decrypted(algorithm, octets(encrypted), password, forge));
    } else if (name === oid.certBag) {
      const [certificateType, wrapped] = readDerChildren(value.content) ?? [];
      if (certificateType !== undefined && wrapped !== undefined && readObjectIdentifier(certificateType.content) === oid.x509Certificate) found.certificates.push(octets(readDer(wrapped.content)));
    }
  }
}

/** MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 } */
function verifyMac(mac: DerElement, over: Uint8Array, password: string | null, forge: Forge): void {
  const [info, salt, rounds] = readDerChildren(mac.content) ?? [];
  const [algorithm, expected] = readDerChildren(info?.content ?? new Uint8Array(0)) ?? [];
  if (algorithm === undefined || expected === undefined || salt === undefined) throw new Refusal('malformed');
  const digest = digests[readObjectIdentifier(readDer(algorithm.content)?.content ?? new Uint8Array(0))];
  if (digest === undefined) throw new Refusal('unsupported');
  const iterations = rounds === undefined ? 1 : integerOf(rounds);
  if (iterations > maxIterations) throw new Refusal('too-costly');
  const key = forge.pkcs12.generateKey(password, forge.util.createBuffer(binary(salt.content)), 3, iterations, digest.bytes, forge.md[digest.name].create());
  const hmac = forge.hmac.create();
  hmac.start(forge.md[digest.name].create(), key.getBytes());
  hmac.update(binary(over));
  if (hmac.getMac().getBytes() !== binary(expected.content)) throw new Refusal('wrong-password');
}

/** EncryptedData ::= SEQUENCE { version, SEQUENCE { contentType, algorithm, [0] IMPLICIT OCTET STRING } } (RFC 5652 §8) */
function decryptedData(bytes: Uint8Array, password: string | null, forge: Forge): Uint8Array {
  const [, info] = readDerChildren(readDer(bytes)?.content ?? new Uint8Array(0)) ?? [];
  const [, algorithm, encrypted] = readDerChildren(info?.content ?? new Uint8Array(0)) ?? [];
  return decrypted(algorithm, octets(encrypted), password, forge);
}

function decrypted(algorithm: DerElement | undefined, bytes: Uint8Array, password: string | null, forge: Forge): Uint8Array {
  const [name, parameters] = readDerChildren(algorithm?.content ?? new Uint8Array(0)) ?? [];
  if (name === undefined || parameters === undefined) throw new Refusal('malformed');
  if (costOf(parameters) > maxIterations) throw new Refusal('too-costly');
  const cipher = cipherOf(readObjectIdentifier(name.content), parameters, password, forge);
  cipher.update(forge.util.createBuffer(binary(bytes)));
  // Without a MAC, padding that does not fit is what tells a wrong password.
  if (!cipher.finish()) throw new Refusal('wrong-password');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

function cipherOf(name: string, parameters: DerElement, password: string | null, forge: Forge): ReturnType<Forge['pki']['pbe']['getCipher']> {
  // PKCS #12's own derivation takes a password in UTF-16, that of PBES2 its bytes in UTF-8 (RFC 7292 appendix B.1, RFC 8018 §4).
  const bytes = password === null || name !== pbes2 ? password : Buffer.from(password).toString('latin1');
  try {
    return forge.pki.pbe.getCipher(name, forge.asn1.fromDer(binary(parameters.whole), { strict: true, parseAllBytes: true, decodeBitStrings: false }), bytes);
  } catch {
    throw new Refusal('unsupported');
  }
}

/** The largest number in the parameters: nothing else in them is as large as a count of rounds that hurts. */
function costOf(element: DerElement, depth = 0): number {
  if (element.tag === derTag.integer) return integerOf(element);
  if (element.tag !== derTag.sequence || depth > 4) return 0;
  return Math.max(0, ...(readDerChildren(element.content, 20) ?? []).map((child) => costOf(child, depth + 1)));
}

const integerOf = ({ content }: DerElement): number => (content.length > 6 ? Infinity : Number(`0x${Buffer.from(content).toString('hex') || '0'}`));

/** An octet string, whole or in pieces as BER allows. */
function octets(element: DerElement | undefined): Uint8Array {
  if (element === undefined) throw new Refusal('malformed');
  if ((element.tag & 0x20) === 0) return element.content;
  return Buffer.concat((readDerChildren(element.content, 10_000) ?? []).map(({ content }) => content));
}

async function childrenOf(bytes: Uint8Array): Promise<readonly DerElement[]> {
  const plain = await definiteLengths(bytes);
  const children = plain === undefined ? undefined : readDerChildren(readDer(plain)?.content ?? new Uint8Array(0), maxBags);
  if (children === undefined) throw new Refusal('malformed');
  return children;
}

const binary = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
