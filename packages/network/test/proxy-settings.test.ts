import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proxySettings, type ProxySettings } from '../src/facts/proxy-settings.ts';
import { environmentProblems } from '../src/proxy/settings/problems.ts';
import { settingSources } from '../src/proxy/settings/sources.ts';
import { examine } from './examine.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

/** What a source makes of a text, as `name=value`. */
const read = (source: string, text: string): readonly string[] => settingSources.find((one) => one.source === source)?.read(text).map(({ name, kind, value }) => `${kind} ${name}=${value}`) ?? ['no such source'];

describe('recorded settings', () => {
  test.each([
    ['npm', '; a comment\nregistry=https://registry.example/\nproxy = "http://p.example:1"\nhttps-proxy=${HTTPS_PROXY}\nnoproxy=a,b\n', ['proxy proxy=http://p.example:1', 'no-proxy noproxy=a,b']],
    ['git', '[core]\n\tproxy = no\n[http]\n\tproxy = http://p.example:1\n[http "https://h.example/"]\n\tproxy = socks5h://s.example:2\n', ['proxy proxy=http://p.example:1', 'proxy proxy=socks5h://s.example:2']],
    ['pip', '[global]\nproxy = p.example:1\nindex-url = x\n', ['proxy proxy=p.example:1']],
    ['curl', '# c\nproxy = "http://p.example:1"\n--noproxy a,b\nproxy-user = u:p\n', ['proxy proxy=http://p.example:1', 'no-proxy noproxy=a,b']],
    ['wget', 'use_proxy = on\nhttps_proxy = http://p.example:1/\n', ['proxy https_proxy=http://p.example:1/']],
    ['/etc/environment', 'PATH="/bin"\nexport HTTPS_PROXY="http://p.example:1"\r\n', ['proxy https_proxy=http://p.example:1']],
    ['docker (systemd)', '[Service]\nEnvironment="HTTP_PROXY=http://p.example:1" "NO_PROXY=a=b"\n', ['proxy http_proxy=http://p.example:1', 'no-proxy no_proxy=a=b']],
    ['docker (client)', '{"proxies":{"default":{"httpsProxy":"http://p.example:1","noProxy":"a"}}}', ['proxy httpsProxy=http://p.example:1', 'no-proxy noProxy=a']],
    ['docker (daemon)', '{"proxies":{"http-proxy":"http://p.example:1"}}', ['proxy http-proxy=http://p.example:1']],
    ['apt', 'Acquire "";\nAcquire::http "";\nAcquire::http::Proxy "http://p.example:1";\nAcquire::https::Proxy "DIRECT";\n', ['proxy http=http://p.example:1']],
    ['GNOME', "org.gnome.system.proxy autoconfig-url ''\norg.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8']\norg.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host 'p.example'\norg.gnome.system.proxy.https port 3128\norg.gnome.system.proxy.http host ''\norg.gnome.system.proxy.http port 8080\n", ['proxy https=http://p.example:3128', 'no-proxy ignore-hosts=localhost,127.0.0.0/8']],
    ['GNOME', "org.gnome.system.proxy mode 'none'\norg.gnome.system.proxy.https host 'p.example'\norg.gnome.system.proxy.https port 3128\n", []],
    ['GNOME', "org.gnome.system.proxy autoconfig-url 'http://wpad.example/p.pac'\norg.gnome.system.proxy mode 'auto'\n", ['pac autoconfig-url=http://wpad.example/p.pac']],
    ['KDE', '[Proxy Settings]\nProxyType=1\nhttpsProxy=http://p.example 3128\nNoProxyFor=a\n', ['proxy httpsproxy=http://p.example:3128', 'no-proxy noproxyfor=a']],
    ['KDE', '[Proxy Settings]\nProxyType=2\nProxy Config Script=http://wpad.example/p.pac\nhttpsProxy=http://p.example 3128\n', ['pac proxy config script=http://wpad.example/p.pac']],
    ['macOS', '<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n  HTTPEnable : 0\n  HTTPProxy : old.example\n  HTTPPort : 1\n  HTTPSEnable : 1\n  HTTPSPort : 7890\n  HTTPSProxy : 127.0.0.1\n  ProxyAutoConfigEnable : 0\n  ProxyAutoConfigURLString : http://wpad.example/p.pac\n}\n', ['proxy HTTPS=http://127.0.0.1:7890', 'no-proxy ExceptionsList=*.local,169.254/16']],
    ['Windows', '\r\nHKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\r\n    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    http=p.example:1;https=p.example:2;socks=s.example:3\r\n    ProxyOverride    REG_SZ    *.corp;<local>\r\n    AutoConfigURL    REG_SZ    http://wpad.example/p.pac\r\n', ['proxy http=p.example:1', 'proxy https=p.example:2', 'proxy socks=socks5://s.example:3', 'pac AutoConfigURL=http://wpad.example/p.pac', 'no-proxy ProxyOverride=*.corp;<local>']],
    ['Windows', '    ProxyEnable    REG_DWORD    0x0\r\n    ProxyServer    REG_SZ    p.example:1\r\n', []],
    ['WinHTTP', '\r\nCurrent WinHTTP proxy settings:\r\n\r\n    Proxy Server(s) :  p.example:8080\r\n    Bypass List     :  (none)\r\n', ['proxy ProxyServer=p.example:8080']],
    ['WinHTTP', '\r\n当前的 WinHTTP 代理服务器设置:\r\n\r\n    直接访问(没有代理服务器)。\r\n', []],
    ['Firefox', 'user_pref("network.proxy.type", 1);\nuser_pref("network.proxy.ssl", "p.example");\nuser_pref("network.proxy.ssl_port", 3128);\nuser_pref("network.proxy.no_proxies_on", "a, b");\n', ['proxy ssl=http://p.example:3128', 'no-proxy no_proxies_on=a, b']],
    ['Firefox', 'user_pref("network.proxy.ssl", "p.example");\nuser_pref("network.proxy.ssl_port", 3128);\nuser_pref("network.proxy.type", 5);\n', []],
    ['Chrome (policy)', '{"ProxySettings":{"ProxyMode":"fixed_servers","ProxyServer":"http://p.example:1"}}', ['proxy ProxyServer=http://p.example:1']],
    ['Chrome (policy)', '{"ProxyMode":"pac_script","ProxyPacUrl":"http://wpad.example/p.pac"}', ['pac ProxyPacUrl=http://wpad.example/p.pac']],
    ['Chrome (policy)', '{"ProxyMode":"direct","ProxyServer":"http://p.example:1"}', []],
  ])('of %s are read: %j', (source, text, expected) => {
    expect(read(source, text)).toEqual(expected);
  });
  test('no text makes a reader throw, and what is read is bounded', () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom('[http]', 'proxy=', 'user_pref("network.proxy.type", 1);', '{"proxies":', '  HTTPEnable : 1', '    ProxyServer    REG_SZ    =;=', "org.gnome.system.proxy mode 'manual'", 'Environment="', 'ProxyType=1', '[Proxy Settings]')));
    fc.assert(fc.property(lines, (text) => {
      for (const { read: reader } of settingSources) {
        const settings = reader(text.join('\n'));
        expect(settings.length).toBeLessThanOrEqual(50);
        expect(settings.every(({ value }) => value !== '' && value.length <= 4_096)).toBe(true);
      }
    }));
  });
});

