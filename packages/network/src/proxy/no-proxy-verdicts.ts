import { isIP, SocketAddress } from 'node:net';
import { isLoopbackAddress } from '../dns/name-scope.ts';
import { inBlock } from './no-proxy.ts';
import { noProxyClients, type NoProxyRules } from './no-proxy-clients.ts';

/**
 * What a client does not understand of an entry that means the host. `malformed`: nobody reads it: a URL, a path, quotes,
 * an address with `*`. `parent-only`: the client takes `.example.com` for the names below it alone.
 */
export type NoProxyLack =
  | 'everything' | 'separator' | 'cidr' | 'range' | 'port' | 'brackets' | 'no-brackets' | 'star' | 'parent-only' | 'exact-only' | 'upper-case' | 'malformed';

/** Whether a client goes directly to a host, and by what. */
export type NoProxyVerdict = {
  readonly client: string;
  /** `undefined`: it reads no proxy variable. */
  readonly exempt: boolean | undefined;
  readonly because: 'entry' | 'loopback' | 'no-entry' | 'reads-no-variable' | NoProxyLack;
  /** The entry that exempts the host, or would have been meant to; at most 100 characters. */
  readonly entry?: string;
};

/** Whether a verdict comes of something that the client does not understand. */
export const isLack = (because: NoProxyVerdict['because']): because is NoProxyLack =>
  because !== 'entry' && because !== 'loopback' && because !== 'no-entry' && because !== 'reads-no-variable';

export type NoProxyVariables = { readonly no_proxy?: string | undefined; readonly NO_PROXY?: string | undefined };

type Destination = { readonly host: string; readonly port: number; readonly explicitPort: boolean };

/** Pure: what each client does with a host under NO_PROXY. `plain`: plain HTTP, whose usual port is 80. */
export function noProxyVerdicts(host: string, port: number, variables: NoProxyVariables, plain: boolean = port === 80): readonly NoProxyVerdict[] {
  const to = { host: host.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, ''), port, explicitPort: port !== (plain ? 80 : 443) };
  return noProxyClients.map((rules) => ({ client: rules.client, ...verdictOf(rules, to, variables) }));
}

function verdictOf(rules: NoProxyRules, to: Destination, variables: NoProxyVariables): Omit<NoProxyVerdict, 'client'> {
  if (rules.reads.length === 0) return { exempt: undefined, because: 'reads-no-variable' };
  if (rules.loopback && (to.host === 'localhost' || isLoopbackAddress(to.host))) return { exempt: true, because: 'loopback' };
  const read = rules.reads.find((name) => (variables[name] ?? '') !== '');
  const value = (read === undefined ? variables.NO_PROXY : variables[read]) ?? '';
  const found = search(rules, to, value);
  if (found === undefined) return { exempt: false, because: 'no-entry' };
  const entry = { entry: found.entry.slice(0, 100) };
  if (read === undefined) return { exempt: false, because: 'upper-case', ...entry };
  return found.verdict === 'matches' ? { exempt: true, because: 'entry', ...entry } : { exempt: false, because: found.verdict, ...entry };
}

type Found = { readonly entry: string; readonly verdict: 'matches' | NoProxyLack };

function search(rules: NoProxyRules, to: Destination, value: string): Found | undefined {
  const entries = value.split(rules.separator, 1_000).map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== '');
  let lacking: Found | undefined;
  for (const entry of entries) {
    const parts = entry.split(/[\s;|]+/).filter((part) => part !== '');
    const verdict = parts.length > 1 ? (parts.some((part) => judgeEntry(part, to, rules, false) !== undefined) ? 'separator' : undefined) : judgeEntry(entry, to, rules, entries.length === 1);
    if (verdict === 'matches') return { entry, verdict };
    if (verdict !== undefined) lacking ??= { entry, verdict };
  }
  return lacking;
}

/** `undefined`: the entry does not mean this host under anybody's rules. */
function judgeEntry(entry: string, to: Destination, rules: NoProxyRules, alone: boolean): Found['verdict'] | undefined {
  if (entry === '*') return rules.everything === 'entry' || (alone && rules.everything === 'alone') ? 'matches' : 'everything';
  const url = /^(?:[a-z][a-z0-9+.-]*:\/\/|["'])|["']$|\/$|\/[a-z]/.test(entry);
  if (url) return judgeEntry(entry.replace(/^[a-z][a-z0-9+.-]*:\/\/|["']/g, '').replace(/\/(?!\d+$).*$/, ''), to, rules, false) === undefined ? undefined : 'malformed';
  if (entry.includes('/')) {
    if (!inBlock(entry, to.host)) return undefined;
    return rules.cidr === 'both' || (rules.cidr === 'ipv4' && isIP(to.host) === 4) ? 'matches' : 'cidr';
  }
  const [from = '', until = ''] = entry.split('-', 2);
  if (isIP(from) === 4 && isIP(until) === 4) return isIP(to.host) === 4 && number(from) <= number(to.host) && number(to.host) <= number(until) ? (rules.ranges ? 'matches' : 'range') : undefined;
  const bare = isIP(entry) === 6 ? undefined : /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry);
  const name = bare?.[1] ?? entry;
  if (bare !== null && bare !== undefined && Number(bare[2]) !== to.port) return undefined;
  const verdict = isIP(to.host) > 0 ? judgeAddress(name, to.host, rules, bare?.[2] !== undefined) : judgeName(name, to.host, rules);
  if (verdict !== 'matches' || bare === null || bare === undefined) return verdict;
  return rules.ports === 'any' || (rules.ports === 'explicit' && to.explicitPort) ? 'matches' : 'port';
}

function judgeAddress(name: string, host: string, rules: NoProxyRules, withPort: boolean): Found['verdict'] | undefined {
  if (isIP(host) === 4) return name === host ? 'matches' : /^\d+(?:\.(?:\d+|\*))*\.\*$/.test(name) && host.startsWith(name.slice(0, name.indexOf('*'))) ? 'malformed' : undefined;
  const address = name.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 6 || canonical(address) !== canonical(host)) return undefined;
  const bracketed = name.startsWith('[');
  // With a port, brackets are the only way to write it.
  if (withPort || bracketed === (rules.ipv6 === 'bracketed')) return 'matches';
  return bracketed ? 'no-brackets' : 'brackets';
}

function judgeName(name: string, host: string, rules: NoProxyRules): Found['verdict'] | undefined {
  const base = name.replace(/^(?:\*?\.)/, '').replace(/\.$/, '');
  const same = host === base;
  if (base === '' || (!same && !host.endsWith(`.${base}`))) return undefined;
  if (name.endsWith('.') && !rules.rootDot) return 'malformed';
  if (name.startsWith('*.')) return rules.starred === 'unknown' ? (same ? undefined : 'star') : same && rules.starred === 'subdomains' ? undefined : 'matches';
  if (name.startsWith('.')) return same && rules.dotted === 'subdomains' ? 'parent-only' : 'matches';
  return same || rules.bare === 'domain' ? 'matches' : 'exact-only';
}

const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const canonical = (address: string): string => new SocketAddress({ address, family: 'ipv6' }).address;
