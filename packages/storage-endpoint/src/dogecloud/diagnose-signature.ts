import { createHmac } from 'node:crypto';
import type { DogeCloudKeys } from './sign.ts';
import { signedBodies } from './signed-bodies.ts';
import { signedUris, type Variant } from './signed-uris.ts';
import { cleanKey, edgesOf, signingKeys, type KeyEdge } from './signing-keys.ts';
import type { SigningMistake } from './signing-mistakes.ts';

/** A request as it was sent. */
export interface CapturedRequest {
  /** Default: POST. It is not signed. */
  readonly method?: string;
  /** Path and query of the request line. */
  readonly uri: string;
  /** The Host field. Default: api.dogecloud.com. */
  readonly host?: string;
  readonly body?: string;
  /** The value of the Authorization field; absent: there was none. */
  readonly authorization?: string;
}

/** What is odd about the keys that were given to compare with: whoever uses them as they are is refused. */
export interface KeyEdges {
  readonly accessKey: readonly KeyEdge[];
  readonly secretKey: readonly KeyEdge[];
}

/**
 * What became of recomputing a signature. No clock is asked: nothing that is signed holds a time, so none can be behind it.
 */
export type SignatureDiagnosis = { readonly edges: KeyEdges } & (
  | { readonly outcome: 'right' }
  /** What was done instead; several where it takes all of them together. */
  | { readonly outcome: 'mistaken'; readonly mistakes: readonly [SigningMistake, ...(readonly SigningMistake[])] }
  /** A wrong or stale secret key, or a request that was changed on its way: no way of signing that is known gives this signature. */
  | { readonly outcome: 'unexplained' }
  | { readonly outcome: 'no-authorization' }
  /** The field holds nothing that could be a signature. */
  | { readonly outcome: 'no-signature' }
);

/** More bytes than this are not hashed: a body of a megabyte is only tried in the likeliest ways. */
const maxHashedBytes = 256 * 1_048_576;
const maxMistakes = 3;

/** Names the mistake of a client by recomputing what known mistakes give. Pure; offline. */
export function diagnoseDogeCloudSignature(request: CapturedRequest, keys: DogeCloudKeys): SignatureDiagnosis {
  const [access, key] = [keys.accessKey.reveal(), keys.secretKey.reveal()];
  const edges: KeyEdges = { accessKey: edgesOf(access), secretKey: edgesOf(key) };
  if (request.authorization === undefined || request.authorization.trim() === '') return { edges, outcome: 'no-authorization' };
  const field = readField(request.authorization);
  const digest = field === undefined ? undefined : readDigest(field.signature);
  if (field === undefined || digest === undefined) return { edges, outcome: 'no-signature' };
  const found = search(request, keys, digest);
  if (found === undefined) return field.accessKey === key ? { edges, outcome: 'mistaken', mistakes: ['swapped'] } : { edges, outcome: 'unexplained' };
  const swapped = field.accessKey === key && found.includes('access-key-as-secret');
  const [first, ...more] = [
    ...field.mistakes,
    ...found.map((mistake) => (swapped && mistake === 'access-key-as-secret' ? 'swapped' : mistake)),
    ...(swapped ? [] : accessKeyMistakes(field.accessKey, access, key)),
  ];
  return first === undefined ? { edges, outcome: 'right' } : { edges, outcome: 'mistaken', mistakes: [first, ...more] };
}

function accessKeyMistakes(sent: string, access: string, key: string): readonly SigningMistake[] {
  if (sent === access) return [];
  return [sent === key ? 'secret-as-access-key' : cleanKey(sent) === cleanKey(access) ? 'access-key-edges' : 'other-access-key'];
}

interface Field {
  readonly accessKey: string;
  readonly signature: string;
  readonly mistakes: readonly SigningMistake[];
}

/** `TOKEN <AccessKey>:<signature>`, or something that is meant to be. */
function readField(text: string): Field | undefined {
  if (text.length > 4_096) return undefined;
  const exact = /^TOKEN ([^:]+):(\S+)$/s.exec(text);
  if (exact !== null) return { accessKey: exact[1] ?? '', signature: exact[2] ?? '', mistakes: [] };
  const trimmed = text.trim();
  const [begun = '', scheme] = /^([A-Za-z]+)[\s:]+/.exec(trimmed) ?? [];
  const pair = pairOf(trimmed.slice(begun.length));
  if (pair !== undefined) return { ...pair, mistakes: [scheme === 'TOKEN' ? 'field-form' : 'scheme'] };
  // What looked like a scheme was the key.
  const bare = pairOf(trimmed);
  return bare === undefined ? undefined : { ...bare, mistakes: ['scheme'] };
}

