import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overridesIn, parseHosts } from '../src/dns/hosts-file.ts';
import { consultsDns, parseNsswitch } from '../src/dns/nsswitch.ts';
import { parseResolvConf } from '../src/dns/resolv-conf.ts';
import { parseResolvectl, serverOf } from '../src/dns/resolvectl.ts';
import { parseScutil } from '../src/dns/scutil.ts';
import { parseTcpipParameters } from '../src/dns/windows-registry.ts';
import { resolverSettings, type ResolverSettings } from '../src/facts/resolver-settings.ts';
import { runProgram } from '../src/program/run-program.ts';
import { gather } from './gather.ts';

describe('resolv.conf', () => {
  test('is read as resolv.conf(5) says', () => {
    expect(parseResolvConf('# local\nnameserver 192.0.2.1 # first\nnameserver 2001:db8::1\nnameserver nonsense\nsearch one.example\nsearch two.example Three.Example\noptions rotate ndots:5 timeout:1 attempts:9\n')).toEqual({
      nameServers: ['192.0.2.1', '2001:db8::1'], search: ['two.example', 'three.example'], ndots: 5, timeoutSeconds: 1, attempts: 5, ignored: [], invalid: [{ line: 4, value: 'nonsense' }],
    });
    expect(parseResolvConf('domain corp.example extra\noptions ndots:99')).toMatchObject({ nameServers: [], search: ['corp.example'], ndots: 15, timeoutSeconds: 5, attempts: 2 });
  });

  test('counts three name servers, and tells the others', () => {
    expect(parseResolvConf([1, 2, 3, 4].map((last) => `nameserver 192.0.2.${last}`).join('\n'))).toMatchObject({ nameServers: ['192.0.2.1', '192.0.2.2', '192.0.2.3'], ignored: ['192.0.2.4'] });
  });
});

describe('hosts', () => {
  const text = '\uFEFF127.0.0.1 localhost\r\n::1 ip6-localhost\r\n10.0.0.5\tAPI.example.com. api # old\nexample.org 10.0.0.6\n# 10.0.0.7 no.example\n127.0.1.1 laptop.home laptop\n';
  test('is read with its lines, names first being a mistake', () => {
    const { entries, invalid } = parseHosts(text);
    expect(entries).toContainEqual({ address: '10.0.0.5', name: 'api.example.com', line: 3 });
    expect(invalid).toEqual([{ line: 4, value: 'example.org 10.0.0.6' }]);
    expect(overridesIn(entries, 'laptop').map(({ name }) => name)).toEqual(['api.example.com', 'api']);
  });
});

describe('nsswitch.conf', () => {
  test.each([
    ['passwd: files\nhosts: files mdns4_minimal [NOTFOUND=return] dns # usual\n', ['files', 'mdns4_minimal', '[NOTFOUND=return]', 'dns'], true],
    ['hosts:files resolve [!UNAVAIL=return] myhostname', ['files', 'resolve', '[!UNAVAIL=return]', 'myhostname'], true],
    ['hosts: files', ['files'], false],
  ])('%j', (text, services, asks) => {
    expect(parseNsswitch(text)).toEqual(services);
    expect(consultsDns(services)).toBe(asks);
  });
  test('without a line for hosts says nothing', () => expect(parseNsswitch('#hosts: files')).toBeUndefined());
});

// The form is that of recorded outputs (recorded-settings.test.ts).
test('resolvectl names servers by link', () => {
  expect(parseResolvectl('Global: 9.9.9.9#dns.quad9.net\nLink 2 (eth0): 192.0.2.53 [2001:db8::53]:853#dns.example fe80::1%2\nLink 3 (tun0):\nnoise\n')).toEqual([
    { scope: 'Global', values: ['9.9.9.9#dns.quad9.net'] },
    { scope: 'eth0', values: ['192.0.2.53', '[2001:db8::53]:853#dns.example', 'fe80::1%2'] },
    { scope: 'tun0', values: [] },
  ]);
  expect(['9.9.9.9#dns.quad9.net', '192.0.2.53:5353', '[2001:db8::53]:853#dns.example', 'fe80::1%2', '~.'].map(serverOf)).toEqual(['9.9.9.9', '192.0.2.53', '2001:db8::53', 'fe80::1%2', undefined]);
});

