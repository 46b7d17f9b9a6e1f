import { isLoopbackAddress } from '../dns/name-scope.ts';
import { isExempt } from './no-proxy.ts';
import { readProxy, repairProxySetting, type InvalidProxy, type ProxyScheme } from './proxy-address.ts';

export type ProxySelection =
  | { readonly outcome: 'direct'; readonly because: 'no-variable' | 'no-proxy' | 'loopback' | 'route' }
  /** `from`: the variable that says so, or `route.proxy`. */
  | { readonly outcome: 'proxied'; readonly proxy: string; readonly from: string; readonly scheme: ProxyScheme }
  | { readonly outcome: 'invalid'; readonly from: string } & InvalidProxy;

/**
 * An experiment with the settings as they stand. `repaired`: read as they were meant. `other-spelling`: HTTPS_PROXY where
 * https_proxy counts, and the other way round. `http-variable`: HTTP_PROXY for everything.
 */
export type SettingVariant = 'repaired' | 'other-spelling' | 'http-variable';

export type Destination = {
  readonly host: string; readonly port: number; readonly scheme?: 'http'; /** `Route.proxy` */ readonly proxy?: string | undefined; readonly variant?: SettingVariant | undefined;
};

/** What a proxy of the route is said to come from: its place in a target. */
export const fromRoute = 'route.proxy';

type Environment = { readonly [name: string]: string | undefined };

/**
 * The proxy that a client on this machine would use, as curl and Go choose it: the variable of the scheme, then
 * ALL_PROXY, lower case first, unless NO_PROXY exempts the host. Where nobody says what will be spoken, port 80 is taken
 * for plain HTTP and every other for HTTPS. Loopback never goes through a proxy of the environment.
 */
export function selectProxy({ host, port, scheme, proxy, variant }: Destination, environment: Environment = process.env): ProxySelection {
  if (proxy === 'direct') return { outcome: 'direct', because: 'route' };
  if (proxy !== undefined) return chosen(proxy, fromRoute, variant);
  const counts = proxyVariable(scheme === 'http' || port === 80 || variant === 'http-variable', environment);
  const found = variant === 'other-spelling' && counts !== undefined ? named(otherSpelling(counts.name), environment) : counts;
  if (found === undefined) return { outcome: 'direct', because: 'no-variable' };
  if (host === 'localhost' || host.endsWith('.localhost') || isLoopbackAddress(host)) return { outcome: 'direct', because: 'loopback' };
  const exempt = valueOf('no_proxy', environment);
  if (exempt !== undefined && isExempt(exempt.value, host, port)) return { outcome: 'direct', because: 'no-proxy' };
  return chosen(found.value, found.name, variant);
}

/** The setting itself, with its user-info: for whoever presents it to the proxy, and for nobody else. */
export function proxySettingFrom(from: string, { proxy, variant }: Pick<Destination, 'proxy' | 'variant'>, environment: Environment = process.env): string {
  const setting = (from === fromRoute ? proxy : environment[from]) ?? '';
  return variant === 'repaired' ? repairProxySetting(setting) ?? setting : setting;
}

function chosen(setting: string, from: string, variant: SettingVariant | undefined): ProxySelection {
  const read = readProxy(variant === 'repaired' ? repairProxySetting(setting) ?? setting : setting);
  return 'reason' in read ? { outcome: 'invalid', from, ...read } : { outcome: 'proxied', proxy: read.url, from, scheme: read.scheme };
}

const proxyVariable = (plain: boolean, environment: Environment): { readonly name: string; readonly value: string } | undefined =>
  valueOf(plain ? 'http_proxy' : 'https_proxy', environment) ?? valueOf('all_proxy', environment);

const otherSpelling = (name: string): string => (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase());

const valueOf = (name: string, environment: Environment): { readonly name: string; readonly value: string } | undefined =>
  named(name, environment) ?? named(name.toUpperCase(), environment);

function named(name: string, environment: Environment): { readonly name: string; readonly value: string } | undefined {
  const value = environment[name];
  return value === undefined || value.trim() === '' ? undefined : { name, value };
}