/** What stands before the first colon and behind it. */
function pairOf(text: string): Pick<Field, 'accessKey' | 'signature'> | undefined {
  const colon = text.indexOf(':');
  const [accessKey, signature] = [text.slice(0, Math.max(0, colon)).trim(), text.slice(colon + 1).trim()];
  return accessKey === '' || !/^\S+$/.test(signature) ? undefined : { accessKey, signature };
}

interface Digest {
  readonly bytes: Buffer;
  readonly mistakes: readonly SigningMistake[];
  readonly algorithm: string;
}

/** Its length tells the hash. */
const algorithms: { readonly [length: number]: { readonly name: string; readonly mistake?: SigningMistake } } = {
  16: { name: 'md5', mistake: 'md5' }, 20: { name: 'sha1' }, 32: { name: 'sha256', mistake: 'sha256' }, 64: { name: 'sha512', mistake: 'sha512' },
};

function readDigest(signature: string): Digest | undefined {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(signature);
  const decoded = Buffer.from(signature, 'base64');
  const inner = decoded.toString('latin1');
  const nested = !isHex && /^(?:[0-9a-f]{2})+$/i.test(inner);
  const bytes = isHex ? Buffer.from(signature, 'hex') : nested ? Buffer.from(inner, 'hex') : /^[A-Za-z0-9+/_-]+={0,2}$/.test(signature) ? decoded : undefined;
  const algorithm = bytes === undefined ? undefined : algorithms[bytes.length];
  if (bytes === undefined || algorithm === undefined) return undefined;
  const form: readonly SigningMistake[] = nested ? ['base64-of-hex'] : isHex ? (signature === signature.toLowerCase() ? [] : ['upper-case-hex']) : ['base64'];
  return { bytes, algorithm: algorithm.name, mistakes: [...(algorithm.mistake === undefined ? [] : [algorithm.mistake]), ...form] };
}

const separators: readonly Variant<string>[] = [
  { value: '\n' }, { value: '', mistake: 'no-line-feed' }, { value: '\r\n', mistake: 'crlf' }, { value: '\\n', mistake: 'literal-backslash-n' }, { value: '\n\n', mistake: 'second-line-feed' },
];

/** The fewest mistakes that give this digest; `undefined`: no three of them do. */
function search({ uri, method = 'POST', host = 'api.dogecloud.com', body = '' }: CapturedRequest, keys: DogeCloudKeys, digest: Digest): readonly SigningMistake[] | undefined {
  const parts = [signingKeys(keys), signedUris(uri, method, [`https://${host}`, `http://${host}`, host]), separators, signedBodies(body)];
  let hashed = 0;
  for (let wanted = 0; wanted <= maxMistakes; wanted++) {
    for (const [key, address, separator, content] of combinations(parts, wanted)) {
      if (key === undefined || address === undefined || separator === undefined || content === undefined) continue;
      hashed += address.value.length + content.value.length;
      if (hashed > maxHashedBytes) return undefined;
      const made = createHmac(digest.algorithm, key.value).update(`${address.value}${separator.value}${content.value}`).digest();
      if (made.equals(digest.bytes)) return [...digest.mistakes, ...[address, separator, content, key].flatMap(({ mistake }) => mistake ?? [])];
    }
  }
  return undefined;
}

/** One variant of each part, with this many that are no longer right. */
function* combinations(parts: readonly (readonly Variant<string>[])[], wanted: number): Generator<readonly Variant<string>[]> {
  const [first, ...rest] = parts;
  if (first === undefined) {
    if (wanted === 0) yield [];
    return;
  }
  for (const variant of first) {
    const cost = variant.mistake === undefined ? 0 : 1;
    if (cost > wanted) continue;
    for (const others of combinations(rest, wanted - cost)) yield [variant, ...others];
  }
}