describe('the proxy variables', () => {
  const problems = (environment: { readonly [name: string]: string }): readonly string[] => environmentProblems({ no_proxy: 'localhost,127.0.0.1,::1', ...environment }, 'linux').map(({ problem, params }) => `${problem} ${String(params['name'] ?? '')}`.trim());
  test.each([
    [{}, []],
    [{ http_proxy: 'http://p.example:1', https_proxy: 'http://p.example:1' }, []],
    [{ https_proxy: 'http://p.example:1', HTTPS_PROXY: 'http://q.example:1' }, ['case-conflict https_proxy']],
    [{ http_proxy: 'http://p.example:1' }, ['http-only http_proxy']],
    [{ ALL_PROXY: 'socks5h://p.example:1' }, ['all-proxy-only']],
    [{ HTTP_PROXY: 'http://p.example:1', HTTPS_PROXY: 'http://p.example:1' }, ['upper-case-only']],
    [{ https_proxy: 'p.example:1' }, ['scheme-missing https_proxy']],
    [{ https_proxy: 'http://p.example' }, ['port-missing https_proxy']],
    [{ https_proxy: 'http://p.example:1/x' }, ['path https_proxy']],
    [{ https_proxy: 'http://p.example:1/' }, []],
    [{ https_proxy: 'socks://p.example:1' }, ['socks-ambiguous https_proxy']],
    [{ https_proxy: 'socks4://p.example:1' }, ['socks4 https_proxy']],
    [{ https_proxy: 'http://u:a@b@p.example:1' }, ['not-encoded https_proxy']],
    [{ https_proxy: 'http://u:a%40b@p.example:1' }, []],
    [{ https_proxy: '"http://p.example:1"' }, ['invalid https_proxy']],
    [{ https_proxy: 'http://p.example:1', no_proxy: '' }, ['loopback-proxied']],
  ])('%j: %j', (environment, expected) => {
    expect(problems(environment)).toEqual(expected);
  });
  test('no problem shows a password', () => {
    fc.assert(fc.property(fc.constantFrom('', '"', ' '), fc.constantFrom('http://', 'socks://', '', 'ftp://', 'http//'), fc.constantFrom('@', '#', '/', '%', ':', 'é'), (quote, scheme, sign) => {
      const value = `${quote}${scheme}mara:s3cret${sign}word@p.example:3128${quote}`;
      expect(JSON.stringify(environmentProblems({ https_proxy: value, HTTPS_PROXY: `${value}x` }))).not.toMatch(/s3cret|word@/);
    }));
  });
});

