import * as fc from 'fast-check';
import { refusedPort, startTcpServer } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { noProxyEntry } from '../src/causes/no-proxy-entry.ts';
import { proxyUnreachable } from '../src/causes/proxy-unreachable.ts';
import { noProxyClients } from '../src/proxy/no-proxy-clients.ts';
import { noProxyVerdicts } from '../src/proxy/no-proxy-verdicts.ts';
import { examine } from './examine.ts';
import { answer, examineWay } from './examine-way.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

/** The clients that go through the proxy, by why. */
function lacking(host: string, value: string, port = 443): { readonly [because: string]: readonly string[] } {
  const verdicts = noProxyVerdicts(host, port, { no_proxy: value }).filter(({ exempt }) => exempt === false);
  return Object.fromEntries([...Map.groupBy(verdicts, ({ because }) => because)].map(([because, clients]) => [because, clients.map(({ client }) => client.replace(/ \(.*/, ''))]));
}

describe('NO_PROXY under the rules of each client', () => {
  test.each([
    ['api.shop.example', '10.1.2.3', 'no-entry', 9], ['api.shop.example', 'shop.example', 'exact-only', 1], ['shop.example', '.shop.example', 'parent-only', 3],
    ['10.1.2.3', '10.0.0.0/8', 'cidr', 4], ['fd00::1', 'fd00::/8', 'cidr', 7], ['10.1.2.3', '10.1.2.1-10.1.2.9', 'range', 8], ['fd00::1', '[fd00::1]', 'no-brackets', 7], ['fd00::1', 'FD00:0::1', 'brackets', 2],
    ['api.shop.example', '*.shop.example', 'star', 5], ['api.shop.example', '*,x.example', 'everything', 6], ['api.shop.example', 'api.shop.example:443', 'port', 5],
    ['api.shop.example', 'https://api.shop.example/v1', 'malformed', 9], ['10.1.2.3', '10.*', 'malformed', 9], ['api.shop.example', 'x.example api.shop.example', 'separator', 6],
  ])('%s, %s: %s', (host, value, because, count) => {
    expect(lacking(host, value)[because]?.length ?? 0, JSON.stringify(lacking(host, value))).toBe(count);
  });
  test('a bare name between commas exempts everywhere, and Java reads no variable', () => {
    expect(lacking('api.shop.example', 'localhost, api.shop.example')).toEqual({});
    expect(noProxyVerdicts('a.example', 443, { no_proxy: 'a.example' }).find(({ client }) => client === 'Java')).toEqual({ client: 'Java', exempt: undefined, because: 'reads-no-variable' });
  });
  test('wget reads the lower case only, Go goes to loopback directly without being told', () => {
    expect(noProxyVerdicts('a.example', 443, { NO_PROXY: 'a.example' }).filter(({ exempt }) => exempt === false)).toEqual([{ client: 'wget', exempt: false, because: 'upper-case', entry: 'a.example' }]);
    expect(lacking('127.0.0.1', 'a.example')['no-entry']).not.toContain('Go');
  });
  test('no text makes them throw or differ from run to run, and each client has an answer', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV6(), fc.ipV4()), fc.string(), fc.integer({ min: 1, max: 65_535 }), (host, value, port) => {
      const verdicts = noProxyVerdicts(host, port, { no_proxy: value });
      expect(verdicts).toHaveLength(noProxyClients.length);
      expect(verdicts.every(({ entry = '' }) => entry.length <= 100)).toBe(true);
    }));
  });
});

test('an entry that hardly anybody reads is the cause where the host is reached directly', async () => {
  await using closed = await refusedPort();
  await using echo = await startTcpServer({ behaviour: 'echo' });
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${closed.port}`;
  process.env['NO_PROXY'] = 'https://service.example/';
  const target = { kind: 'tcp-endpoint', host: 'service.example', port: 443, route: { connectTo: `127.0.0.1:${echo.port}` } };
  expect(answer(await examineWay(target, [noProxyEntry, proxyUnreachable]))).toEqual({ cause: 'network/no-proxy-entry#malformed certain', remedies: ['network/bypass-proxy works'] });
  process.env['NO_PROXY'] = 'https://other.example/';
  expect(answer(await examineWay(target, [noProxyEntry, proxyUnreachable])).cause).toBe('network/proxy-unreachable#refused certain');
});

test('in depth full, clients that would go different ways are told apart', async () => {
  await using echo = await startTcpServer({ behaviour: 'echo' });
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
  process.env['NO_PROXY'] = '127.0.0.0/8';
  const target = { kind: 'tcp-endpoint', host: '127.0.0.1', port: echo.port } as const;
  const { findings } = await examine(target, {}, { depth: 'full' });
  const { params } = findings.find(({ id }) => id === 'network/proxy-exemption#cidr') ?? {};
  expect(params).toMatchObject({ entry: '127.0.0.0/8', bypassing: 'curl, git, Go, Docker, Python requests' });
  expect((await examine(target)).findings.map(({ check }) => check)).not.toContain('network/proxy-exemption');
});
