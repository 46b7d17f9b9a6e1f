import { uriAsFetchSends } from './sign.ts';
import type { SigningMistake } from './signing-mistakes.ts';

/** One way to put a part of the signed string, and the mistake that it is; none where it is right. */
export interface Variant<Value> {
  readonly value: Value;
  readonly mistake?: SigningMistake;
}

/** Those that say something else than the ones before them. */
export function distinct(variants: readonly Variant<string>[]): readonly Variant<string>[] {
  const seen = new Set<string>();
  return variants.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** The addresses that a client may have signed instead of the one it sent. `origins`: scheme and host of the request, where known. */
export function signedUris(uri: string, method: string, origins: readonly string[]): readonly Variant<string>[] {
  const mark = uri.indexOf('?');
  const path = mark < 0 ? uri : uri.slice(0, mark);
  const query = mark < 0 ? '' : uri.slice(mark + 1);
  const withQuery = (text: string): string => (text === '' ? path : `${path}?${text}`);
  const pairs = query.split('&').filter((pair) => pair !== '');
  const decoded = safely(() => pairs.map((pair) => pair.split(/=(.*)/s, 2).map((part) => decodeURIComponent(part.replaceAll('+', ' ')))));
  const recoded = (encode: (text: string) => string): string => (decoded === undefined ? query : decoded.map((parts) => parts.map(encode).join('=')).join('&'));
  const sorted = new URLSearchParams(query);
  sorted.sort();
  const wholeDecoded = safely(() => decodeURIComponent(uri));
  return distinct([
    { value: uri },
    { value: uri.replace(/^\/+/, ''), mistake: 'no-leading-slash' },
    ...origins.map((origin): Variant<string> => ({ value: `${origin}${uri}`, mistake: 'full-url' })),
    { value: `${method} ${uri}`, mistake: 'method-prefix' },
    ...(mark < 0 ? [{ value: `${uri}?`, mistake: 'trailing-question-mark' } as const] : []),
    { value: path, mistake: 'query-left-out' },
    { value: withQuery(pairs.toSorted().join('&')), mistake: 'query-sorted' },
    { value: withQuery(query.replaceAll('+', '%20')), mistake: 'plus-as-space' },
    { value: withQuery(query.replaceAll('%20', '+')), mistake: 'space-as-plus' },
    { value: uri.replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toLowerCase()), mistake: 'lower-case-escapes' },
    { value: uri.replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase()), mistake: 'upper-case-escapes' },
    { value: wholeDecoded ?? uri, mistake: 'decoded' },
    { value: withQuery(decoded === undefined ? query : decoded.map((parts) => parts.join('=')).join('&')), mistake: 'decoded' },
    { value: uriAsFetchSends(uri), mistake: 'rewritten-by-url-parser' },
    { value: withQuery(recoded(encodeURIComponent)), mistake: 'query-percent-encoded' },
    { value: withQuery(recoded(strictly)), mistake: 'query-strictly-encoded' },
    { value: withQuery(new URLSearchParams(query).toString()), mistake: 'query-form-encoded' },
    // Go: URL.Path is decoded, Query().Encode() sorts and writes "+" for a space (Certimate's signer.go).
    { value: `${safely(() => decodeURIComponent(path)) ?? path}${query === '' ? '' : `?${sorted.toString()}`}`, mistake: 'query-go-encoded' },
  ]);
}

/** RFC 3986 §2.2: sub-delims are encoded too. */
const strictly = (text: string): string => encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function safely<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