const scutil = `DNS configuration

resolver #1
  search domain[0] : Corp.example
  nameserver[0] : 192.0.2.53
  nameserver[1] : 2001:db8::53
  if_index : 15 (en0)
  flags    : Request A records
  reach    : 0x00020002 (Reachable,Directly Reachable Address)

resolver #2
  domain   : vpn.example
  nameserver[0] : 10.8.0.1
  order    : 100

resolver #3
  domain   : local
  options  : mdns

DNS configuration (for scoped queries)

resolver #1
  nameserver[0] : 203.0.113.53
`;
test('scutil names the resolvers of macOS, those of one domain apart', () => {
  expect(parseScutil(scutil)).toEqual([
    { nameServers: ['192.0.2.53', '2001:db8::53'], search: ['corp.example'] },
    { domain: 'vpn.example', nameServers: ['10.8.0.1'], search: [] },
    { domain: 'local', nameServers: [], search: [] },
  ]);
});

const registry = `
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters
    Hostname    REG_SZ    PC-01
    SearchList    REG_SZ    Corp.example,lab.example
    NameServer    REG_SZ    

HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\{0a1b}
    EnableDHCP    REG_DWORD    0x1
    NameServer    REG_SZ    1.1.1.1,8.8.8.8
    DhcpNameServer    REG_SZ    192.0.2.1 192.0.2.2
    DhcpDomain    REG_SZ    corp.example
`;
test('the registry of Windows names servers set by hand and handed out', () => {
  expect(parseTcpipParameters(registry)).toEqual({
    servers: [{ address: '1.1.1.1', source: 'static' }, { address: '8.8.8.8', source: 'static' }, { address: '192.0.2.1', source: 'DHCP' }, { address: '192.0.2.2', source: 'DHCP' }],
    search: ['corp.example', 'lab.example'],
  });
});

test('no text makes a reader throw or grow', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('nameserver 192.0.2.1', 'hosts: files dns', 'resolver #1', '  nameserver[0] : 192.0.2.1', '  domain : a', 'Link 2 (eth0): 192.0.2.1', '    NameServer    REG_SZ    192.0.2.1', '192.0.2.1 a b', 'a 192.0.2.1'), fc.domain().map((name) => `search ${name}`));
  fc.assert(fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
    const text = lines.join('\n');
    const { nameServers, search, ndots, invalid } = parseResolvConf(text);
    expect([nameServers.length <= 3, search.length <= 16, ndots <= 15, invalid.length <= 16]).toEqual([true, true, true, true]);
    expect(parseHosts(text).invalid.length).toBeLessThanOrEqual(16);
    expect((parseNsswitch(text) ?? []).length).toBeLessThanOrEqual(32);
    expect(parseResolvectl(text).every(({ values }) => values.length <= 16)).toBe(true);
    expect(parseScutil(text).every((resolver) => resolver.nameServers.length <= 16)).toBe(true);
    expect(parseTcpipParameters(text).servers.length).toBeLessThanOrEqual(16);
    serverOf(text);
  }));
});

