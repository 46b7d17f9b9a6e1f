import { isIP } from 'node:net';
import type { Route } from '@culprit/core';
import { isPrivateName, reachedAddress, specialPurpose, type SpecialPurpose, type TcpConnection } from '@culprit/network';

/** How far an address reaches. `forbidden`: what no certificate may point at, as link-local addresses and the metadata services of clouds. */
export type AddressScope = 'loopback' | 'private' | 'public' | 'forbidden';

const scopes: { readonly [P in SpecialPurpose]?: AddressScope } = { loopback: 'loopback', 'private-use': 'private', shared: 'private', benchmarking: 'private', 'unique-local': 'private' };

/** The metadata of Alibaba Cloud and AWS. */
const metadata: ReadonlySet<string> = new Set(['100.100.100.200', 'fd00:ec2::254']);

export function scopeOf(address: string): AddressScope {
  const reached = reachedAddress(address);
  if (reached === undefined || metadata.has(reached)) return 'forbidden';
  const purpose = specialPurpose(reached);
  return purpose === undefined ? 'public' : scopes[purpose] ?? 'forbidden';
}

/** Whether an address may be contacted on the word of a certificate of a target with that reach. */
export function mayContact(address: string, target: AddressScope): boolean {
  const scope = scopeOf(address);
  if (scope === 'loopback') return target === 'loopback';
  return scope === 'public' || (scope === 'private' && (target === 'private' || target === 'loopback'));
}

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
