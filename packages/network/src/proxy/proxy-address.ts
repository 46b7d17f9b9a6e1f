import { hostPort } from '../targets/host-name.ts';

export type ProxyScheme = 'http' | 'https' | 'socks5' | 'socks4';

/** Whether a proxy passes bytes on and reads none of them. */
export const isSocks = (scheme: ProxyScheme): boolean => scheme === 'socks5' || scheme === 'socks4';

/** A proxy to connect to, without its user-info. */
export type ProxyAddress = { readonly scheme: ProxyScheme; readonly host: string; readonly port: number; /** `http://127.0.0.1:3128` */ readonly url: string };

/**
 * Why a setting is no address of a proxy. `separator`: `http//host` or `http:/host`. `credential-not-encoded`: a character
 * in the user name or password ends the address before its host (RFC 3986 §3.2). `pac-url`: it names a file for
 * automatic configuration, which no proxy variable takes.
 */
type SettingFault =
  | 'quoted' | 'invisible-character' | 'scheme-doubled' | 'separator' | 'scheme-unsupported' | 'credential-not-encoded' | 'pac-url' | 'port-invalid' | 'unreadable';

export type InvalidProxy = {
  readonly reason: SettingFault;
  /** Only the scheme, which is no secret. */
  readonly scheme: string;
  /** `credential-not-encoded`: the character, and how it is written. */
  readonly character?: string;
  readonly encoded?: string;
  /** The setting as it was meant, with USER:PASSWORD in place of a credential. */
  readonly suggested?: string;
};

// curl's socks5h and socks4a resolve at the proxy, as it is done here for every SOCKS proxy.
const schemes: { readonly [scheme: string]: ProxyScheme } = { http: 'http', https: 'https', socks: 'socks5', socks5: 'socks5', socks5h: 'socks5', socks4: 'socks4', socks4a: 'socks4' };
const defaultPorts: { readonly [S in ProxyScheme]: number } = { http: 80, https: 443, socks5: 1080, socks4: 1080 };
const schemeName = '(https?|socks(?:4a?|5h?)?)';

type Fault = Pick<InvalidProxy, 'reason' | 'character' | 'encoded'> & { /** The setting with this one fault mended. */ readonly mended?: string };

