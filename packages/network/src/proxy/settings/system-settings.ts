import { hostPort } from '../../targets/host-name.ts';
import { settingsOf, type RawSetting } from './raw-setting.ts';

/** `gsettings list-recursively org.gnome.system.proxy`: GVariant text, one key a line. */
export function parseGsettings(text: string): readonly RawSetting[] {
  const values = new Map<string, string>();
  for (const line of text.split('\n', 200)) {
    const match = /^org\.gnome\.system\.proxy(?:\.(\w+))? ([\w-]+) (.*)$/.exec(line.trim());
    if (match !== null) values.set(`${match[1] === undefined ? '' : `${match[1]}.`}${match[2] ?? ''}`, (match[3] ?? '').replace(/^'(.*)'$/, '$1'));
  }
  const mode = values.get('mode');
  if (mode === 'auto') return settingsOf({ 'autoconfig-url': 'pac' }, [['autoconfig-url', values.get('autoconfig-url')]]);
  if (mode !== 'manual') return [];
  const proxies = ['http', 'https', 'socks'].map((scheme) => [scheme, address(scheme === 'socks' ? 'socks5' : 'http', values.get(`${scheme}.host`), values.get(`${scheme}.port`))] as const);
  const ignored = [...(values.get('ignore-hosts') ?? '').matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '').join(',');
  return settingsOf({ http: 'proxy', https: 'proxy', socks: 'proxy', 'ignore-hosts': 'no-proxy' }, [...proxies, ['ignore-hosts', ignored]]);
}

/** macOS `scutil --proxy`: a dictionary of `Key : value` lines. */
export function parseScutil(text: string): readonly RawSetting[] {
  const values = new Map([...text.slice(0, 65_536).matchAll(/^ {2}(\w+) : ([^\n]*)$/gm)].map((match) => [match[1] ?? '', match[2] ?? ''] as const));
  const on = (name: string): boolean => values.get(`${name}Enable`) === '1';
  const proxies = ['HTTP', 'HTTPS', 'SOCKS'].filter(on).map((name) => [name, address(name === 'SOCKS' ? 'socks5' : 'http', values.get(`${name}Proxy`), values.get(`${name}Port`))] as const);
  const exceptions = [...(/ExceptionsList : <array> \{([^}]*)\}/.exec(text.slice(0, 65_536))?.[1] ?? '').matchAll(/^\s*\d+ : (.*)$/gm)].map((match) => match[1] ?? '').join(',');
  return settingsOf(
    { HTTP: 'proxy', HTTPS: 'proxy', SOCKS: 'proxy', ProxyAutoConfigURLString: 'pac', ExceptionsList: 'no-proxy' },
    [...proxies, ['ProxyAutoConfigURLString', values.get('ProxyAutoConfigEnable') === '1' ? values.get('ProxyAutoConfigURLString') : undefined], ['ExceptionsList', exceptions]],
  );
}

/** Windows `reg query "HKCU\…\Internet Settings"`: name, type and value, four blanks apart. ProxyServer is one address or `http=…;https=…`. */
export function parseRegistry(text: string): readonly RawSetting[] {
  const values = new Map([...text.slice(0, 65_536).matchAll(/^[ \t]+(\w+)[ \t]+REG_\w+(?:[ \t]+([^\r\n]*))?/gm)].map((match) => [match[1] ?? '', (match[2] ?? '').trim()] as const));
  const server = Number(values.get('ProxyEnable') ?? 0) === 1 ? values.get('ProxyServer') : undefined;
  return settingsOf({ ProxyServer: 'proxy', http: 'proxy', https: 'proxy', socks: 'proxy', AutoConfigURL: 'pac', ProxyOverride: 'no-proxy' }, [
    ...servers(server), ['AutoConfigURL', values.get('AutoConfigURL')], ['ProxyOverride', server === undefined ? undefined : values.get('ProxyOverride')],
  ]);
}

/** Windows `netsh winhttp show proxy`, whatever its language: the last colon of a line stands before the value. */
export function parseWinhttp(text: string): readonly RawSetting[] {
  const [server, bypass] = text.slice(0, 65_536).split(/\r?\n/).flatMap((line) => /^\s+\S[^:：]*[:：]\s+(\S.*)$/.exec(line)?.[1] ?? []);
  return settingsOf({ ProxyServer: 'proxy', http: 'proxy', https: 'proxy', socks: 'proxy', 'Bypass List': 'no-proxy' }, [...servers(server), ['Bypass List', bypass?.startsWith('(') === true ? undefined : bypass]]);
}

const servers = (value: string | undefined): readonly (readonly [string, string])[] => (value === undefined ? []
  : value.includes('=')
    ? value.split(/[;\s]+/).flatMap((part) => {
      const [scheme = '', server = ''] = part.split('=', 2);
      return server === '' ? [] : [[scheme.toLowerCase(), scheme.toLowerCase() === 'socks' ? `socks5://${server}` : server] as const];
    })
    : [['ProxyServer', value]]);

const address = (scheme: string, host: string | undefined, port: string | undefined): string | undefined =>
  (host === undefined || host === '' || !/^\d+$/.test(port ?? '') || Number(port) === 0 ? undefined : `${scheme}://${hostPort(host, Number(port))}`);
