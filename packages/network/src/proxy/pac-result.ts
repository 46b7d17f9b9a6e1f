import { readProxy } from './proxy-address.ts';

/** One step of what FindProxyForURL returned, in its order. */
export type PacStep = { readonly way: 'direct' } | { readonly way: 'proxy'; /** As in `Route.proxy`. */ readonly proxy: string } | { readonly way: 'unknown' };

/** What the words of a PAC answer mean. */
const schemes: { readonly [keyword: string]: string } = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS: 'socks5', SOCKS5: 'socks5', SOCKS4: 'socks4' };

/** Reads "PROXY a:8080; SOCKS b:1080; DIRECT": https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file */
export function parsePacResult(text: string): readonly PacStep[] {
  return text.slice(0, 2_000).split(';').map((part) => part.trim()).filter((part) => part !== '').slice(0, 10).map((part): PacStep => {
    if (/^direct$/i.test(part)) return { way: 'direct' };
    const [keyword = '', address = ''] = part.split(/\s+/, 2);
    const scheme = schemes[keyword.toUpperCase()];
    const read = scheme === undefined || address === '' ? undefined : readProxy(`${scheme}://${address}`);
    return read !== undefined && 'url' in read ? { way: 'proxy', proxy: read.url } : { way: 'unknown' };
  });
}
