import type { Suspicion } from '@culprit/core';
import { httpResource } from '../targets/http-resource.ts';

/** Whether a host is the word that begins a URL: `https://https://…` asks for a host called "https". */
export const isSchemeName = (host: string): boolean => ['http', 'https', 'ftp', 'ws', 'wss', 'tos', 's3'].includes(host);

/** The URL behind the first scheme. `https://https://a.example/x` is read as host `https`, path `//a.example/x`. */
export function meantUrl(suspicion: Pick<Suspicion, 'related'>): string | undefined {
  const url = suspicion.related(httpResource)?.url;
  if (url === undefined) return undefined;
  const { hostname, pathname, search } = new URL(url);
  const rest = /^\/+([^/].*)$/.exec(pathname)?.[1];
  if (rest === undefined || !isSchemeName(hostname)) return undefined;
  const scheme = hostname === 'http' ? 'http' : 'https';
  const meant = URL.parse(`${scheme}://${rest}${search}`);
  return meant === null || meant.username !== '' ? undefined : meant.href;
}
