import { ToolError, type Given, type ImpliedTarget, type Route } from '@culprit/core';
import { httpResource } from '@culprit/network';

/** A base URL and the way to it: what the targets of this plugin have in common. */
export type Based = { readonly baseUrl: string; readonly route?: Route };

/** Reads `https://…`, `http://…`, `host` and `host/path`; the URL has no query and no slash at its end. */
export function readBaseUrl(text: string): string {
  const url = text !== '' && (URL.canParse(text) || !text.includes('://')) ? httpResource.read(text.includes('://') ? text : `https://${text}`, {})?.url : undefined;
  if (url === undefined || new URL(url).search !== '') {
    throw new ToolError('TARGET_INVALID', {
      en: 'A base URL begins with https:// (or http:// on this machine), and has no query.',
      'zh-CN': '基础网址须以 https:// 开头（本机可用 http://），且不带查询参数。',
    });
  }
  return url.replace(/\/+$/, '');
}

/** `scheme://rest?name=value`, with `base` in place of the rest where the URL is not https. */
export function readSchemed(text: string, scheme: string): { readonly rest: string; readonly asked: URLSearchParams } | undefined {
  const [, rest = '', query = ''] = new RegExp(`^${scheme}://([^?#]*)\\??([^#]*)$`, 'i').exec(text) ?? [];
  return text.toLowerCase().startsWith(`${scheme}://`) ? { rest, asked: new URLSearchParams(query) } : undefined;
}

/** A path below a base URL. */
export const below = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}${path}`;

/** The host and port of a base URL: what causes are grouped by. */
export const endpointOf = ({ baseUrl }: Based): string => httpResource.endpoint({ url: baseUrl });

/** The connection that a base URL rests on. */
export const connectionOf = ({ baseUrl, route }: Based): readonly ImpliedTarget[] => httpResource.implies({ url: baseUrl, ...(route === undefined ? {} : { route }) });

/** The way that a person gave, as a member. */
export const routeOf = ({ route }: Given): { readonly route?: Route } => (route === undefined ? {} : { route });

/** A part of a URL as it was meant; as it stands where its percent signs mean nothing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
