import { isIP } from 'node:net';
import type { Route } from '@culprit/core';
import { isPrivateName, type TcpConnection } from '@culprit/network';
import { scopeOf, type AddressScope } from './address-scope.ts';

/** How far a target reaches. Behind a proxy the connection tells nothing of it; a name counts as public then. */
export function reachOf(host: string, connection: TcpConnection | undefined): AddressScope {
  if (connection?.outcome === 'connected' && connection.via === undefined) return scopeOf(connection.address);
  const literal = scopeOf(host);
  return literal === 'forbidden' ? 'public' : literal;
}

/** A file reaches as far as the host that it is for; one for no host in particular came from anywhere. */
export function reachOfFile(host: string | undefined): AddressScope {
  if (host === undefined) return 'public';
  if (host === 'localhost') return 'loopback';
  return isIP(host) > 0 ? reachOf(host, undefined) : isPrivateName(host) ? 'private' : 'public';
}

/** How what a certificate points at is reached: by the target's proxy where one is used, or by the one for plain HTTP of the environment that named it. */
export function wayOut(route: Route | undefined, connection: TcpConnection | undefined): { readonly route?: Pick<Route, 'proxy' | 'proxyCredential'> } {
  if (connection?.via === undefined) return {};
  const { proxy, proxyCredential } = route ?? {};
  return { route: { ...(proxy === undefined ? {} : { proxy }), ...(proxyCredential === undefined ? {} : { proxyCredential }) } };
}
