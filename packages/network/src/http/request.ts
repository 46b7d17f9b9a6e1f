import { version } from '@culprit/core';
import type { ForwardProxy } from '../connection/lent-socket.ts';

export type HttpRequest = {
  readonly url: string;
  /** Default GET. */
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: { readonly type: string; readonly bytes: Buffer };
  /** A proxy forwards it: written in absolute form, with what the proxy wants to know. */
  readonly forward?: ForwardProxy;
  /** The connection is to carry another request afterwards (RFC 9112 §9.3). */
  readonly persistent?: true;
};

/** Why a request can't be written: its method, a field name or a field value holds what HTTP does not allow. */
export type RequestFault = 'ERR_INVALID_METHOD' | 'ERR_INVALID_HEADER_NAME' | 'ERR_INVALID_HEADER_VALUE' | 'ERR_RESERVED_HEADER' | 'ERR_INVALID_URL';

/** RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5: visible characters, spaces and tabs between them, and obs-text. No CR, LF or NUL. */
const fieldValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;
/** Fields that frame the message: written here or not at all. */
const reserved: ReadonlySet<string> = new Set(['connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'keep-alive', 'expect']);

/** Who watches sends the very same request again and again. */
const written = new WeakMap<HttpRequest, WrittenRequest>();

type WrittenRequest = { readonly head: string } | { readonly fault: RequestFault };

/** Writes the head of a request (RFC 9112 §3), once for each; its body follows as it is. Anything that could end a line is refused, not escaped. */
export function writeRequest(request: HttpRequest): WrittenRequest {
  let known = written.get(request);
  if (known === undefined) written.set(request, known = write(request));
  return known;
}

function write({ url, method = 'GET', headers = {}, body, forward, persistent }: HttpRequest): WrittenRequest {
  const parsed = URL.parse(url);
  if (parsed === null) return { fault: 'ERR_INVALID_URL' };
  if (!token.test(method)) return { fault: 'ERR_INVALID_METHOD' };
  const { host, origin, pathname, search } = parsed;
  const fields = new Map([['host', ['Host', host]], ['user-agent', ['User-Agent', `culprit/${version}`]], ['accept', ['Accept', '*/*']]]);
  for (const [name, value] of Object.entries(headers)) {
    if (!token.test(name)) return { fault: 'ERR_INVALID_HEADER_NAME' };
    if (reserved.has(name.toLowerCase())) return { fault: 'ERR_RESERVED_HEADER' };
    if (!fieldValue.test(value)) return { fault: 'ERR_INVALID_HEADER_VALUE' };
    fields.set(name.toLowerCase(), [name, value]);
  }
  // The URL parser has percent-encoded whatever would end the line.
  const lines = [`${method} ${forward === undefined ? '' : origin}${pathname}${search} HTTP/1.1`, ...[...fields.values()].map(([name, value]) => `${name}: ${value}`)];
  if (forward?.authorization !== undefined) lines.push(`Proxy-Authorization: ${forward.authorization}`);
  if (body !== undefined) {
    if (!fieldValue.test(body.type)) return { fault: 'ERR_INVALID_HEADER_VALUE' };
    lines.push(`Content-Type: ${body.type}`, `Content-Length: ${body.bytes.length}`);
  // A server that takes a POST without a length may wait for a body (RFC 9110 §8.6).
  } else if (method !== 'GET' && method !== 'HEAD') lines.push('Content-Length: 0');
  return { head: `${lines.join('\r\n')}\r\n${persistent === true ? '' : 'Connection: close\r\n'}\r\n` };
}