describe('the settings of a machine', () => {
  async function read(files: { readonly [path: string]: string }): Promise<ResolverSettings> {
    const root = await mkdtemp(join(tmpdir(), 'settings-'));
    for (const folder of ['etc', 'run/systemd/resolve']) await mkdir(join(root, folder), { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
    const { value } = await gather(resolverSettings.of({ root }));
    await rm(root, { recursive: true });
    return JSON.parse(JSON.stringify(value).replaceAll(root, '')) as ResolverSettings;
  }

  test('are its name servers, search list, hosts and services', async () => {
    expect(await read({ 'etc/resolv.conf': 'nameserver 192.0.2.53\nsearch corp.example\n', 'etc/hosts': '127.0.0.1 localhost\n10.0.0.5 api.example.com\n', 'etc/nsswitch.conf': 'hosts: files dns\n' })).toEqual({
      nameServers: ['192.0.2.53'], servers: [{ address: '192.0.2.53', source: '/etc/resolv.conf' }], search: ['corp.example'], ndots: 1, timeoutSeconds: 5, attempts: 2,
      hosts: [{ address: '10.0.0.5', name: 'api.example.com', line: 2 }], hostsTotal: 1, hostsFile: '/etc/hosts', nsswitch: ['files', 'dns'], problems: [],
    });
  });

  test('name whom a stub on this machine asks in its turn', async () => {
    const { servers, nameServers } = await read({ 'etc/resolv.conf': 'nameserver 127.0.0.53\n', 'run/systemd/resolve/resolv.conf': 'nameserver 192.0.2.53\n' });
    expect(nameServers).toEqual(['127.0.0.53']);
    expect(servers).toEqual([{ address: '127.0.0.53', source: '/etc/resolv.conf' }, { address: '192.0.2.53', source: '/run/systemd/resolve/resolv.conf' }]);
  });

  test('tell what is wrong with them', async () => {
    expect((await read({ 'etc/resolv.conf': '', 'etc/hosts': 'api.example.com 10.0.0.5\n', 'etc/nsswitch.conf': 'hosts: files\n' })).problems).toEqual([
      { problem: 'no-name-server', file: '/etc/resolv.conf' },
      { problem: 'invalid-hosts-line', file: '/etc/hosts', line: 1, value: 'api.example.com 10.0.0.5' },
      { problem: 'dns-not-consulted', file: '/etc/nsswitch.conf', services: ['files'] },
    ]);
    expect((await read({ 'etc/resolv.conf': 'nameserver dns.example\nnameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\nnameserver 192.0.2.4\n' })).problems).toEqual([
      { problem: 'ignored-name-servers', file: '/etc/resolv.conf', addresses: ['192.0.2.4'] },
      { problem: 'invalid-name-server', file: '/etc/resolv.conf', line: 1, value: 'dns.example' },
    ]);
  });

  test('of this machine are read without a failure', async () => {
    expect((await gather(resolverSettings.of({}))).value).toMatchObject({ problems: expect.any(Array), nameServers: expect.any(Array) });
  });
});

describe('a program of the system', () => {
  const within = (patienceMs: number, signal = new AbortController().signal) => ({ patienceMs, signal });
  test('is read', async () => expect(await runProgram(process.execPath, ['-p', '6 * 7'], within(20_000))).toEqual({ outcome: 'printed', stdout: '42\n' }));
  test('may be missing', async () => expect(await runProgram('no-such-program', [], within(5_000))).toEqual({ outcome: 'missing' }));
  test('may fail', async () => expect(await runProgram(process.execPath, ['-e', 'process.exit(3)'], within(20_000))).toMatchObject({ outcome: 'failed', code: '3' }));
  test('is ended at the deadline, on an abort, and when it prints without end', async () => {
    const forever = ['-e', 'setInterval(() => {}, 1000)'];
    expect(await runProgram(process.execPath, forever, within(150))).toMatchObject({ outcome: 'failed', code: 'SIGKILL' });
    expect(await runProgram(process.execPath, forever, within(60_000, AbortSignal.timeout(100)))).toMatchObject({ outcome: 'failed', code: 'ABORT_ERR' });
    expect(await runProgram(process.execPath, ['-e', 'for (;;) require("fs").writeSync(1, "x".repeat(65536))'], within(20_000))).toMatchObject({ outcome: 'failed', code: 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' });
  });
});
