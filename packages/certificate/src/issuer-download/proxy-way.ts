import { isIP } from 'node:net';
import { optional, type Request, type Route } from '@culprit/core';
import { isPrivateName, proxyTunnel, type LentSocket, type ProxyTunnel } from '@culprit/network';
import { mayContact, type AddressScope } from './reach.ts';
import type { DownloadFailure } from './download-bytes.ts';

/** What a certificate points at, and the way of the target that showed it. */
export type PointedAt = { readonly url: string; readonly reach: AddressScope; /** Of the target, where it is reached by a proxy. */ readonly route?: Pick<Route, 'proxy' | 'proxyCredential'> };

export type ProxyNeeds = { readonly tunnel?: Request<ProxyTunnel | undefined, LentSocket> };

/** The way through a proxy to the host of a plain HTTP URL; none where no proxy is used, or where it would lead into a private network. */
export function proxyNeeds({ url, reach, route }: PointedAt): ProxyNeeds {
  if (route === undefined || !mayAsk(url, reach)) return {};
  const { hostname, port } = new URL(url);
  const given = Object.keys(route).length === 0 ? {} : { route };
  return { tunnel: optional(proxyTunnel.of({ host: bare(hostname), port: port === '' ? 80 : Number(port), scheme: 'http', ...given })) };
}

/** How the download goes then: through the tunnel, directly, or not at all. */
export function proxyWay({ url, reach, route }: PointedAt, tunnel: ProxyTunnel | undefined, open: () => Promise<LentSocket | undefined>): DownloadFailure | { readonly outcome: 'open'; readonly tunnel?: () => Promise<LentSocket | undefined> } {
  if (route === undefined || tunnel?.outcome === 'direct') return { outcome: 'open' };
  if (!mayAsk(url, reach)) return { outcome: 'denied', code: 'address' };
  return tunnel?.outcome === 'open' ? { outcome: 'open', tunnel: open } : { outcome: 'unreachable', code: tunnel === undefined ? 'PROXY' : `PROXY_${tunnel.outcome.toUpperCase()}` };
}

/** The proxy looks names up, so that only the name tells where it leads. */
function mayAsk(url: string, reach: AddressScope): boolean {
  if (!URL.canParse(url) || !url.toLowerCase().startsWith('http:')) return false;
  const host = bare(new URL(url).hostname);
  return isIP(host) > 0 ? mayContact(host, reach) : reach !== 'public' || !isPrivateName(host);
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
