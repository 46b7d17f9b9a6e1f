import { isIP } from 'node:net';
import { optional, type Request, type Suspicion } from '@culprit/core';
import { httpExchange, httpResource, type HttpExchange } from '@culprit/network';
import { preloadedSuffix, readHstsPolicy } from './read-policy.ts';

/** The answer that the target was asked for anyway; nothing where it is no resource. */
export function lockInControls(suspicion: Suspicion): { readonly exchange?: Request<HttpExchange | undefined> } {
  const resource = suspicion.related(httpResource);
  if (resource === undefined || !resource.url.startsWith('https:')) return {};
  const { url, method, headers, route } = resource;
  return { exchange: optional(httpExchange.of({ url, ...(method === undefined ? {} : { method }), ...(headers === undefined ? {} : { headers }), ...(route === undefined ? {} : { route }) })) };
}

/** Pure: for how many days a browser that was here before lets nobody click through (RFC 6797 §12.1); nothing where HSTS is not in force. */
export function lockIn(suspicion: Suspicion, exchange: HttpExchange | undefined): { readonly host: string; readonly lockedInDays: number } | Record<never, never> {
  const resource = suspicion.related(httpResource);
  if (resource === undefined) return {};
  const host = new URL(resource.url).hostname;
  if (isIP(host.replace(/^\[|\]$/g, '')) > 0) return {};
  const field = exchange?.outcome === 'answered' ? exchange.headers['strict-transport-security'] : undefined;
  const policy = field === undefined ? undefined : readHstsPolicy(field);
  const days = policy?.outcome === 'policy' ? Math.floor(policy.maxAgeSeconds / 86_400) : 0;
  return days > 0 || preloadedSuffix(host) !== undefined ? { host, lockedInDays: days } : {};
}
