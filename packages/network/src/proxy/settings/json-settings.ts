import { settingsOf, type RawSetting } from './raw-setting.ts';

/** What a JSON text says; `undefined` where it is none. */
export function literal(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A policy file of Chrome or Chromium: https://chromeenterprise.google/policies/#ProxySettings, or the older single policies. */
export function parseChromePolicy(text: string): readonly RawSetting[] {
  const policy = record(literal(text));
  const merged = { ...policy, ...record(policy['ProxySettings']) };
  const mode = merged['ProxyMode'];
  if (mode === 'direct' || mode === 'system' || mode === 'auto_detect') return [];
  return settingsOf({ ProxyServer: 'proxy', ProxyPacUrl: 'pac', ProxyBypassList: 'no-proxy' }, Object.entries(merged).filter(([name]) => (name === 'ProxyPacUrl') === (mode === 'pac_script') || mode === undefined));
}

/** Docker: `proxies.default` of ~/.docker/config.json, `proxies` of /etc/docker/daemon.json. https://docs.docker.com/engine/daemon/proxy/ */
export function parseDockerJson(text: string): readonly RawSetting[] {
  const proxies = record(record(literal(text))['proxies']);
  return settingsOf(
    { httpProxy: 'proxy', httpsProxy: 'proxy', noProxy: 'no-proxy', 'http-proxy': 'proxy', 'https-proxy': 'proxy', 'no-proxy': 'no-proxy' },
    [...Object.entries(record(proxies['default'])), ...Object.entries(proxies)],
  );
}

const record = (value: unknown): { readonly [name: string]: unknown } => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {});
