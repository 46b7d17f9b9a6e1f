import { checkTable, type CheckCase, type CheckRow, type Conformance } from '@culprit/testkit';
import { authorityVariablesCheck } from '../../src/checks/authority-variables.ts';
import { defaultRoutesCheck } from '../../src/checks/default-routes.ts';
import { hostSystemCheck } from '../../src/checks/host-system.ts';
import { hostsOverridesCheck } from '../../src/checks/hosts-overrides.ts';
import { machineClock } from '../../src/checks/machine-clock.ts';
import { mirrorSettingsCheck } from '../../src/checks/mirror-settings.ts';
import { nodeSwitchesCheck } from '../../src/checks/node-switches.ts';
import { proxySettingsCheck } from '../../src/checks/proxy-settings.ts';
import { variableNamesCheck } from '../../src/checks/variable-names.ts';
import { verificationSettingsCheck } from '../../src/checks/verification-settings.ts';
import type { MirrorState } from '../../src/environment/mirror-url.ts';
import type { AuthorityFile } from '../../src/facts/authority-files.ts';
import type { ClockComparison } from '../../src/facts/clock-comparison.ts';
import type { HostSystem } from '../../src/facts/host-system.ts';
import type { LocalNetwork } from '../../src/facts/local-network.ts';
import type { ResolverSettings } from '../../src/facts/resolver-settings.ts';
import { environmentProblems, sourceProblems } from '../../src/proxy/settings/problems.ts';

const file = (state: AuthorityFile['state'], more: Partial<AuthorityFile> = {}): AuthorityFile =>
  ({ variable: 'SSL_CERT_FILE', reader: 'OpenSSL', path: '/etc/own.pem', relative: false, holds: 'bundle', onFailure: 'fails', state, certificates: 1, expired: 0, ...more });
const authorities = (...files: readonly AuthorityFile[]): CheckCase['facts'] => ({ authorities: { files } });
const unusable = ['missing', 'unreadable', 'empty', 'directory', 'not-a-directory', 'der', 'no-certificate', 'malformed', 'expired', 'too-large'] as const;

const network = (more: Partial<LocalNetwork> = {}): CheckCase['facts'] => ({ network: { interfaces: [{ name: 'eth0', families: [4, 6] }], ...more } satisfies LocalNetwork });
const system = (more: Partial<HostSystem> = {}): CheckCase['facts'] => ({ system: { platform: 'linux', wsl: false, authorities: '/etc/ssl/cert.pem', openFiles: 1_024, ...more } satisfies HostSystem });
const hosts = (...names: readonly string[]): CheckCase['facts'] => ({
  settings: { nameServers: [], servers: [], search: [], ndots: 1, timeoutSeconds: 5, attempts: 2, hosts: names.map((name, index) => ({ address: '192.0.2.1', name, line: index + 2 })), hostsTotal: names.length, hostsFile: '/etc/hosts', problems: [] } satisfies ResolverSettings,
});

const source = 'https://time.example/';
const clocks = (verdict: ClockComparison['verdict'], offsetMs: number, count: number, stepMs = 0): CheckCase['facts'] => ({
  step: { stepMs, watchedMs: 4_000 },
  clocks: { verdict, offsetMs, count, offsets: count === 0 ? [] : [{ source, own: false, offsetMs: offsetMs + 1, uncertaintyMs: 900 }, { source: 'ntp://time.example', own: false, offsetMs, uncertaintyMs: 20 }] } satisfies ClockComparison,
});
const [here, there] = ['2026-01-01 00:00 UTC', '2025-12-31 23:00 UTC'];

const mirror = (state: MirrorState, value: string): CheckCase['facts'] => ({ mirrors: { settings: [{ setting: 'PIP_INDEX_URL', program: 'pip', where: 'PIP_INDEX_URL', state, value }] } });
const about = { setting: 'PIP_INDEX_URL', program: 'pip', where: 'PIP_INDEX_URL' };
const mirrors: readonly (readonly [state: MirrorState, value: string, example: string])[] = [
  ['sound', 'https://mirror.example/simple', 'https://mirror.example/simple'], ['empty', '', 'https://host/path'], ['quoted', '"https://mirror.example"', 'https://mirror.example'],
  ['invisible-characters', 'https://mirror.example ', 'https://mirror.example'], ['no-scheme', 'mirror.example/simple', 'https://mirror.example/simple'],
  ['doubled-scheme', 'https://https://mirror.example', 'https://mirror.example'], ['unknown-scheme', 'ftp://mirror.example', 'https://mirror.example'], ['malformed', 'https://mirror.example:port/simple', 'https://host/path'],
  ['plain-http', 'http://mirror.example', 'https://mirror.example'], ['slash-unwanted', 'https://mirror.example/', 'https://mirror.example'], ['slash-wanted', 'https://mirror.example/dist', 'https://mirror.example/dist/'],
];

