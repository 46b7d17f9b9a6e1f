import { isLoopbackAddress } from '../dns/name-scope.ts';
import { isExempt } from './no-proxy.ts';
import { readProxy, type ProxyScheme } from './proxy-address.ts';

export type ProxySelection =
  | { readonly outcome: 'direct'; readonly because: 'no-variable' | 'no-proxy' | 'loopback' | 'route' }
  /** `from`: the variable that says so, or `route.proxy`. */
  | { readonly outcome: 'proxied'; readonly proxy: string; readonly from: string; readonly scheme: ProxyScheme }
  | { readonly outcome: 'invalid'; readonly from: string; readonly reason: 'unreadable' | 'scheme-unsupported'; readonly scheme: string };

export type Destination = { readonly host: string; readonly port: number; readonly scheme?: 'http'; /** `Route.proxy` */ readonly proxy?: string | undefined };

/** What a proxy of the route is said to come from: its place in a target. */
export const fromRoute = 'route.proxy';

type Environment = { readonly [name: string]: string | undefined };

/**
 * The proxy that a client on this machine would use, as curl and Go choose it: the variable of the scheme, then
 * ALL_PROXY, lower case first, unless NO_PROXY exempts the host. Where nobody says what will be spoken, port 80 is taken
 * for plain HTTP and every other for HTTPS. Loopback never goes through a proxy of the environment.
 */
export function selectProxy({ host, port, scheme, proxy }: Destination, environment: Environment = process.env): ProxySelection {
  if (proxy === 'direct') return { outcome: 'direct', because: 'route' };
  if (proxy !== undefined) return chosen(proxy, fromRoute);
  const found = proxyVariable(scheme === 'http' || port === 80, environment);
  if (found === undefined) return { outcome: 'direct', because: 'no-variable' };
  if (host === 'localhost' || host.endsWith('.localhost') || isLoopbackAddress(host)) return { outcome: 'direct', because: 'loopback' };
  const exempt = valueOf('no_proxy', environment);
  if (exempt !== undefined && isExempt(exempt.value, host, port)) return { outcome: 'direct', because: 'no-proxy' };
  return chosen(found.value, found.name);
}

/** The setting itself, with its user-info: for whoever presents it to the proxy, and for nobody else. */
export function proxySettingFrom(from: string, route: { readonly proxy?: string | undefined }, environment: Environment = process.env): string {
  return (from === fromRoute ? route.proxy : environment[from]) ?? '';
}

function chosen(setting: string, from: string): ProxySelection {
  const read = readProxy(setting);
  return 'reason' in read ? { outcome: 'invalid', from, ...read } : { outcome: 'proxied', proxy: read.url, from, scheme: read.scheme };
}

const proxyVariable = (plain: boolean, environment: Environment): { readonly name: string; readonly value: string } | undefined =>
  valueOf(plain ? 'http_proxy' : 'https_proxy', environment) ?? valueOf('all_proxy', environment);

function valueOf(name: string, environment: Environment): { readonly name: string; readonly value: string } | undefined {
  for (const spelling of [name, name.toUpperCase()]) {
    const value = environment[spelling]?.trim();
    if (value !== undefined && value !== '') return { name: spelling, value };
  }
  return undefined;
}
