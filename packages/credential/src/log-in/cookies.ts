import type { Cookie } from 'tough-cookie';

/** Why a client does not keep a cookie (draft-ietf-httpbis-rfc6265bis §5.7), as browsers do it. */
type CookieFault = 'secure-over-http' | 'other-domain' | 'public-suffix' | 'host-prefix' | 'secure-prefix' | 'same-site-none' | 'expired' | 'too-large' | 'unreadable';

/** Why a cookie that was kept does not go along (§5.8.3). */
type CookieGap = 'other-host' | 'other-path' | 'secure-only';

/** A cookie without its value, which is read under {@link label}. */
export type SessionCookie = {
  /** At most 60 characters. */
  readonly name: string;
  readonly label: string;
  /** The host that set it, and whether it did so over TLS. */
  readonly setBy: string;
  readonly overTls: boolean;
  /** Without a Domain attribute, the host itself. */
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly fault?: CookieFault;
};

export interface CookieAnswer {
  readonly url: string;
  readonly setCookies: readonly string[];
  /** By the server's own clock, where it tells the time. */
  readonly at: Date;
}

/**
 * Reads what an answer sets, after what there was. `keep` holds a value under a label. A cookie that is taken back is
 * forgotten, which is no fault.
 */
export async function readCookies(known: readonly SessionCookie[], { url, setCookies, at }: CookieAnswer, keep: (name: string, value: string) => string): Promise<readonly SessionCookie[]> {
  if (setCookies.length === 0) return known;
  const { Cookie: Parser, defaultPath, domainMatch, getPublicSuffix } = await import('tough-cookie');
  const { hostname, pathname, protocol } = new URL(url);
  let cookies = [...known];
  for (const text of setCookies.slice(0, 50)) {
    const cookie = Parser.parse(text);
    if (cookie === undefined || cookie.key === '') {
      const name = (/^[^=;\s]{1,60}/.exec(text)?.[0] ?? '').replaceAll(/[^\w.-]/g, '');
      cookies.push({ name, label: '', setBy: hostname, overTls: protocol === 'https:', domain: hostname, hostOnly: true, path: '/', secure: false, fault: 'unreadable' });
      continue;
    }
    const domain = cookie.domain === null || cookie.domain === hostname ? hostname : cookie.domain;
    const path = cookie.path?.startsWith('/') === true ? cookie.path : defaultPath(pathname);
    const same = (other: SessionCookie): boolean => other.name === cookie.key.slice(0, 60) && other.domain === domain && other.path === path;
    const gone = isPast(cookie, at);
    // An empty value that ends at once is how a cookie is taken back (RFC 6265 §3.1).
    if (gone && /^(?:|deleted|"")$/.test(cookie.value)) {
      cookies = cookies.filter((other) => !same(other));
      continue;
    }
    const matches = domain === hostname || domainMatch(hostname, domain) === true;
    const fault = faultOf(cookie, {
      gone, matches, trusted: protocol === 'https:' || isLoopback(hostname), path: cookie.path,
      suffix: domain !== hostname && getPublicSuffix(domain, { allowSpecialUseDomain: true, ignoreError: true }) === undefined,
    });
    cookies = [...cookies.filter((other) => !same(other)), {
      name: cookie.key.slice(0, 60), label: keep(cookie.key.slice(0, 60), `${cookie.key}=${cookie.value}`), setBy: hostname, overTls: protocol === 'https:',
      domain, hostOnly: cookie.domain === null, path, secure: cookie.secure, ...(fault === undefined ? {} : { fault }),
    }].slice(-100);
  }
  return cookies;
}

interface Circumstances {
  readonly gone: boolean;
  readonly matches: boolean;
  readonly suffix: boolean;
  /** Over TLS, or to this machine, which browsers trust as much. */
  readonly trusted: boolean;
  readonly path: string | null;
}

function faultOf(cookie: Cookie, { gone, matches, suffix, trusted, path }: Circumstances): CookieFault | undefined {
  // Name and value; browsers bound attributes by themselves.
  if (cookie.key.length + cookie.value.length > 4_096) return 'too-large';
  if (!matches) return 'other-domain';
  if (suffix) return 'public-suffix';
  if (cookie.secure && !trusted) return 'secure-over-http';
  if (/^__host-/i.test(cookie.key) && (!cookie.secure || cookie.domain !== null || path !== '/')) return 'host-prefix';
  if (/^__secure-/i.test(cookie.key) && !cookie.secure) return 'secure-prefix';
  if (cookie.sameSite === 'none' && !cookie.secure) return 'same-site-none';
  return gone ? 'expired' : undefined;
}

function isPast({ expires, maxAge }: Cookie, at: Date): boolean {
  if (maxAge !== null) return maxAge === '-Infinity' || (typeof maxAge === 'number' && maxAge <= 0);
  return expires instanceof Date && expires.getTime() <= at.getTime();
}

const isLoopback = (host: string): boolean => /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);

/** Why a cookie that was kept does not go to this address; `undefined`: it goes. */
export function gapOf({ domain, hostOnly, path, secure }: SessionCookie, url: string): CookieGap | undefined {
  const { hostname, pathname, protocol } = new URL(url);
  if (hostname !== domain && (hostOnly || !hostname.endsWith(`.${domain}`))) return 'other-host';
  if (pathname !== path && !pathname.startsWith(path.endsWith('/') ? path : `${path}/`)) return 'other-path';
  return secure && protocol !== 'https:' && !isLoopback(hostname) ? 'secure-only' : undefined;
}

/** The cookies that a client sends to this address. */
export const cookiesFor = (cookies: readonly SessionCookie[], url: string): readonly SessionCookie[] => cookies.filter((cookie) => cookie.fault === undefined && gapOf(cookie, url) === undefined);

/**
 * An experiment: the cookies that could go to this address if the client were less strict. Each goes to the host that set it
 * and to no other, and what came over TLS over nothing less.
 */
export function everyCookieFor(cookies: readonly SessionCookie[], url: string): readonly SessionCookie[] {
  const { hostname, protocol } = new URL(url);
  return cookies.filter((cookie) => cookie.label !== '' && (protocol === 'https:' || !cookie.overTls) && (cookie.setBy === hostname || (cookie.fault === undefined && gapOf(cookie, url) === undefined)));
}