/** What the fact makes of an environment, so that each text is filled with the very parameters that it gets. */
const proxied = (environment: { readonly [name: string]: string }): CheckCase['facts'] => ({ settings: { settings: [], unread: [], problems: environmentProblems(environment, 'linux') } });
const desktop = { source: 'GNOME', reach: 'system', where: 'gsettings', name: 'https' } as const;
const beside = (setting: Parameters<typeof sourceProblems>[0][number], environment: { readonly [name: string]: string } = {}): CheckCase['facts'] =>
  ({ settings: { settings: [setting], unread: [], problems: sourceProblems([setting], environment) } });
const exempt = { NO_PROXY: 'localhost,127.0.0.1,::1', no_proxy: 'localhost,127.0.0.1,::1' };
const both = (value: string): { readonly [name: string]: string } => ({ http_proxy: value, https_proxy: value, HTTP_PROXY: value, HTTPS_PROXY: value, ...exempt });
const sound = 'http://proxy.example:3128';

export const checks: NonNullable<Conformance['checks']> = {
  [authorityVariablesCheck.id]: checkTable({}, [
    ['none is named', 'unset', authorities()],
    ['a bundle', 'sound', authorities(file('sound'))],
    ...unusable.map((state): CheckRow => [state, state, authorities(file(state, { code: 'EACCES' }))]),
    ['one of two is over', 'partly-expired', authorities(file('sound', { certificates: 2, expired: 1 }))],
    ['a bundle of the system keeps a few that are over', 'sound', authorities(file('sound', { certificates: 140, expired: 2 }))],
    ['a relative path', 'relative', authorities(file('sound', { relative: true, path: 'own.pem' }))],
  ]),
  [defaultRoutesCheck.id]: checkTable({}, [
    ['both ways', 'both', network({ defaultRoute4: true, defaultRoute6: true, globalIpv6: true })],
    ['IPv4 alone', 'one-family', network({ defaultRoute4: true, defaultRoute6: false })],
    ['IPv6 alone', 'one-family', network({ defaultRoute4: false, defaultRoute6: true, globalIpv6: true })],
    ['a system that does not tell', 'addressed', network()],
    ['no cable', 'no-route', network({ interfaces: [], defaultRoute4: true })],
    ['a network that leads nowhere', 'no-route', network({ defaultRoute4: false, defaultRoute6: false })],
    ['an address that leads nowhere', 'ipv6-without-route', network({ defaultRoute4: true, defaultRoute6: false, globalIpv6: true })],
  ]),
  [hostSystemCheck.id]: checkTable({}, [
    ['a machine', 'plain', system()],
    ['a container', 'contained', system({ container: 'Docker' })],
    ['WSL', 'contained', system({ wsl: true })],
    ['no bundle', 'no-authorities', { system: { platform: 'linux', wsl: false, container: 'Docker', openFiles: 1_024 } satisfies HostSystem }],
    ['another system keeps none', 'plain', { system: { platform: 'darwin', wsl: false } satisfies HostSystem }],
    ['few files', 'few-files', system({ openFiles: 255 })],
    ['as many as are needed', 'plain', system({ openFiles: 256 })],
  ]),
  [hostsOverridesCheck.id]: checkTable({}, [
    ['none', 'none', hosts()],
    ['a name of one\'s own', 'none', hosts('nas.home.arpa', 'notgithub.com')],
    ['a well-known name', 'overridden', hosts('raw.githubusercontent.com')],
  ]),
  [machineClock.id]: checkTable({}, [
    ['right', 'agrees', clocks('agrees', 5, 2), { concludes: { finding: 'agrees', params: { count: 2, offsetMs: 5, uncertaintyMs: 20 } } }],
    ['an hour ahead', 'skewed', clocks('machine', 3_600_000, 2), { concludes: { finding: 'skewed', params: { here, there, offsetSeconds: 3_600, count: 2 } } }],
    ['an hour ahead of one', 'one-source', clocks('one-source', 3_600_000, 1)],
    ['two that differ', 'disagree', clocks('disagree', 0, 1)],
    ['nobody', 'no-source', clocks('none', 0, 0)],
    ['right, and set meanwhile', 'stepped', clocks('agrees', 5, 2, -7_200_000), { concludes: [{ finding: 'agrees' }, { finding: 'stepped', params: { seconds: -7_200, watched: 4 } }] }],
    ['right, and slewed', 'agrees', clocks('agrees', 5, 2, 128)],
  ]),
  [mirrorSettingsCheck.id]: [
    ...checkTable({}, [['none is set', 'unset', { mirrors: { settings: [] } }]]),
    ...mirrors.map(([state, value, example]): CheckCase => ({ name: state, target: {}, facts: mirror(state, value), concludes: { finding: state, params: { ...about, value, example } } })),
  ],
  [nodeSwitchesCheck.id]: checkTable({}, [
    ['none', 'usual', { switches: { changed: [], weak: [], tlsKeysLogged: false } }],
    ['some', 'changed', { switches: { changed: ['--dns-result-order=ipv4first'], weak: [], tlsKeysLogged: false } }],
    ['old protocols', 'weak', { switches: { changed: ['--tls-min-v1.0'], weak: ['--tls-min-v1.0'], tlsKeysLogged: false } }],
    ['keys in a file', 'keys-logged', { switches: { changed: [], weak: [], tlsKeysLogged: true } }],
  ]),
  [proxySettingsCheck.id]: checkTable({}, [
    ['none', 'consistent', proxied({})],
    ['one for all', 'consistent', beside({ ...desktop, kind: 'proxy', proxy: sound }, both(sound))],
    ['no address', 'invalid', proxied({ ...exempt, https_proxy: 'http://' })],
    ['no scheme', 'scheme-missing', proxied({ ...exempt, https_proxy: 'proxy.example:3128' })],
    ['no port', 'port-missing', proxied({ ...exempt, https_proxy: 'http://proxy.example' })],
    ['a path', 'path', proxied({ ...exempt, https_proxy: `${sound}/x` })],
    ['SOCKS, whichever', 'socks-ambiguous', proxied({ ...exempt, https_proxy: 'socks://proxy.example:1080' })],
    ['SOCKS4', 'socks4', proxied({ ...exempt, https_proxy: 'socks4://proxy.example:1080' })],
    ['a bare @ in the password', 'not-encoded', proxied({ ...exempt, https_proxy: 'http://user:p@ss@proxy.example:3128' })],
    ['two for one', 'case-conflict', proxied({ ...exempt, https_proxy: sound, HTTPS_PROXY: 'http://other.example:3128' })],
    ['plain HTTP alone', 'http-only', proxied({ ...exempt, http_proxy: sound })],
    ['one that few read', 'all-proxy-only', proxied({ ...exempt, all_proxy: sound })],
    ['upper case that few read', 'upper-case-only', proxied({ ...exempt, HTTP_PROXY: sound, HTTPS_PROXY: sound })],
    ['this machine itself', 'loopback-proxied', proxied({ http_proxy: sound, https_proxy: sound })],
    ['a program with one of its own', 'differs', beside({ ...desktop, kind: 'proxy', proxy: 'http://other.example:3128' }, both(sound))],
    ['the desktop alone', 'system-only', beside({ ...desktop, kind: 'proxy', proxy: sound })],
    ['a PAC file alone', 'pac-only', beside({ ...desktop, kind: 'pac', url: 'http://proxy.example/proxy.pac' })],
  ]),
  [variableNamesCheck.id]: checkTable({}, [
    ['none', 'sound', { names: { files: [], misspelled: [] } }],
    ['in the environment', 'misspelled-variable', { names: { files: [], misspelled: [{ name: 'HTTPS_PROXI', intended: 'HTTPS_PROXY', where: '' }] } }],
    ['in a file', 'misspelled-in-file', { names: { files: ['.env'], misspelled: [{ name: 'HTTPS_PROXI', intended: 'HTTPS_PROXY', where: '.env:3' }] } }],
  ]),
  [verificationSettingsCheck.id]: checkTable({}, [
    ['none', 'on', { settings: { off: [] } }],
    ['npm', 'off', { settings: { off: [{ program: 'npm', setting: 'strict-ssl', where: '~/.npmrc:3' }] } }],
  ]),
};
