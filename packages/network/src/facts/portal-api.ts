import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { shownUrl } from '../http/shown-url.ts';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange } from './http-exchange.ts';
import { tlsHandshake, type TlsHandshake } from './tls-handshake.ts';

/** Where to ask, and a PEM file of authorities to trust beside the usual ones. */
export type PortalApiInput = { readonly url: string; readonly ca?: string };

/** What a captive portal API says (RFC 8908 §5). `untrusted`: its certificate does not hold, so that it says nothing. */
export type PortalApi =
  | { readonly outcome: 'captive' | 'open'; readonly portal?: string }
  | { readonly outcome: 'unreachable' | 'untrusted' | 'unreadable' };

/** Asks the API that a network announces whether it lets this machine through. */
export const portalApi: Fact<PortalApiInput, PortalApi, never> = defineFact<PortalApiInput, PortalApi, Record<never, never>, never>({
  id: 'network/portal-api',
  patienceMs: 8_000,
  thirdParties: ({ url }) => {
    const { host, port } = originOf(url);
    return [hostPort(host, port)];
  },
  gather: async ({ input: { url, ca }, ask }: GatherContext<PortalApiInput, Record<never, never>, never>): Promise<PortalApi> => {
    const { host, port } = originOf(url);
    const route = { proxy: 'direct', ...(ca === undefined ? {} : { ca }) };
    const handshake = await ask(tlsHandshake.of({ host, port, route }));
    if (handshake?.outcome !== 'completed') return { outcome: 'unreachable' };
    if (!isFor(host, handshake)) return { outcome: 'untrusted' };
    const exchange = await ask(httpExchange.of({ url, route, headers: { Accept: 'application/captive+json' } }));
    return exchange?.outcome === 'answered' && exchange.status === 200 ? readApi(exchange.body.text) : { outcome: 'unreachable' };
  },
  exhibit: (value) => value,
});

function isFor(host: string, handshake: Extract<TlsHandshake, { readonly outcome: 'completed' }>): boolean {
  const [sent] = handshake.chain;
  if (!handshake.authorized || sent === undefined) return false;
  const leaf = new X509Certificate(Buffer.from(sent, 'base64'));
  return (isIP(host) > 0 ? leaf.checkIP(host) : leaf.checkHost(host)) !== undefined;
}

/** Pure: `captive` must be there; the address of the portal need not (RFC 8908 §5). */
export function readApi(text: string): PortalApi {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { outcome: 'unreadable' };
  }
  const { captive, 'user-portal-url': portal } = typeof read === 'object' && read !== null ? Object.fromEntries(Object.entries(read)) : {};
  if (typeof captive !== 'boolean') return { outcome: 'unreadable' };
  return { outcome: captive ? 'captive' : 'open', ...(typeof portal === 'string' && URL.canParse(portal) ? { portal: shownUrl(portal) } : {}) };
}
