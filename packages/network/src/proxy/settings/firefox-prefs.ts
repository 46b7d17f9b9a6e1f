import { hostPort } from '../../targets/host-name.ts';
import { literal } from './json-settings.ts';
import { settingsOf, type RawSetting } from './raw-setting.ts';

/** Firefox's prefs.js. `network.proxy.type`: 1 by hand, 2 by a PAC file, 5 or none: the system's. */
export function parseFirefoxPrefs(text: string): readonly RawSetting[] {
  const values = new Map([...text.slice(0, 2 ** 20).matchAll(/^user_pref\("network\.proxy\.([\w.]+)", ("(?:[^"\\\n]|\\.)*"|-?\d+|true|false)\);/gm)].map((match) => [match[1] ?? '', literal(match[2] ?? '')] as const));
  const type = values.get('type');
  if (type === 2) return settingsOf({ autoconfig_url: 'pac' }, [['autoconfig_url', values.get('autoconfig_url')]]);
  if (type !== 1) return [];
  const proxies = ['http', 'ssl', 'socks'].map((name) => {
    const [host, port] = [values.get(name), values.get(`${name}_port`)];
    return [name, typeof host === 'string' && host !== '' && typeof port === 'number' && port > 0 ? `${name === 'socks' ? 'socks5' : 'http'}://${hostPort(host, port)}` : undefined] as const;
  });
  return settingsOf({ http: 'proxy', ssl: 'proxy', socks: 'proxy', no_proxies_on: 'no-proxy' }, [...proxies, ['no_proxies_on', values.get('no_proxies_on')]]);
}
