import { isIP } from 'node:net';
import { splitHostPort } from '../targets/host-name.ts';

/** Where a name server is asked: plain DNS (RFC 1035) or DNS over HTTPS (RFC 8484). */
export type ResolverAddress =
  | { readonly transport: 'dns'; readonly address: string; readonly port: number }
  | { readonly transport: 'https'; readonly url: string };

/** Reads `address`, `address:port`, `[address]:port` and `https://…`; `undefined` for anything else. */
export function readResolver(text: string): ResolverAddress | undefined {
  if (/^https:\/\//i.test(text)) return URL.canParse(text) ? { transport: 'https', url: new URL(text).href } : undefined;
  const { host, port = '53' } = splitHostPort(text);
  const address = host.replace(/^\[|\]$/g, '');
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (isIP(address) === 0 || number < 1 || number > 65_535) return undefined;
  return { transport: 'dns', address, port: number };
}
