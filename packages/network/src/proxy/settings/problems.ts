import type { Params } from '@culprit/core';
import { deviationsOf, readProxy } from '../proxy-address.ts';
import { noProxyVerdicts } from '../no-proxy-verdicts.ts';
import type { SettingSource } from './sources.ts';

/** A setting as it may be shown: an address without user-info. */
export type ShownSetting = {
  readonly source: string;
  readonly reach: SettingSource['reach'];
  /** The file or program that it was read from. */
  readonly where: string;
  readonly name: string;
} & (
  | { readonly kind: 'proxy'; readonly proxy: string }
  | { readonly kind: 'proxy'; readonly invalid: string }
  | { readonly kind: 'no-proxy'; readonly value: string }
  /** Without user-info and query. */
  | { readonly kind: 'pac'; readonly url: string }
);

/** Something wrong with the settings, or between them; the params are those of its text. */
export type SettingProblem = { readonly problem: ProblemKind; readonly params: Params };

type ProblemKind =
  | 'invalid' | 'scheme-missing' | 'port-missing' | 'path' | 'socks-ambiguous' | 'socks4' | 'not-encoded'
  | 'case-conflict' | 'http-only' | 'all-proxy-only' | 'upper-case-only' | 'loopback-proxied'
  | 'differs' | 'system-only' | 'pac-only';

type Environment = { readonly [name: string]: string | undefined };

const valueOf = (environment: Environment, name: string): string | undefined => {
  const value = environment[name];
  return value === undefined || value.trim() === '' ? undefined : value;
};
const either = (environment: Environment, name: string): string | undefined => valueOf(environment, name) ?? valueOf(environment, name.toUpperCase());

/** Pure: what clients will trip over in the proxy variables. No value is shown but an address without its user-info. */
export function environmentProblems(environment: Environment, platform: NodeJS.Platform = process.platform): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  const add = (problem: ProblemKind, params: Params): void => void problems.push({ problem, params });
  for (const lower of ['http_proxy', 'https_proxy', 'all_proxy']) {
    const upper = lower.toUpperCase();
    for (const name of [lower, upper]) {
      const value = valueOf(environment, name);
      // Windows has one variable under both names.
      if (value !== undefined && !(name === upper && valueOf(environment, lower) === value)) problems.push(...valueProblems(name, value));
    }
    const [one, other] = [valueOf(environment, lower), valueOf(environment, upper)];
    if (one !== undefined && other !== undefined && one.trim() !== other.trim()) add('case-conflict', { name: lower, other: upper });
  }
  const [http, https, all] = ['http_proxy', 'https_proxy', 'all_proxy'].map((name) => either(environment, name));
  if (http !== undefined && https === undefined && all === undefined) add('http-only', { name: valueOf(environment, 'http_proxy') === undefined ? 'HTTP_PROXY' : 'http_proxy' });
  if (http === undefined && https === undefined && all !== undefined) add('all-proxy-only', {});
  if (platform !== 'win32' && valueOf(environment, 'HTTP_PROXY') !== undefined && valueOf(environment, 'http_proxy') === undefined) add('upper-case-only', {});
  const exempt = { no_proxy: environment['no_proxy'], NO_PROXY: environment['NO_PROXY'] };
  const unexempt = (host: string) => noProxyVerdicts(host, 443, exempt).filter(({ exempt: direct, because }) => direct === false && because !== 'upper-case');
  const proxied = ['localhost', '127.0.0.1'].filter((host) => unexempt(host).length > 0);
  if ((http ?? https ?? all) !== undefined && proxied.length > 0) {
    const clients = unexempt(proxied[0] ?? '').map(({ client }) => client).join(', ');
    add('loopback-proxied', { hosts: proxied.join(', '), clients, suggested: [...new Set([(exempt.no_proxy ?? exempt.NO_PROXY ?? '').trim(), 'localhost', '127.0.0.1', '::1'])].filter((entry) => entry !== '').join(',').slice(0, 300) });
  }
  return problems;
}

/** What is wrong with one address, wherever it stands. */
function valueProblems(name: string, value: string): readonly SettingProblem[] {
  const read = readProxy(value);
  if ('reason' in read) return [{ problem: 'invalid', params: { name, reason: read.reason, suggested: read.suggested ?? 'scheme://host:port' } }];
  return deviationsOf(value).map((problem) => ({ problem, params: { name, proxy: read.url } }));
}

/** Pure: what contradicts the environment, or stands where command-line programs do not look. */
export function sourceProblems(settings: readonly ShownSetting[], environment: Environment): readonly SettingProblem[] {
  const setting = either(environment, 'https_proxy') ?? either(environment, 'all_proxy') ?? either(environment, 'http_proxy');
  const read = setting === undefined ? undefined : readProxy(setting);
  const own = read !== undefined && 'url' in read ? read.url : undefined;
  const problems: SettingProblem[] = [];
  const seen = new Set<string>();
  for (const shown of settings) {
    const { source, where, name } = shown;
    const common = { source, where, name };
    const once = (problem: ProblemKind, params: Params): void => {
      if (seen.has(`${source} ${problem}`)) return;
      seen.add(`${source} ${problem}`);
      problems.push({ problem, params: { ...common, ...params } });
    };
    if (shown.kind === 'proxy' && 'invalid' in shown) once('invalid', { name: `${name} (${where})`, reason: shown.invalid, suggested: 'scheme://host:port' });
    else if (shown.kind === 'proxy' && own !== undefined && shown.proxy !== own) once('differs', { proxy: shown.proxy, own });
    else if (shown.kind === 'proxy' && setting === undefined && shown.reach !== 'program') once('system-only', { proxy: shown.proxy });
    else if (shown.kind === 'pac' && setting === undefined) once('pac-only', { url: shown.url });
  }
  return problems;
}