test('files below a home folder are found, read within bounds, and shown without passwords', async () => {
  const home = await mkdtemp(join(tmpdir(), 'culprit-settings-'));
  try {
    const files = { '.npmrc': 'https-proxy=http://mara:s3cret@p.example:3128\n', '.gitconfig': '[http]\nproxy = "ftp://p.example"\n', '.mozilla/firefox/x.default/prefs.js': 'user_pref("network.proxy.type", 2);\nuser_pref("network.proxy.autoconfig_url", "http://u:s3cret@wpad.example/p.pac?k=s3cret");\n' };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(home, name)), { recursive: true });
      await writeFile(join(home, name), text);
    }
    await mkdir(join(home, '.curlrc'));
    process.env['HTTPS_PROXY'] = 'http://q.example:1';
    process.env['NO_PROXY'] = 'localhost,127.0.0.1';
    const { value } = await gather(proxySettings.of({ home, root: home }));
    const { settings, unread, problems } = value as ProxySettings;
    expect(settings.map(({ source }) => source)).toEqual(['npm', 'git', 'Firefox']);
    expect(settings[0]).toMatchObject({ name: 'https-proxy', proxy: 'http://p.example:3128' });
    expect(unread.map(({ source, code }) => `${source} ${code}`)).toEqual(['curl NOT_A_FILE']);
    expect(problems.map(({ problem }) => problem)).toEqual(['differs', 'invalid']);
    expect(JSON.stringify(value)).not.toContain('s3cret');
  } finally {
    await rm(home, { recursive: true });
  }
});

test('the machine is examined for its proxy settings without asking anybody', async () => {
  process.env['https_proxy'] = 'p.example';
  process.env['HTTPS_PROXY'] = 'http://q.example:1';
  const report = await examine({ kind: 'machine' } as never);
  const own = report.findings.filter(({ check }) => check === 'network/proxy-settings').map(({ id }) => id);
  expect(own).toEqual(expect.arrayContaining(['network/proxy-settings#scheme-missing', 'network/proxy-settings#port-missing', 'network/proxy-settings#case-conflict', 'network/proxy-settings#loopback-proxied']));
  expect(report.thirdParties).toEqual([]);
});
