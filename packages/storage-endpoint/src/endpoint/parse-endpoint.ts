import { isIP } from 'node:net';

/** What is wrong with how an endpoint is written, whoever reads it. */
export type Flaw =
  | 'empty' | 'quoted' | 'blank' | 'invisible-characters' | 'full-width' | 'doubled-scheme' | 'malformed-scheme' | 'unknown-scheme'
  | 'user-info' | 'query' | 'invalid-host' | 'invalid-port';

/** An endpoint as it was meant: what stands around it is taken off, and named. */
export interface ParsedEndpoint {
  /** As it was given, without a user name and password. */
  readonly given: string;
  readonly flaws: readonly Flaw[];
  /** `undefined`: none is written. */
  readonly scheme: 'https' | 'http' | undefined;
  /** In lower case, without brackets. Empty: none can be made out. */
  readonly host: string;
  readonly port: number | undefined;
  /** Without slashes at its ends. */
  readonly path: string;
}

// Format characters, the byte order mark, soft hyphens and fillers: none is seen, and no host holds one.
const invisible = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/gu;
const quotes = /^["'“”‘’`«»「」]+|["'“”‘’`«»「」]+$/g;

/** The host rule of botocore (`utils.is_valid_endpoint_url`): RFC 1123 labels, 255 characters. */
export const isHostName = (host: string): boolean => host.length > 0 && host.length <= 255 && /^(?:(?!-)[a-z\d-]{1,63}(?<!-)\.)*(?!-)[a-z\d-]{1,63}(?<!-)\.?$/i.test(host);

const userInfo = /^(\s*(?:["'“‘]*[a-z][a-z\d+.-]*:\/+)?).*@/is;

/** Takes a user name and password out of a text that should be an endpoint: it may come to be shown. */
const withoutUserInfo = (text: string): string => text.replace(userInfo, '$1');

/** The same, and that there was one stays to be seen. */
export const maskUserInfo = (text: string): string => text.replace(userInfo, '$1***@');

/** Reads an endpoint as somebody meant it. Never throws. */
export function parseEndpoint(text: string): ParsedEndpoint {
  const flaws = new Set<Flaw>();
  const given = withoutUserInfo(text);
  if (given !== text) flaws.add('user-info');
  const cleaned = clean(given, flaws);
  if (cleaned === '') return { given, flaws: [...flaws.add('empty')], scheme: undefined, host: '', port: undefined, path: '' };
  const { scheme, rest } = readScheme(cleaned, flaws);
  const [, authority = '', tail = ''] = /^([^/?#\\]*)(.*)$/s.exec(rest) ?? [];
  if (/[?#]/.test(tail)) flaws.add('query');
  const path = (tail.split(/[?#]/, 1)[0] ?? '').replaceAll(/^[/\\]+|[/\\]+$/g, '');
  const [, bracketed, named, portText] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(authority) ?? [undefined, undefined, authority, undefined];
  const host = (bracketed ?? named ?? '').toLowerCase();
  if (authority === '' && tail === '') flaws.add('empty');
  else if (bracketed === undefined ? !isHostName(host) : isIP(bracketed) !== 6) flaws.add('invalid-host');
  const port = portText === undefined || portText === '' ? undefined : Number(/^\d{1,5}$/.test(portText) ? portText : Number.NaN);
  const validPort = port === undefined || (port >= 1 && port <= 65_535);
  if (!validPort) flaws.add('invalid-port');
  return { given, flaws: [...flaws], scheme, host, port: validPort ? port : undefined, path };
}

function clean(text: string, flaws: Set<Flaw>): string {
  let cleaned = text;
  if (/^\s|\s$/u.test(cleaned)) flaws.add('blank');
  cleaned = cleaned.trim();
  const seen = cleaned.replaceAll(invisible, '');
  if (seen !== cleaned) flaws.add('invisible-characters');
  const bare = seen.trim().replaceAll(quotes, '').trim();
  if (bare !== seen) flaws.add(bare === seen.trim() ? 'blank' : 'quoted');
  // U+FF01 to U+FF5E are the printable ASCII characters at full width; U+3002 is the full stop of an input method.
  const narrow = bare.replaceAll(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replaceAll('。', '.');
  if (narrow !== bare) flaws.add('full-width');
  return narrow;
}

function readScheme(text: string, flaws: Set<Flaw>): { readonly scheme: 'https' | 'http' | undefined; readonly rest: string } {
  const [, run = '', rest = text] = /^((?:https?(?::[/\\]*|[/\\]{2,}))*)(.*)$/is.exec(text) ?? [];
  const written = run.match(/https?(?::[/\\]*|[/\\]{2,})/gi) ?? [];
  if (written.length === 0) {
    const other = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(text);
    if (other === null) return { scheme: undefined, rest: text.replace(/^[/\\]+/, '') };
    flaws.add('unknown-scheme');
    return { scheme: undefined, rest: other[2] ?? '' };
  }
  if (written.length > 1) flaws.add('doubled-scheme');
  else if (!written[0]?.endsWith('://') || /:[/\\]{3,}$/.test(written[0])) flaws.add('malformed-scheme');
  return { scheme: /^https/i.test(written.at(-1) ?? '') ? 'https' : 'http', rest };
}