/** The parts of a setting; user-info ends at the last `@`, as it was meant. */
function partsOf(text: string): { readonly scheme: string | undefined; readonly userInfo: string | undefined; readonly authority: string; readonly path: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  const at = rest.lastIndexOf('@');
  const address = rest.slice(at + 1);
  const end = address.search(/[/?#]/);
  return {
    scheme: scheme?.toLowerCase(), userInfo: at < 0 ? undefined : rest.slice(0, at),
    authority: end < 0 ? address : address.slice(0, end), path: end < 0 ? '' : address.slice(end),
  };
}

/** The first thing that keeps a setting from being read. */
function faultOf(text: string): Fault | undefined {
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(text)) return { reason: 'quoted', mended: text.replace(/^["'`“”‘’]+|["'`“”‘’]+$/g, '') };
  // Zero-width characters, no-break spaces and the like: pasted along, never seen.
  // eslint-disable-next-line no-control-regex
  const unseen = /[\u0000-\u001f\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/g;
  if (unseen.test(text)) return { reason: 'invisible-character', mended: text.replace(unseen, '') };
  const doubled = new RegExp(`^${schemeName}:/+(?=${schemeName}:/)`, 'i');
  if (doubled.test(text)) return { reason: 'scheme-doubled', mended: text.replace(doubled, '') };
  const separator = new RegExp(`^${schemeName}(?::/(?!/)|//|:\\\\\\\\|:/{3,})`, 'i');
  if (separator.test(text)) return { reason: 'separator', mended: text.replace(separator, '$1://') };
  const { scheme, userInfo, authority, path } = partsOf(text);
  if (scheme !== undefined && schemes[scheme] === undefined) return { reason: 'scheme-unsupported' };
  const [character] = /[#/?\\ ]/.exec(userInfo ?? '') ?? [];
  if (userInfo !== undefined && character !== undefined) {
    return {
      reason: 'credential-not-encoded', character, encoded: encodeURIComponent(character),
      mended: `${scheme === undefined ? '' : `${scheme}://`}${userInfo.replaceAll(/[#/?\\ @]/g, encodeURIComponent)}@${authority}${path}`,
    };
  }
  if (text.includes(' ')) return { reason: 'invisible-character', mended: text.replaceAll(' ', '') };
  if (/\.(?:pac|dat|js)(?:[?#]|$)/i.test(path)) return { reason: 'pac-url' };
  const port = /:([^:\]]+)$/.exec(authority)?.[1];
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) <= 65_535)) return { reason: 'port-invalid' };
  return undefined;
}

const trimmed = (setting: string): string => setting.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

/** Reads a proxy setting: a URL or, as most clients allow, `host:port`. User-info is read apart, by {@link readProxyCredential}. */
export function readProxy(setting: string): ProxyAddress | InvalidProxy {
  const text = trimmed(setting);
  const fault = faultOf(text);
  if (fault !== undefined) {
    const { mended: _mended, ...told } = fault;
    const repaired = repairProxySetting(text);
    const meant = repaired === undefined ? undefined : readSound(repaired);
    const suggested = meant !== undefined && 'url' in meant && repaired !== undefined
      ? { suggested: partsOf(repaired).userInfo === undefined ? meant.url : meant.url.replace('://', '://USER:PASSWORD@') } : {};
    return { ...told, scheme: partsOf(text).scheme ?? '', ...suggested };
  }
  return readSound(text);
}

/** Reads a setting without a known fault. */
function readSound(text: string): ProxyAddress | InvalidProxy {
  const { scheme: given, authority } = partsOf(text);
  const scheme = given === undefined ? 'http' : schemes[given] ?? 'http';
  const url = URL.parse(`http://${authority}`);
  if (url === null || url.hostname === '' || url.hostname === 'http' || url.hostname === 'https') return { reason: 'unreadable', scheme: given ?? '' };
  // The URL parser drops an explicit :80 of http.
  const explicit = /:(\d+)$/.exec(authority)?.[1];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = explicit === undefined ? defaultPorts[scheme] : Number(explicit);
  return { scheme, host, port, url: `${scheme}://${hostPort(host, port)}` };
}

/** The setting with its faults mended, credential and all; `undefined` where it can't be told what was meant. It is as secret as the setting. */
export function repairProxySetting(setting: string): string | undefined {
  let text = trimmed(setting);
  for (let round = 0; round < 8; round += 1) {
    const fault = faultOf(text);
    if (fault === undefined) return 'url' in readSound(text) ? text : undefined;
    if (fault.mended === undefined || fault.mended === text) return undefined;
    text = fault.mended;
  }
  return undefined;
}

/** The `user:password` of a proxy setting, decoded; `undefined` where it has none. Anything before the last `@` counts as one. */
export function readProxyCredential(setting: string): string | undefined {
  const { userInfo } = partsOf(trimmed(setting));
  if (userInfo === undefined || userInfo === '') return undefined;
  const colon = userInfo.indexOf(':');
  return colon < 0 ? `${decode(userInfo)}:` : `${decode(userInfo.slice(0, colon))}:${decode(userInfo.slice(colon + 1))}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What clients read in different ways, though it can be read. */
export type Deviation = 'scheme-missing' | 'port-missing' | 'path' | 'socks-ambiguous' | 'socks4' | 'not-encoded';

/** Pure: in what a sound setting leaves room for clients to differ. */
export function deviationsOf(setting: string): readonly Deviation[] {
  const { scheme, userInfo = '', authority, path } = partsOf(trimmed(setting));
  return [
    // Node's http passes it over, undici throws, Go and curl take http.
    ...(scheme === undefined ? ['scheme-missing'] as const : []),
    // curl takes 1080, others 80 or 443.
    ...(/:\d+$/.test(authority) ? [] : ['port-missing'] as const),
    ...(path === '' || path === '/' ? [] : ['path'] as const),
    // curl takes it for SOCKS4, most others for SOCKS5.
    ...(scheme === 'socks' ? ['socks-ambiguous'] as const : []),
    // curl and Python requests speak it; Node, Go and most others do not.
    ...(scheme === 'socks4' || scheme === 'socks4a' ? ['socks4'] as const : []),
    ...(/@|%(?![0-9a-f]{2})/i.test(userInfo) ? ['not-encoded'] as const : []),
  ];
}
