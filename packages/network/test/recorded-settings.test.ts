import { describe, expect, test } from 'vitest';
import { parseResolvectl } from '../src/dns/resolvectl.ts';
import { parseScutil as parseScutilDns } from '../src/dns/scutil.ts';
import { parseTcpipParameters } from '../src/dns/windows-registry.ts';
import { parseRegistry, parseScutil, parseWinhttp } from '../src/proxy/settings/system-settings.ts';
import { parseTraceroute } from '../src/route/parse-traceroute.ts';
import { parseTracert } from '../src/route/parse-tracert.ts';
import type { Hop } from '../src/route/hop.ts';

// Outputs that others recorded on macOS, Windows and Linux and published, line by line as they stand there; addresses and names
// of people are replaced by those of documentation (RFC 5737, RFC 3849, RFC 2606).

describe('macOS', () => {
  test('scutil --dns beside a VPN: its supplemental resolver is not the one for every name', () => {
    const text = `
DNS configuration

resolver #1
  search domain[0] : tail.example
  search domain[1] : home
  nameserver[0] : 100.100.100.100
  nameserver[1] : fd7a:115c:a1e0::53
  if_index : 34 (utun12)
  flags    : Supplemental, Request A records, Request AAAA records
  reach    : 0x00000003 (Reachable,Transient Connection)
  order    : 101200

resolver #2
  nameserver[0] : 192.0.2.1
  nameserver[1] : 192.0.2.8
  if_index : 14 (en0)
  flags    : Request A records
  reach    : 0x00000002 (Reachable)
  order    : 200000

resolver #3
  domain   : tail.example.
  nameserver[0] : 100.100.100.100
  if_index : 34 (utun12)
  flags    : Supplemental, Request A records, Request AAAA records
  reach    : 0x00000003 (Reachable,Transient Connection)
  order    : 101201

resolver #4
  domain   : local
  options  : mdns
  timeout  : 5
  flags    : Request A records
  reach    : 0x00000000 (Not Reachable)
  order    : 300000

resolver #5
  domain   : 254.169.in-addr.arpa
  options  : mdns
  timeout  : 5
  flags    : Request A records
  reach    : 0x00000000 (Not Reachable)
  order    : 300200

DNS configuration (for scoped queries)

resolver #1
  nameserver[0] : 203.0.113.1
  if_index : 14 (en0)
  flags    : Scoped, Request A records
  reach    : 0x00000002 (Reachable)
`;
    const vpn = ['100.100.100.100', 'fd7a:115c:a1e0::53'];
    expect(parseScutilDns(text)).toEqual([
      { supplemental: true, nameServers: vpn, search: ['tail.example', 'home'] },
      { nameServers: ['192.0.2.1', '192.0.2.8'], search: [] },
      { domain: 'tail.example', supplemental: true, nameServers: vpn.slice(0, 1), search: [] },
      { domain: 'local', nameServers: [], search: [] },
      { domain: '254.169.in-addr.arpa', nameServers: [], search: [] },
    ]);
  });

  test('scutil --dns with no scoped resolvers ends where those of single services begin', () => {
    const text = 'DNS configuration\n\nresolver #1\n  nameserver[0] : 192.0.2.1\n  flags    : Request A records\n\nDNS configuration (for service-specific queries)\n\nresolver #1\n  nameserver[0] : 203.0.113.1\n';
    expect(parseScutilDns(text)).toEqual([{ nameServers: ['192.0.2.1'], search: [] }]);
  });

  test('scutil --proxy behind a local proxy, whose SOCKS entry has a port and no host', () => {
    const text = `<dictionary> {
  ExceptionsList : <array> {
    0 : 127.0.0.1
    1 : *.local
    2 : <local>
  }
  HTTPEnable : 1
  HTTPPort : 7897
  HTTPProxy : 127.0.0.1
  HTTPSEnable : 1
  HTTPSPort : 7897
  HTTPSProxy : 127.0.0.1
  ProxyAutoConfigEnable : 0
  SOCKSEnable : 1
  SOCKSPort : 7897
}
`;
    expect(parseScutil(text).map(({ name, value }) => `${name} ${value}`)).toEqual(['HTTP http://127.0.0.1:7897', 'HTTPS http://127.0.0.1:7897', 'ExceptionsList 127.0.0.1,*.local,<local>']);
  });

  test('scutil --proxy without a proxy has the exceptions that macOS comes with', () => {
    const text = '<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n  FTPPassive : 1\n  HTTPEnable : 0\n  HTTPSEnable : 0\n  SOCKSEnable : 0\n}\n';
    expect(parseScutil(text).filter(({ kind }) => kind !== 'no-proxy')).toEqual([]);
  });

  test('traceroute: several routers at one hop stand in lines of their own, and stars before and after', () => {
    const text = `traceroute to www.example.com (203.0.113.132), 64 hops max, 52 byte packets
 1  192.168.1.1  3.364 ms  2.850 ms  4.378 ms
 2  * * *
 3  * 10.250.192.1  9.393 ms  5.211 ms
 4  198.51.100.150  16.320 ms *
    198.51.100.158  7.479 ms
 5  * * 198.51.100.246  239.959 ms
 6  203.0.113.90  11.250 ms  11.767 ms
    203.0.113.51  11.903 ms
 7  203.0.113.132  7.815 ms *  7.102 ms
`;
    expect(short(parseTraceroute(text))).toEqual(['1 192.168.1.1 3/3', '2 * 0/3', '3 10.250.192.1 2/3', '4 198.51.100.150 2/3', '5 198.51.100.246 1/3', '6 203.0.113.90 3/3', '7 203.0.113.132 2/3']);
  });
});

