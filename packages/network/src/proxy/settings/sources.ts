import { parseAssignments, type Assignment } from '../../environment/assignments.ts';
import { programFiles } from '../../environment/program-settings.ts';
import { parseFirefoxPrefs } from './firefox-prefs.ts';
import { parseChromePolicy, parseDockerJson } from './json-settings.ts';
import { settingsOf, type RawSetting, type SettingKind } from './raw-setting.ts';
import { parseGsettings, parseRegistry, parseScutil, parseWinhttp } from './system-settings.ts';

/** Where a program or a system keeps proxy settings beside the environment. */
export type SettingSource = {
  readonly source: string;
  /** `program`: it goes by these settings in place of the environment's. `system`: browsers follow them, command-line programs do not. */
  readonly reach: 'program' | 'environment' | 'system' | 'browser';
  readonly read: (text: string) => readonly RawSetting[];
} & (
  /** As in `program-settings.ts`. */
  | { readonly files: readonly string[] }
  | { readonly command: readonly [program: string, ...args: readonly string[]]; readonly platform: NodeJS.Platform }
);

const variables: { readonly [name: string]: SettingKind } = { http_proxy: 'proxy', https_proxy: 'proxy', all_proxy: 'proxy', no_proxy: 'no-proxy' };

const assigned = (kinds: { readonly [name: string]: SettingKind }, where: (assignment: Assignment) => boolean = () => true, parse: (text: string) => readonly Assignment[] = parseAssignments) => (text: string): readonly RawSetting[] =>
  settingsOf(kinds, parse(text).filter(where).map(({ key, value }) => [key, value]));

/** A program that goes by its own files in place of the environment. */
const program = (source: keyof typeof programFiles, kinds: { readonly [name: string]: SettingKind }, where?: (assignment: Assignment) => boolean): SettingSource =>
  ({ source, reach: 'program', files: programFiles[source].files, read: assigned(kinds, where, programFiles[source].parse) });

/** KDE's kioslaverc: ProxyType 1 by hand, 2 by PAC; an address is written `http://host 3128`. */
const kde = (text: string): readonly RawSetting[] => {
  const values = parseAssignments(text).filter(({ section }) => section === 'proxy settings');
  const type = values.find(({ key }) => key === 'proxytype')?.value;
  const wanted = type === '1' ? { httpproxy: 'proxy', httpsproxy: 'proxy', socksproxy: 'proxy', noproxyfor: 'no-proxy' } as const : type === '2' ? { 'proxy config script': 'pac' } as const : {};
  return settingsOf(wanted, values.map(({ key, value }) => [key, key.endsWith('proxy') ? value.replace(/^socks:/, 'socks5:').replace(/ (\d+)$/, ':$1') : value]));
};

export const settingSources: readonly SettingSource[] = [
  program('npm', { proxy: 'proxy', 'https-proxy': 'proxy', 'http-proxy': 'proxy', noproxy: 'no-proxy' }),
  program('git', { proxy: 'proxy' }, ({ section }) => /^https?(?:\.|$)/.test(section)),
  program('pip', { proxy: 'proxy' }),
  program('curl', { proxy: 'proxy', x: 'proxy', noproxy: 'no-proxy' }),
  program('wget', variables),
  { source: 'docker (client)', reach: 'program', files: ['~/.docker/config.json'], read: parseDockerJson },
  { source: 'docker (daemon)', reach: 'program', files: ['/etc/docker/daemon.json'], read: parseDockerJson },
  { source: 'docker (systemd)', reach: 'program', files: ['/etc/systemd/system/docker.service.d/*.conf'], read: assigned(variables, ({ section }) => section === 'service') },
  { source: '/etc/environment', reach: 'environment', files: ['/etc/environment'], read: assigned(variables) },
  {
    source: 'apt', reach: 'program', platform: 'linux', command: ['apt-config', 'dump', 'Acquire'],
    read: (text) => settingsOf({ http: 'proxy', https: 'proxy' }, [...text.slice(0, 65_536).matchAll(/^Acquire::(https?)::Proxy "([^"]*)";/gm)].map((match) => [match[1] ?? '', match[2] === 'DIRECT' ? '' : match[2] ?? ''])),
  },
  { source: 'KDE', reach: 'system', files: ['~/.config/kioslaverc'], read: kde },
  { source: 'GNOME', reach: 'system', platform: 'linux', command: ['gsettings', 'list-recursively', 'org.gnome.system.proxy'], read: parseGsettings },
  { source: 'macOS', reach: 'system', platform: 'darwin', command: ['scutil', '--proxy'], read: parseScutil },
  { source: 'Windows', reach: 'system', platform: 'win32', command: ['reg', 'query', String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`], read: parseRegistry },
  { source: 'WinHTTP', reach: 'system', platform: 'win32', command: ['netsh', 'winhttp', 'show', 'proxy'], read: parseWinhttp },
  { source: 'Firefox', reach: 'browser', files: ['~/.mozilla/firefox/*/prefs.js', '~/snap/firefox/common/.mozilla/firefox/*/prefs.js', '~/Library/Application Support/Firefox/Profiles/*/prefs.js', '~/AppData/Roaming/Mozilla/Firefox/Profiles/*/prefs.js'], read: parseFirefoxPrefs },
  { source: 'Chrome (policy)', reach: 'browser', files: ['/etc/opt/chrome/policies/managed/*.json', '/etc/chromium/policies/managed/*.json'], read: parseChromePolicy },
];
