import { startHttpProxy } from '@culprit/lab';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { clientWays, type ClientWay, type ClientWays } from '../src/facts/client-ways.ts';
import { clientProxies } from '../src/proxy/client-proxies.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();
const { HOME } = process.env;
afterEach(() => { process.env['HOME'] = HOME; });

const proxy = 'http://proxy.example:3128';
/** `client variable` of those that go by a proxy. */
const proxied = (ways: readonly ClientWay[]): readonly string[] => ways.flatMap((way) => (way.way === 'proxied' ? [`${way.client} ${way.variable}`] : []));
const secure = (environment: { readonly [name: string]: string }): readonly string[] => proxied(clientProxies({ host: 'api.example', port: 443, scheme: 'https' }, environment));
const plain = (environment: { readonly [name: string]: string }): readonly string[] => proxied(clientProxies({ host: 'api.example', port: 80, scheme: 'http' }, environment));

describe('the way of a client', () => {
  test.each([
    [{ HTTPS_PROXY: proxy }, ['curl HTTPS_PROXY', 'requests HTTPS_PROXY', 'go HTTPS_PROXY']],
    [{ HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '1' }, ['curl HTTPS_PROXY', 'requests HTTPS_PROXY', 'node HTTPS_PROXY', 'go HTTPS_PROXY']],
    [{ HTTPS_PROXY: proxy, NODE_OPTIONS: '--no-warnings --use-env-proxy' }, ['curl HTTPS_PROXY', 'requests HTTPS_PROXY', 'node HTTPS_PROXY', 'go HTTPS_PROXY']],
    [{ ALL_PROXY: proxy }, ['curl ALL_PROXY', 'requests ALL_PROXY']],
    [{ http_proxy: proxy, NODE_USE_ENV_PROXY: '1' }, ['node http_proxy']],
    [{ https_proxy: 'http://a.example:1', HTTPS_PROXY: proxy }, ['curl https_proxy', 'requests https_proxy', 'go HTTPS_PROXY']],
    [{ HTTPS_PROXY: proxy, NO_PROXY: '.api.example' }, ['go HTTPS_PROXY']],
    [{}, []],
  ])('over https with %j: %j', (environment, expected) => {
    expect(secure(environment)).toEqual(expected);
  });

  test('HTTP_PROXY in upper case is no variable of curl\'s', () => {
    expect(plain({ HTTP_PROXY: proxy })).toEqual(['requests HTTP_PROXY', 'go HTTP_PROXY']);
    expect(plain({ http_proxy: proxy })).toEqual(['curl http_proxy', 'requests http_proxy', 'go http_proxy']);
  });

  test('tells which settings nobody can follow, and which this program goes by itself', () => {
    const [curl, requests] = clientProxies({ host: 'api.example', port: 443, scheme: 'https' }, { https_proxy: 'ftp://x:1' });
    expect([curl, requests]).toMatchObject([{ way: 'invalid', variable: 'https_proxy' }, { way: 'invalid' }]);
    expect(clientProxies({ host: 'api.example', port: 443, scheme: 'https' }, { https_proxy: 'http://a.example:1', HTTPS_PROXY: proxy }).map((way) => ('own' in way ? way.own : undefined)))
      .toEqual([true, true, undefined, false, undefined]);
  });
});

const browserOf = (value: ClientWays | undefined): ClientWay | undefined => value?.ways.find(({ client }) => client === 'browser');

test('browsers follow the desktop, except to this machine; no user-info is shown', async () => {
  await using server = await startHttpProxy();
  const folder = await mkdtemp(join(tmpdir(), 'culprit-ways-'));
  try {
    process.env['HOME'] = folder;
    process.env['HTTPS_PROXY'] = 'http://ada:l0velace@proxy.example:3128';
    await mkdir(join(folder, '.config'));
    await writeFile(join(folder, '.config', 'kioslaverc'), `[Proxy Settings]\nProxyType=1\nhttpsProxy=${server.url.replace(/:(\d+)$/, ' $1')}\n`);
    const value = await observe(clientWays.of({ host: '10.9.8.7', port: 443, scheme: 'https' }));
    expect(browserOf(value)).toMatchObject({ way: 'proxied', proxy: server.url, variable: 'KDE' });
    expect(JSON.stringify(value)).not.toContain('l0velace');
    expect(browserOf(await observe(clientWays.of({ host: '127.0.0.1', port: 443, scheme: 'https' })))).toMatchObject({ way: 'direct', because: 'loopback' });
  } finally {
    delete process.env['HTTPS_PROXY'];
    await rm(folder, { recursive: true });
  }
});