describe('Windows', () => {
  test('tracert with stars in the middle of a hop', () => {
    const text = '\r\nTracing route to www.example.com [203.0.113.216]\r\nover a maximum of 30 hops:\r\n\r\n  1    <1 ms    <1 ms    <1 ms  192.168.1.1 \r\n  2     2 ms     2 ms     2 ms  10.177.16.1 \r\n  7     *        *        *     Request timed out.\r\n  8    28 ms    29 ms    26 ms  198.51.100.253 \r\n  9     *       26 ms     *     198.51.100.198 \r\n 10     *        *        *     Request timed out.\r\n 11    29 ms    29 ms    29 ms  203.0.113.216 \r\n\r\nTrace complete.\r\n';
    expect(short(parseTracert(text))).toEqual(['1 192.168.1.1 3/3', '2 10.177.16.1 3/3', '7 * 0/3', '8 198.51.100.253 3/3', '9 198.51.100.198 1/3', '10 * 0/3', '11 203.0.113.216 3/3']);
  });

  test('tracert in Chinese, which says 毫秒 and ms in one line', () => {
    const text = '\r\n通过最多 30 个跃点跟踪\r\n到 www.example.com [203.0.113.121] 的路由:\r\n\r\n  1    <1 毫秒    2 ms     1 ms  192.168.4.129 \r\n  2    <1 毫秒   <1 毫秒   <1 毫秒 192.168.11.30 \r\n  3     *        *       30 ms  198.51.100.142 \r\n  8     *        *        *     请求超时。\r\n  9     2 ms     1 ms     1 ms  203.0.113.121 \r\n\r\n跟踪完成。\r\n';
    expect(short(parseTracert(text))).toEqual(['1 192.168.4.129 3/3', '2 192.168.11.30 3/3', '3 198.51.100.142 1/3', '8 * 0/3', '9 203.0.113.121 3/3']);
  });

  test.for([
    ['English', '\r\nCurrent WinHTTP proxy settings:\r\n\r\n    Direct access (no proxy server).\r\n\r\n', []],
    ['French', '\r\nParamètres de proxy WinHTTP actuels :\r\n\r\n    Serveur(s) proxy :  proxy.example:8080\r\n    Liste de contournement     :  (aucun)\r\n', ['ProxyServer proxy.example:8080']],
    ['English, with a list', '\r\nCurrent WinHTTP proxy settings:\r\n\r\n    Proxy Server(s) :  proxy.example:8080\r\n    Bypass List     :  *.local;169.254/16\r\n', ['ProxyServer proxy.example:8080', 'Bypass List *.local;169.254/16']],
  ] as const)('netsh winhttp show proxy in %s', ([, text, settings]) => {
    expect(parseWinhttp(text).map(({ name, value }) => `${name} ${value}`)).toEqual(settings);
  });

  test('the Internet Settings, whose empty value is not the next line', () => {
    const text = `
HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings
    AutoConfigURL    REG_SZ
    ProxyEnable    REG_DWORD    0x1
    ProxyServer    REG_SZ    127.0.0.1:7897
    ProxyOverride    REG_SZ    localhost;127.*;192.168.*;<local>
`.replaceAll('\n', '\r\n');
    expect(parseRegistry(text).map(({ name, value }) => `${name} ${value}`)).toEqual(['ProxyServer 127.0.0.1:7897', 'ProxyOverride localhost;127.*;192.168.*;<local>']);
  });

  test('the interfaces, one of them without name servers of its own', () => {
    const key = 'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\';
    const text = `\r\n${key}{baf593e7-4b26-497e-bb02-27f308a0aeeb}\r\n    NameServer    REG_SZ    \r\n\r\n${key}{b6e0d476-96a6-4caf-a7ad-131e418e7ca1}\r\n    NameServer    REG_SZ    192.0.2.1,192.0.2.2\r\n\r\nEnd of search: 2 match(es) found.\r\n`;
    expect(parseTcpipParameters(text)).toEqual({ servers: [{ address: '192.0.2.1', source: 'static' }, { address: '192.0.2.2', source: 'static' }], search: [] });
  });
});

test('resolvectl dns names the servers of each link, and links without any', () => {
  expect(parseResolvectl('Global:\nLink 2 (ens18): 192.0.2.1 198.51.100.5 192.0.2.11 fe80::5\nLink 3 (ztksetoehl):\nLink 18 (tun0): 10.45.248.15 10.38.5.26\n')).toEqual([
    { scope: 'Global', values: [] }, { scope: 'ens18', values: ['192.0.2.1', '198.51.100.5', '192.0.2.11', 'fe80::5'] }, { scope: 'ztksetoehl', values: [] }, { scope: 'tun0', values: ['10.45.248.15', '10.38.5.26'] },
  ]);
});

const short = (hops: readonly Hop[]): readonly string[] => hops.map(({ ttl, address = '*', sent, received }) => `${ttl} ${address} ${received}/${sent}`);
