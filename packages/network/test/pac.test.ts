import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { refusedPort, startHttpProxy, startHttpServer, startTcpServer } from '@culprit/lab';
import { afterEach, describe, expect, test } from 'vitest';
import { desktopProxyNotFollowed } from '../src/causes/desktop-proxy-not-followed.ts';
import { pacAnswer } from '../src/facts/pac-answer.ts';
import { evaluatePac } from '../src/proxy/pac-sandbox.ts';
import { parsePacResult } from '../src/proxy/pac-result.ts';
import { answer, examineWay } from './examine-way.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const { HOME } = process.env;
afterEach(() => { process.env['HOME'] = HOME; });

const find = (body: string): string => `function FindProxyForURL(url, host) { ${body} }`;

describe('what a PAC file answers', () => {
  test('is read step by step', () => {
    expect(parsePacResult('PROXY a.example:8080; SOCKS5 [::1]:1080;HTTPS b.example;SOCKS4 c:1; direct')).toEqual([
      { way: 'proxy', proxy: 'http://a.example:8080' }, { way: 'proxy', proxy: 'socks5://[::1]:1080' }, { way: 'proxy', proxy: 'https://b.example:443' }, { way: 'proxy', proxy: 'socks4://c:1' }, { way: 'direct' },
    ]);
  });
  test('never makes the reader throw or grow', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(parsePacResult(text).length).toBeLessThanOrEqual(10);
      expect(parsePacResult(`PROXY ${text}`).every((step) => !('proxy' in step) || URL.canParse(step.proxy))).toBe(true);
    }));
  });
});

describe('the sandbox', () => {
  const evaluate = (script: string, resolve: (host: string) => Promise<string | undefined> = async () => undefined) =>
    evaluatePac(script, 'https://api.shop.example/', { patienceMs: 400, signal: new AbortController().signal, resolve });
  test('gives the script the functions that PAC files use, and names through the machine\'s own resolution', async () => {
    const asked: string[] = [];
    const script = find("if (dnsDomainIs(host, '.shop.example') && isInNet(host, '10.0.0.0', '255.0.0.0') && shExpMatch(url, 'https://*')) return 'PROXY p.example:1'; return 'DIRECT';");
    expect(await evaluate(script, async (host) => { asked.push(host); return '10.1.2.3'; })).toEqual({ outcome: 'answered', answer: 'PROXY p.example:1' });
    expect(asked).toEqual(['api.shop.example']);
  });
  test.each([
    ['function FindProxyForURL(', 'broken'], ['var x = 1;', 'broken'], [find('return nowhere.x;'), 'broken'], [find('for (;;) {}'), 'endless'], ['for (;;) {}', 'endless'],
    [find("var s = 'x'; while (true) s += s; return s;"), 'broken'], [find("return typeof process + typeof require + typeof fetch;"), 'answered'],
  ])('ends %s: %s', async (script, outcome) => {
    const evaluated = await evaluate(script);
    expect(evaluated).toMatchObject({ outcome });
    if (outcome === 'answered') expect(evaluated).toMatchObject({ answer: 'undefinedundefinedundefined' });
  });
});

describe('a PAC file', () => {
  const ask = async (pac: string) => (await gather(pacAnswer.of({ pac, url: 'https://api.shop.example/secret?token=x' }))).value;
  test('is fetched, and told no path of an https URL', async () => {
    await using server = await startHttpServer({ fallback: { body: find("return url == 'https://api.shop.example/' ? 'PROXY p.example:1; DIRECT' : 'DIRECT';") } });
    expect(await ask(`${server.url}/proxy.pac`)).toEqual({ outcome: 'answered', steps: [{ way: 'proxy', proxy: 'http://p.example:1' }, { way: 'direct' }] });
  });
  test('that is not there, too large or silent is unreachable', async () => {
    await using missing = await startHttpServer({ fallback: { status: 404, body: '' } });
    await using large = await startHttpServer({ fallback: { body: 'x'.repeat(2 * 1024 * 1024) } });
    await using silent = await startTcpServer({ behaviour: 'never-answer' });
    await using closed = await refusedPort();
    expect(await Promise.all([ask(missing.url), ask(large.url), ask(`http://127.0.0.1:${silent.port}/`), ask(`http://127.0.0.1:${closed.port}/`), ask('ftp://a.example/p.pac'), ask('file:///nonexistent/p.pac')])).toEqual(
      ['404', 'TOO_LARGE', 'ABORT_ERR', 'ECONNREFUSED', 'UNSUPPORTED', 'ENOENT'].map((code) => ({ outcome: 'unreachable', code })),
    );
  });
  test('of the desktop whose proxy works where the direct way fails is the cause, and the proxy was tried', async () => {
    await using wall = await refusedPort();
    await using echo = await startTcpServer({ behaviour: 'echo' });
    await using proxy = await startHttpProxy({ resolve: { [`127.0.0.1:${wall.port}`]: `127.0.0.1:${echo.port}` } });
    const home = await mkdtemp(join(tmpdir(), 'culprit-pac-'));
    try {
      await mkdir(join(home, '.config'));
      const pac = async (script: string): Promise<void> => {
        await writeFile(join(home, 'proxy.pac'), script);
        await writeFile(join(home, '.config/kioslaverc'), `[Proxy Settings]\nProxyType=2\nProxy Config Script=file://${home}/proxy.pac\n`);
      };
      process.env['HOME'] = home;
      const target = { kind: 'tcp-endpoint', host: 'service.example', port: 443, route: { connectTo: `127.0.0.1:${wall.port}` } };
      await pac(find(`return 'PROXY 127.0.0.1:${proxy.port}';`));
      expect(answer(await examineWay(target, [desktopProxyNotFollowed]))).toEqual({ cause: 'network/desktop-proxy-not-followed#by-pac certain', remedies: ['network/name-desktop-proxy works'] });
      await pac(find(`return 'PROXY 127.0.0.1:${wall.port}';`));
      expect((await examineWay(target, [desktopProxyNotFollowed])).diagnoses[0]?.ruledOut.map(({ text }) => text)).toEqual(['network/desktop-proxy-not-followed#fails-too']);
      await pac(find("return 'DIRECT';"));
      expect((await examineWay(target, [desktopProxyNotFollowed])).diagnoses[0]?.ruledOut.map(({ text }) => text)).toEqual(['network/desktop-proxy-not-followed#direct']);
      await pac('function FindProxyForURL(');
      expect((await examineWay(target, [desktopProxyNotFollowed])).diagnoses[0]?.open.map(({ params }) => params['pac'])).toEqual(['broken']);
    } finally {
      await rm(home, { recursive: true });
    }
  });
});
