import { maskedSlice } from './secret-mask.ts';
import type { Captures } from './understanding.ts';

/** URLs that programs print to point at their documentation: what failed is not there. */
const documentation = /(?:^|\.)(?:curl\.se|curl\.haxx\.se|nodejs\.org|readthedocs\.io|docs\.python\.org|developer\.mozilla\.org|support\.mozilla\.org|support\.google\.com|docs\.npmjs\.com|docs\.docker\.com|go\.dev|w3\.org|stackoverflow\.com|errors\.pydantic\.dev)$/;
const address = /(?<scheme>https?|wss?|tcp|tls|tos|s3):\/\/(?<rest>[^\s\p{C}"'`<>|\\^{}，。；、）》”’]{1,2048})/giu;
const readAs: { readonly [scheme: string]: string } = { ws: 'http', wss: 'https' };
const defaultPorts: { readonly [scheme: string]: string } = { http: '80', https: '443' };
/** Host names by RFC 1123 §2.1 (and underscores, which people use), and IPv4. */
const hostName = /^(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,126}$/;
const ipv6 = /^(?=.*:)[0-9a-f:.]{2,45}$/;

/** The targets in the URLs of a text, in their order, without user-info, query and fragment: those carry secrets. */
export function targetsInText(text: string): readonly string[] {
  return Array.from(text.matchAll(address), ({ groups }) => targetOfUrl(groups?.['scheme'] ?? '', groups?.['rest'] ?? '')).filter((target) => target !== undefined);
}

/** The target that named groups read out, the most exact first: a URL, an endpoint, a host and port, an address. */
export function targetsInCaptures(captures: Captures): readonly string[] {
  const { url, endpoint, host, port, address: ip } = captures as { readonly [name in 'url' | 'endpoint' | 'host' | 'port' | 'address']?: string };
  const urls = [url, endpoint].flatMap((text) => (text === undefined ? [] : text.includes('://') ? targetsInText(text) : targetOfHost(text) ?? []));
  const direct = [host, ip].flatMap((text) => (text === undefined ? [] : targetOfHost(text, port) ?? []));
  return [...urls, ...direct];
}

/** The proxy that named groups read out: it failed on the way to a target, and is examined only where no target is known. */
export function proxiesInCaptures({ proxy }: Captures): readonly string[] {
  if (proxy === undefined) return [];
  return proxy.includes('://') ? targetsInText(proxy) : [targetOfHost(proxy)].filter((target) => target !== undefined);
}

function targetOfUrl(scheme: string, rest: string): string | undefined {
  const [beforeQuery = ''] = rest.split(/[?#]/, 1);
  const slash = beforeQuery.indexOf('/');
  const authority = slash < 0 ? beforeQuery : beforeQuery.slice(0, slash);
  const named = readAs[scheme.toLowerCase()] ?? scheme.toLowerCase();
  const host = targetOfHost(trimmed(authority.slice(authority.lastIndexOf('@') + 1)), defaultPorts[named]);
  if (host === undefined || documentation.test(splitPort(host).host)) return undefined;
  const path = slash < 0 ? '' : trimmed(beforeQuery.slice(slash));
  // A credential may sit in the path, too (webhooks, bot tokens): then only the origin is kept.
  const shown = path.length > 200 || maskedSlice(path) !== path ? '/' : path;
  const port = defaultPorts[named];
  return `${named}://${port !== undefined && host.endsWith(`:${port}`) ? host.slice(0, -port.length - 1) : host}${shown === '' && port !== undefined ? '/' : shown}`;
}

/** `host` or `host:port` in canonical form; `undefined` if it is neither. */
function targetOfHost(text: string, givenPort?: string): string | undefined {
  const { host, port = givenPort } = splitPort(text.toLowerCase());
  const bare = host.replace(/\.$/, '');
  const name = ipv6.test(bare) ? `[${bare}]` : bare;
  if (!(ipv6.test(bare) || hostName.test(asciiOf(bare)) && !/^\d+$/.test(bare))) return undefined;
  if (port === undefined) return name;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  return number >= 1 && number <= 65_535 ? `${name}:${number}` : undefined;
}

function splitPort(text: string): { readonly host: string; readonly port?: string } {
  const match = /^\[(?<host>[^\]]{1,64})\](?::(?<port>\d{1,5}))?$/.exec(text) ?? (text.indexOf(':') === text.lastIndexOf(':') ? /^(?<host>[^:]{1,253}):(?<port>\d{1,5})$/.exec(text) : null);
  const { host, port } = match?.groups ?? {};
  return host === undefined ? { host: text } : { host, ...(port === undefined ? {} : { port }) };
}

/** International names are judged by their ASCII form (RFC 5891) and kept as they were written. */
function asciiOf(host: string): string {
  if (/^[\x21-\x7e]*$/.test(host)) return host;
  // Characters that nobody sees are dropped on the way to ASCII: what was written is another host then.
  if (/[\s\p{C}\p{Default_Ignorable_Code_Point}"'`]/u.test(host)) return '';
  return URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : '';
}

/** Without the punctuation of the sentence and the bracket around it. */
function trimmed(text: string): string {
  const end = text.replace(/[.,;:!?…*]{1,16}$/, '');
  const unopened = end.endsWith(')') && count(end, ')') > count(end, '(') || end.endsWith(']') && count(end, ']') > count(end, '[');
  return unopened ? trimmed(end.slice(0, -1)) : end;
}

const count = (text: string, character: string): number => text.split(character).length - 1;
