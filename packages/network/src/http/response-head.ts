/** Head of a response (RFC 9112 §4 and §5). */
export type ResponseHead = {
  readonly status: number;
  readonly reason: string;
  /** `1.0` or `1.1`. */
  readonly httpVersion: string;
  /** Names in lower case, repeated fields joined by a comma. At most 100 names and 4 KiB each. */
  readonly headers: { readonly [name: string]: string };
  /** Each Set-Cookie field by itself, as joining them loses where one ends (RFC 6265 §3); at most 50, of 16 KiB each. */
  readonly setCookies?: readonly string[];
};

/** Why bytes are no response. `tls-record` and `http2-frame`: they are another protocol's. */
export type ResponseFault =
  | 'headers-too-large' | 'not-http' | 'tls-record' | 'http2-frame' | 'status-line' | 'field-line'
  | 'content-length' | 'transfer-encoding' | 'chunk-size' | 'chunk-end';

/** Bounds of what is read. */
export const limits = { headBytes: 65_536, names: 100, valueCharacters: 4_096, bodyBytes: 262_144 } as const;

/** What the first bytes are, when they can't be the start of an HTTP/1 response. */
export function foreignProtocol(bytes: Buffer): ResponseFault | undefined {
  const start = bytes.toString('latin1', 0, 5);
  if ('HTTP/'.startsWith(start) || start.startsWith('HTTP/')) return undefined;
  // An alert or handshake record, major version 3 (RFC 8446 §5.1).
  if (bytes[0] === 21 || bytes[0] === 22) return bytes[1] === undefined || bytes[1] === 3 ? 'tls-record' : 'not-http';
  // A SETTINGS frame on stream 0, as every HTTP/2 connection begins (RFC 9113 §3.4).
  if (bytes[0] === 0 && bytes.length >= 4 && bytes[3] === 4) return 'http2-frame';
  return bytes[0] === 0 && bytes.length < 4 ? undefined : 'not-http';
}

/** Reads status line and fields, without the empty line at their end. */
export function readHead(text: string): ResponseHead | ResponseFault {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const statusLine = lines.shift() ?? '';
  const match = /^HTTP\/(1\.\d) (\d{3})(?: (.*))?$/.exec(statusLine);
  if (match === null) return statusLine.startsWith('HTTP/') ? 'status-line' : 'not-http';
  const status = Number(match[2]);
  if (status < 100) return 'status-line';
  const headers = new Map<string, string>();
  const setCookies: string[] = [];
  let last: string | undefined;
  for (const line of lines) {
    // A carriage return by itself is no part of a field (RFC 9112 §2.2).
    if (line.includes('\r')) return 'field-line';
    const colon = line.indexOf(':');
    // A folded line belongs to the field before it (RFC 9112 §5.2).
    if (isBlank(line, 0) && last !== undefined) headers.set(last, clip(`${headers.get(last) ?? ''} ${withoutBlanks(line, 0)}`));
    else if (isToken.test(line.slice(0, Math.max(0, colon)))) {
      last = line.slice(0, colon).toLowerCase();
      const value = withoutBlanks(line, colon + 1);
      if (last === 'set-cookie' && setCookies.length < 50) setCookies.push(value.slice(0, 16_384));
      const before = headers.get(last);
      if (before === undefined && headers.size >= limits.names) continue;
      headers.set(last, clip(before === undefined ? value : `${before}, ${value}`));
    } else return 'field-line';
  }
  const fields: Record<string, string> = {};
  // Nothing is lost but a field by the name `__proto__`.
  for (const [name, value] of headers) fields[name] = value;
  return { status, reason: clip(match[3] ?? ''), httpVersion: match[1] ?? '', headers: fields, ...(setCookies.length === 0 ? {} : { setCookies }) };
}

/** RFC 9110 §5.6.2. */
const isToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const isBlank = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '\t';

/** What stands from there on, without blanks around it. Many blanks keep a pattern busy for hours, which a server could use. */
function withoutBlanks(text: string, from: number): string {
  let [start, end] = [from, text.length];
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

const clip = (value: string): string => (value.length > limits.valueCharacters ? value.slice(0, limits.valueCharacters) : value);
