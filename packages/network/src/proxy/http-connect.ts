import type { Exchange } from './exchange.ts';
import { isSilence } from './exchange.ts';
import type { TunnelAnswer } from '../facts/proxy-tunnel.ts';

/** The headers that tell who refused and why; nothing else of an answer is kept. */
const telling: ReadonlySet<string> = new Set(['proxy-authenticate', 'via', 'x-squid-error', 'server']);
const maxHead = 64 * 1024;

/** Asks an HTTP proxy for a tunnel: CONNECT, RFC 9110 §9.3.6. `credential` is `user:password`. */
export async function connectByHttp(exchange: Exchange, authority: string, credential: string | undefined): Promise<TunnelAnswer> {
  exchange.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: culprit\r\n${authorizationOf(credential)}\r\n`);
  const head = await exchange.read(endOfHead);
  if (isSilence(head)) return { outcome: head.ended, code: head.code };
  // A proxy that never comes to an end has opened nothing.
  if (!head.includes('\r\n\r\n')) return { outcome: 'not-a-proxy', code: 'NO_HTTP' };
  const { status, headers, phrase } = parseHead(head.toString('latin1'));
  if (status === undefined) return { outcome: 'not-a-proxy', code: 'NO_HTTP' };
  if (status >= 200 && status < 300) return { outcome: 'open', status };
  return { outcome: status === 407 ? 'authentication-required' : 'refused', status, headers, ...(phrase === '' ? {} : { phrase }) };
}

/** Asks an HTTP proxy for the head of `/` of an origin as a whole request (RFC 9112 §3.2.2); the status of whatever answers. */
export async function headByHttp(exchange: Exchange, authority: string, credential: string | undefined): Promise<number | undefined> {
  exchange.write(`HEAD http://${authority}/ HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: culprit\r\n${authorizationOf(credential)}Connection: close\r\n\r\n`);
  const head = await exchange.read(endOfHead);
  return isSilence(head) || !head.includes('\r\n\r\n') ? undefined : parseHead(head.toString('latin1')).status;
}

const authorizationOf = (credential: string | undefined): string =>
  (credential === undefined ? '' : `Proxy-Authorization: Basic ${Buffer.from(credential, 'utf8').toString('base64')}\r\n`);

// What does not begin as a status line will never end as a head: it is taken as it is.
function endOfHead(bytes: Buffer): number | undefined {
  const start = bytes.subarray(0, 5).toString('latin1');
  if (!'HTTP/'.startsWith(start)) return bytes.length;
  const end = bytes.indexOf('\r\n\r\n');
  if (end >= 0) return end + 4;
  return bytes.length > maxHead ? bytes.length : undefined;
}

/** Reads a status line (RFC 9112 §4), its reason phrase, and the headers that are kept. */
export function parseHead(head: string): { readonly status: number | undefined; readonly phrase: string; readonly headers: { readonly [name: string]: string } } {
  const [first = '', ...lines] = head.split('\r\n');
  const [, status, phrase = ''] = /^HTTP\/\d(?:\.\d)? (\d{3})(?: (.*))?$/.exec(first) ?? [];
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    if (!telling.has(name)) continue;
    const value = printable(line.slice(colon + 1), 200);
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`.slice(0, 400);
  }
  return { status: status === undefined ? undefined : Number(status), phrase: printable(phrase, 100), headers };
}

// eslint-disable-next-line no-control-regex
const printable = (text: string, most: number): string => text.trim().replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, most);
