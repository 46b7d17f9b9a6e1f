import type { NoSecret } from '../secret/no-secret.ts';
import { decodeBase32 } from '../secret/base32.ts';
import { algorithms, defaultPolicy, type CodeParameters, type CodeType } from '../policy.ts';

/** What had to be overlooked to read a URI. */
export type UriNote =
  | 'scheme-case' | 'escaped-ampersand' | 'bare-hash' | 'plus-for-space' | 'issuer-mismatch' | 'no-label' | 'no-counter' | 'no-issuer'
  | 'unknown-parameter' | 'repeated-parameter' | 'secret-grouped' | 'secret-case' | 'secret-padding' | 'secret-incomplete' | 'surrounding-spaces';

/** An account of an authenticator. `secret` holds its bytes: never show it. */
export type OtpauthAccount = CodeParameters & {
  readonly secret: Uint8Array;
  /** Empty where the URI names none. */
  readonly issuer: string;
  readonly account: string;
  /** The counter of the next code of a HOTP account. */
  readonly counter?: number;
};

export type ReadUri =
  | { readonly outcome: 'read'; readonly account: OtpauthAccount; readonly notes: readonly UriNote[] }
  | { readonly outcome: 'refused'; readonly reason: NoSecret };

const known: ReadonlySet<string> = new Set(['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'image', 'encoder', 'icon', 'color', 'lock', 'user', 'group']);

/**
 * Reads an `otpauth://` URI (github.com/google/google-authenticator/wiki/Key-Uri-Format) as they are found: schemes in
 * capitals, `&amp;`, a bare `#` in the label, `+` for a space, a literal or escaped colon, an issuer that differs from the
 * label's. An `image` is never fetched.
 */
export function readUri(text: string): ReadUri {
  const notes: UriNote[] = [];
  const trimmed = text.trim();
  if (trimmed !== text) notes.push('surrounding-spaces');
  const match = /^(otpauth):\/\/([a-z]+)(?:\/([^?]*))?\?(.*)$/is.exec(trimmed);
  if (match === null) return { outcome: 'refused', reason: 'malformed-uri' };
  const [, scheme = '', kind = '', label = '', rest = ''] = match;
  if (scheme !== 'otpauth' || kind !== kind.toLowerCase()) notes.push('scheme-case');
  const query = rest.replaceAll(/&amp;/gi, '&');
  if (query !== rest) notes.push('escaped-ampersand');
  if (label.includes('#') || query.includes('#')) notes.push('bare-hash');
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    const key = name.toLowerCase();
    if (key === '') continue;
    if (!known.has(key)) notes.push('unknown-parameter');
    if (fields.has(key)) notes.push('repeated-parameter');
    else fields.set(key, value);
  }
  // The first colon parts issuer and account, escaped or not.
  const [head, tail] = splitLabel(label);
  const spaced = (value: string): string => {
    // A plus is a plus, except where somebody encoded the issuer as a form (application/x-www-form-urlencoded).
    const decoded = decode(value);
    const asForm = decode(value.replaceAll('+', ' '));
    return asForm !== decoded && asForm === decode(head) ? asForm : decoded;
  };
  const ofLabel = tail === undefined ? '' : decode(head).trim();
  const given = fields.get('issuer');
  const issuer = given === undefined ? ofLabel : spaced(given).trim();
  if (given !== undefined && spaced(given) !== decode(given)) notes.push('plus-for-space');
  if (issuer === '') notes.push('no-issuer');
  else if (ofLabel !== '' && ofLabel !== issuer) notes.push('issuer-mismatch');
  const account = decode(tail ?? head).trim();
  if (account === '') notes.push('no-label');
  const parameters = readParameters(kind.toLowerCase(), fields, issuer);
  if (typeof parameters === 'string') return { outcome: 'refused', reason: parameters };
  const written = decode(fields.get('secret') ?? '');
  if (written === '') return { outcome: 'refused', reason: 'no-secret-in-uri' };
  const joined = written.replaceAll(/[\s+_-]+/g, '');
  const unpadded = joined.replace(/=+$/, '');
  if (joined !== written) notes.push('secret-grouped');
  if (unpadded !== joined) notes.push('secret-padding');
  if (unpadded !== unpadded.toUpperCase()) notes.push('secret-case');
  const secret = decodeBase32(unpadded.toUpperCase());
  if (secret === undefined || secret.bytes.length === 0) return { outcome: 'refused', reason: 'not-base32' };
  if (secret.ending === 'incomplete-group') notes.push('secret-incomplete');
  const counter = fields.get('counter');
  if (parameters.type !== 'hotp') return { outcome: 'read', account: { ...parameters, secret: secret.bytes, issuer, account }, notes: distinct(notes) };
  if (counter === undefined || !/^\d{1,15}$/.test(counter)) notes.push('no-counter');
  return { outcome: 'read', account: { ...parameters, secret: secret.bytes, issuer, account, counter: /^\d{1,15}$/.test(counter ?? '') ? Number(counter) : 0 }, notes: distinct(notes) };
}

function splitLabel(label: string): readonly [string, string | undefined] {
  const at = label.search(/:|%3a/i);
  return at < 0 ? [label, undefined] : [label.slice(0, at), label.slice(at + (label[at] === ':' ? 1 : 3))];
}

function readParameters(kind: string, fields: ReadonlyMap<string, string>, issuer: string): CodeParameters | NoSecret {
  const steam = kind === 'steam' || fields.get('encoder')?.toLowerCase() === 'steam' || (kind === 'totp' && /^steam$/i.test(issuer) && fields.get('digits') === '5');
  const type: CodeType | undefined = steam ? 'steam' : kind === 'totp' || kind === 'hotp' ? kind : undefined;
  if (type === undefined) return 'unsupported-type';
  // `HmacSHA1`, `sha-1` and `SHA1` are one algorithm.
  const spelled = (fields.get('algorithm') ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '').replace(/^HMAC/, '');
  const algorithm = spelled === '' ? defaultPolicy.algorithm : algorithms.find((name) => name === spelled);
  if (algorithm === undefined) return 'unsupported-algorithm';
  const digits = Number(fields.get('digits') ?? (type === 'steam' ? 5 : defaultPolicy.digits));
  const periodSeconds = Number(fields.get('period') ?? defaultPolicy.periodSeconds);
  if (!Number.isInteger(digits) || (type === 'steam' ? digits !== 5 : digits < 4 || digits > 10)) return 'unsupported-digits';
  if (!Number.isInteger(periodSeconds) || periodSeconds < 1 || periodSeconds > 86_400) return 'unsupported-period';
  return { type, algorithm, digits, periodSeconds };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const distinct = (notes: readonly UriNote[]): readonly UriNote[] => [...new Set(notes)];
