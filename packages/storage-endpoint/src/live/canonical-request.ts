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

/** Writes again what a request was signed over; `undefined` where it bears no signature of this kind. */
export function signedTextOf({ method, path, query, headers }: SentRequest): SignedText | undefined {
  const fields = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const match = /^(AWS4-HMAC-SHA256) Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=/.exec(fields.get('authorization') ?? '');
  if (match === null) return undefined;
  const [, algorithm = '', scope = '', signed = ''] = match;
  const canonicalRequest = [
    method, path, canonicalQuery(query),
    ...signed.split(';').map((name) => `${name}:${(fields.get(name) ?? '').trim().replaceAll(/\s+/g, ' ')}`), '',
    signed, fields.get('x-amz-content-sha256') ?? '',
  ].join('\n');
  return { canonicalRequest, stringToSign: [algorithm, fields.get('x-amz-date') ?? '', scope, createHash('sha256').update(canonicalRequest).digest('hex')].join('\n') };
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

/** A temporary credential travels in a signed field. */
const shown = (line: string | undefined): string => (line ?? '').replace(/^(x-amz-security-token:).+/i, '$1…').replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200);
