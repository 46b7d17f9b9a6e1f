import { hostPort } from '../targets/host-name.ts';

export type ProxyScheme = 'http' | 'https' | 'socks5';

/** A proxy to connect to, without its user-info. */
export type ProxyAddress = { readonly scheme: ProxyScheme; readonly host: string; readonly port: number; /** `http://127.0.0.1:3128` */ readonly url: string };

export type InvalidProxy = { readonly reason: 'unreadable' | 'scheme-unsupported'; /** Only the scheme, which is no secret. */ readonly scheme: string };

// curl's socks5h resolves at the proxy, as it is done here for every SOCKS proxy.
const schemes: { readonly [scheme: string]: ProxyScheme } = { http: 'http', https: 'https', socks: 'socks5', socks5: 'socks5', socks5h: 'socks5' };
const defaultPorts: { readonly [S in ProxyScheme]: number } = { http: 80, https: 443, socks5: 1080 };

/** Reads a proxy setting: a URL or, as most clients allow, `host:port`. User-info is read apart, by {@link readProxyCredential}. */
export function readProxy(setting: string): ProxyAddress | InvalidProxy {
  const text = setting.trim();
  const given = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const scheme = given === undefined ? 'http' : schemes[given];
  if (scheme === undefined) return { reason: 'scheme-unsupported', scheme: given ?? '' };
  const url = URL.parse(`http://${given === undefined ? text : text.slice(given.length + 3)}`);
  if (url === null || url.hostname === '' || url.hostname === 'http' || url.hostname === 'https') return { reason: 'unreadable', scheme: given ?? '' };
  // The URL parser drops an explicit :80 of http.
  const explicit = /:(\d+)(?:[/?#]|$)/.exec(text.slice(text.lastIndexOf('@') + 1).replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''))?.[1];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = explicit === undefined ? defaultPorts[scheme] : Number(explicit);
  return port === 0 ? { reason: 'unreadable', scheme: given ?? '' } : { scheme, host, port, url: `${scheme}://${hostPort(host, port)}` };
}

/** The `user:password` of a proxy setting, decoded; `undefined` where it has none. */
export function readProxyCredential(setting: string): string | undefined {
  const url = URL.parse(`http://${setting.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')}`);
  if (url === null || url.username === '') return undefined;
  return `${decode(url.username)}:${decode(url.password)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
