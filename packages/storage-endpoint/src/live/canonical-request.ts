import { createHash } from 'node:crypto';
import { percentEncode } from '../endpoint/percent-encode.ts';

/** A request as it went out. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: string | readonly string[] | null };
  /** Names in any case. */
  readonly headers: { readonly [name: string]: string };
}

/**
 * How the fields begin that belong to a signature, by its algorithm. TOS's own interface signs as S3 does, under names of its
 * own, and may leave the body out (ve-tos-python-sdk, tos/auth.py).
 */
const prefixes: ReadonlyMap<string, string> = new Map([['AWS4-HMAC-SHA256', 'X-Amz'], ['TOS4-HMAC-SHA256', 'X-Tos']]);

/** What was signed: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
export interface SignedText {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** Where two of them part: the line of ours and that of the store, of at most 200 characters, without secrets. */
export type Difference = {
  readonly part: 'method' | 'path' | 'query' | 'header' | 'signed-headers' | 'payload-hash' | 'algorithm' | 'date' | 'scope' | 'request-hash';
  readonly ours: string;
  readonly theirs: string;
};

/** What a request says of its signature: in the field, or in the query of an address that was signed for somebody else. */
interface Signature {
  readonly algorithm: string;
  /** What their names begin with. */
  readonly prefix: string;
  readonly scope: string;
  readonly date: string;
  /** Names of fields, with semicolons between. */
  readonly signed: string;
}

function signatureOf(query: SentRequest['query'], fields: ReadonlyMap<string, string>): Signature | undefined {
  const [, algorithm = '', scope = '', signed = ''] = /^([A-Z\d-]+) Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=/.exec(fields.get('authorization') ?? '') ?? [];
  const prefix = prefixes.get(algorithm);
  if (prefix !== undefined) return { algorithm, prefix, scope, date: fields.get(`${prefix.toLowerCase()}-date`) ?? '', signed };
  for (const [name, begin] of prefixes) {
    const said = (what: string): string => String(query[`${begin}-${what}`] ?? '');
    if (said('Algorithm') === name) return { algorithm: name, prefix: begin, scope: said('Credential').replace(/^[^/]*\//, ''), date: said('Date'), signed: said('SignedHeaders') };
  }
  return undefined;
}

/** Writes again what a request was signed over; `undefined` where it bears no signature of this kind. */
export function signedTextOf({ method, path, query, headers }: SentRequest): SignedText | undefined {
  const fields = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const signature = signatureOf(query, fields);
  if (signature === undefined) return undefined;
  const { algorithm, prefix, scope, date, signed } = signature;
  const { [`${prefix}-Signature`]: _, ...signedQuery } = query;
  const canonicalRequest = [
    method, path, canonicalQuery(signedQuery),
    ...signed.split(';').map((name) => `${name}:${(fields.get(name) ?? '').trim().replaceAll(/\s+/g, ' ')}`), '',
    signed, fields.get(`${prefix.toLowerCase()}-content-sha256`) ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  return { canonicalRequest, stringToSign: [algorithm, date, scope, createHash('sha256').update(canonicalRequest).digest('hex')].join('\n') };
}

function canonicalQuery(query: SentRequest['query']): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' || value === null ? [value] : value).map((one) => [percentEncode(name), percentEncode(one ?? '')] as const));
  // By name, then by value: `-` comes before the `=` that ends a name.
  return pairs.toSorted(([a, x], [b, y]) => (a === b ? Number(x > y) - Number(x < y) : a < b ? -1 : 1)).map((pair) => pair.join('=')).join('&');
}

/**
 * Compares what was signed with what the store says that it signed. `same`: both signed the same text, so that only the key
 * differs. `undefined`: the store does not say.
 */
export function compareSigned(ours: SignedText, echoed: { readonly canonicalRequest?: string | undefined; readonly stringToSign?: string | undefined }): 'same' | Difference | undefined {
  const { canonicalRequest, stringToSign } = echoed;
  if (canonicalRequest !== undefined && normal(canonicalRequest) !== ours.canonicalRequest) return firstDifference(ours.canonicalRequest, normal(canonicalRequest), partOfCanonical) ?? 'same';
  if (stringToSign === undefined) return canonicalRequest === undefined ? undefined : 'same';
  return firstDifference(ours.stringToSign, normal(stringToSign), (_line, index) => (['algorithm', 'date', 'scope'] as const)[index] ?? 'request-hash') ?? 'same';
}

const normal = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();

function firstDifference(ours: string, theirs: string, partOf: (line: string, index: number, of: readonly string[]) => Difference['part']): Difference | undefined {
  const [mine, other] = [ours.split('\n'), theirs.split('\n')];
  const index = Array.from({ length: Math.max(mine.length, other.length) }, (_, at) => at).find((at) => mine[at] !== other[at]);
  if (index === undefined) return undefined;
  return { part: partOf(mine[index] ?? '', index, mine), ours: shown(mine[index]), theirs: shown(other[index]) };
}

function partOfCanonical(_line: string, index: number, lines: readonly string[]): Difference['part'] {
  if (index < 3) return (['method', 'path', 'query'] as const)[index] ?? 'path';
  if (index === lines.length - 1) return 'payload-hash';
  return index === lines.length - 2 ? 'signed-headers' : 'header';
}

/** A temporary credential travels in a signed field, or in the query. */
const shown = (line: string | undefined): string => (line ?? '').replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/(x-(?:amz|tos)-security-token[:=])[^&]+/gi, '$1…').slice(0, 200);
