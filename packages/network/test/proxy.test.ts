import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createSecureServer } from 'node:tls';
import * as fc from 'fast-check';
import { createAuthority, listenOnLoopback, refusedPort, selfSigned, startHttpProxy, startHttpServer, startSocksProxy, startTcpServer, startTlsServer } from '@culprit/lab';
import { run } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { blockingEgress } from '../src/causes/blocking-egress.ts';
import { notAProxy } from '../src/causes/not-a-proxy.ts';
import { proxyAuthenticationRequired } from '../src/causes/proxy-authentication-required.ts';
import { proxyHangUp } from '../src/causes/proxy-hang-up.ts';
import { proxyRefusal } from '../src/causes/proxy-refusal.ts';
import { proxySettingInvalid } from '../src/causes/proxy-setting-invalid.ts';
import { proxySilence } from '../src/causes/proxy-silence.ts';
import { proxyUnreachable } from '../src/causes/proxy-unreachable.ts';
import { proxyVariablesConflict } from '../src/causes/proxy-variables-conflict.ts';
import { proxyWrongScheme } from '../src/causes/proxy-wrong-scheme.ts';
import type { LentSocket } from '../src/connection/lent-socket.ts';
import { proxyProtocol } from '../src/facts/proxy-protocol.ts';
import { proxyTunnel } from '../src/facts/proxy-tunnel.ts';
import { proxyAnswer } from '../src/proxy/proxy-answer.ts';
import { parseHead } from '../src/proxy/http-connect.ts';
import { isExempt } from '../src/proxy/no-proxy.ts';
import { readProxy, readProxyCredential, repairProxySetting } from '../src/proxy/proxy-address.ts';
import { selectProxy } from '../src/proxy/select-proxy.ts';
import { examine, found, networkPlugin } from './examine.ts';
import { answer, examineWay, troubles } from './examine-way.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const proxyCauses = [notAProxy, proxyHangUp, proxySilence, proxyAuthenticationRequired, proxyRefusal, proxySettingInvalid, proxyUnreachable, proxyVariablesConflict, proxyWrongScheme];
const credential = { user: 'mara', password: 'p@ss:w/rd' };
const userInfo = 'mara:p%40ss%3Aw%2Frd@';

/** Says something over a lent socket and gives back what an echo server returns. */
async function echoOver(lent: unknown): Promise<string> {
  const { socket } = lent as LentSocket;
  socket.write('hello');
  socket.resume();
  const [chunk] = await once(socket, 'data') as [Buffer];
  socket.destroy();
  return chunk.toString();
}

describe('the choice of a proxy', () => {
  const https = { https_proxy: 'http://upper.example:3128' };
  test('goes by the scheme, then by ALL_PROXY, lower case first', () => {
    expect(selectProxy({ host: 'a.example', port: 443 }, { ...https, HTTPS_PROXY: 'http://other.example:1' })).toEqual({ outcome: 'proxied', proxy: 'http://upper.example:3128', from: 'https_proxy', scheme: 'http' });
    expect(selectProxy({ host: 'a.example', port: 80 }, https)).toEqual({ outcome: 'direct', because: 'no-variable' });
    expect(selectProxy({ host: 'a.example', port: 80 }, { ...https, ALL_PROXY: 'socks5h://127.0.0.1' })).toEqual({ outcome: 'proxied', proxy: 'socks5://127.0.0.1:1080', from: 'ALL_PROXY', scheme: 'socks5' });
  });
  test('goes by what will be spoken, where that is known, and else by the port', () => {
    const both = { HTTP_PROXY: 'http://plain.example:1', HTTPS_PROXY: 'http://secure.example:2' };
    expect(selectProxy({ host: 'a.example', port: 8080, scheme: 'http' }, both)).toMatchObject({ from: 'HTTP_PROXY' });
    expect(selectProxy({ host: 'a.example', port: 8080 }, both)).toMatchObject({ from: 'HTTPS_PROXY' });
    expect(selectProxy({ host: 'a.example', port: 8080, scheme: 'http' }, { HTTPS_PROXY: 'http://secure.example:2' })).toEqual({ outcome: 'direct', because: 'no-variable' });
  });
  test('leaves loopback and what NO_PROXY names alone, and the route has the last word', () => {
    expect(selectProxy({ host: '127.0.0.1', port: 443 }, https)).toEqual({ outcome: 'direct', because: 'loopback' });
    expect(selectProxy({ host: 'a.example', port: 443 }, { ...https, no_proxy: 'b.example, .example' })).toEqual({ outcome: 'direct', because: 'no-proxy' });
    expect(selectProxy({ host: 'a.example', port: 443, proxy: 'direct' }, https)).toEqual({ outcome: 'direct', because: 'route' });
    expect(selectProxy({ host: '127.0.0.1', port: 443, proxy: 'http://[::1]:80' }, https)).toMatchObject({ outcome: 'proxied', proxy: 'http://[::1]:80', from: 'route.proxy' });
  });
  test.each([
    ['*', 'a.example', 443, true], ['example', 'a.example', 443, true], ['xample', 'a.example', 443, false], ['*.example', 'a.example', 443, true],
    ['a.example:8443', 'a.example', 443, false], ['a.example:443', 'a.example', 443, true], ['10.0.0.0/8', '10.1.2.3', 443, true],
    ['10.0.0.0/8', '11.1.2.3', 443, false], ['fd00::/8', 'fd12::1', 443, true], ['10.0.0.0/99', '10.1.2.3', 443, false], ['::1', '::1', 443, true], ['', 'a.example', 443, false],
  ])('NO_PROXY=%s for %s port %i: %s', (list, host, port, exempt) => {
    expect(isExempt(list, host, port)).toBe(exempt);
  });
  test.each([
    ['127.0.0.1:7890', 'http://127.0.0.1:7890'], ['http://u:p@proxy.example', 'http://proxy.example:80'], ['https://proxy.example', 'https://proxy.example:443'],
    ['SOCKS5://[::1]:9', 'socks5://[::1]:9'], ['socks4a://proxy.example', 'socks4://proxy.example:1080'], ['http://proxy.example:80/', 'http://proxy.example:80'],
  ])('%s is read as %s', (setting, url) => {
    expect(readProxy(setting)).toMatchObject({ url });
  });
  test.each([
    ['http://http://proxy.example:80', 'scheme-doubled', 'http://proxy.example:80'],
    ['http://', 'unreadable', undefined], ['ftp://127.0.0.1:1080', 'scheme-unsupported', undefined], ['http://127.0.0.1:99999', 'port-invalid', undefined],
    ['http//proxy.example:3128', 'separator', 'http://proxy.example:3128'], ['http:/proxy.example:3128', 'separator', 'http://proxy.example:3128'], ['http:\\\\proxy.example:1', 'separator', 'http://proxy.example:1'],
    ['"http://proxy.example:3128"', 'quoted', 'http://proxy.example:3128'], ['http://proxy.exa\u200bmple:3128', 'invisible-character', 'http://proxy.example:3128'],
    ['http://mara:1#3@proxy.example:3128', 'credential-not-encoded', 'http://USER:PASSWORD@proxy.example:3128'],
    ["'mara:a/b@c@proxy.example:3128'", 'quoted', 'http://USER:PASSWORD@proxy.example:3128'],
    ['http://wpad.example/proxy.pac', 'pac-url', undefined],
  ])('%s can not be followed: %s, meant as %s', (setting, reason, suggested) => {
    const read = readProxy(setting);
    expect(read).toMatchObject({ reason });
    expect('suggested' in read ? read.suggested : undefined).toBe(suggested);
  });
  test('a repaired setting keeps the credential as it was typed', () => {
    const repaired = repairProxySetting('"http//mara:a#b/c@d@proxy.example:3128"') ?? '';
    expect(readProxy(repaired)).toMatchObject({ url: 'http://proxy.example:3128' });
    expect(readProxyCredential(repaired)).toBe('mara:a#b/c@d');
  });
  test('an experiment takes the other spelling, the HTTP variable or the setting as it was meant', () => {
    const environment = { https_proxy: '"http://a.example:1"', HTTPS_PROXY: 'http://b.example:2', HTTP_PROXY: 'http://c.example:3' };
    const by = (variant: 'repaired' | 'other-spelling' | 'http-variable') => selectProxy({ host: 'x.example', port: 443, variant }, environment);
    expect(selectProxy({ host: 'x.example', port: 443 }, environment)).toMatchObject({ outcome: 'invalid', reason: 'quoted' });
    expect([by('repaired'), by('other-spelling'), by('http-variable')].map((selection) => ('proxy' in selection ? selection.proxy : ''))).toEqual(['http://a.example:1', 'http://b.example:2', 'http://c.example:3']);
  });
  test('no text makes the reader throw, and no address that is read holds user-info', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true }).map((url) => url.replace('//', '//mara:p%40ss@'))), (text) => {
      const read = readProxy(text);
      readProxyCredential(text);
      expect('url' in read ? read.url : '').not.toMatch(/@|mara/);
      const repaired = repairProxySetting(text);
      expect(repaired === undefined || 'url' in readProxy(repaired)).toBe(true);
      expect(JSON.stringify(read)).not.toMatch(/mara|p%40ss|p@ss/);
      expect(typeof isExempt(text, text, 443)).toBe('boolean');
    }));
  });
});

test('an answer of a proxy is read without trust in it', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(Object.keys(parseHead(`HTTP/1.1 407 X\r\n${text}`).headers).every((name) => ['proxy-authenticate', 'via', 'x-squid-error', 'server'].includes(name))).toBe(true);
  }));
  expect(parseHead('HTTP/1.1 503 No\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\nSet-Cookie: a=b\r\n')).toEqual({ status: 503, phrase: 'No', headers: { 'x-squid-error': 'ERR_DNS_FAIL 0' } });
});

describe('a tunnel', () => {
  test('through an HTTP and a SOCKS proxy leads to the target, with the credential of the setting', async () => {
    await using echo = await startTcpServer({ behaviour: 'echo' });
    const resolve = { 'service.example': `127.0.0.1:${echo.port}` };
    await using http = await startHttpProxy({ resolve, credential });
    await using socks = await startSocksProxy({ resolve, credential });
    for (const { url } of [http, socks]) {
      const { value, lent } = await gather(proxyTunnel.of({ host: 'service.example', port: 443, route: { proxy: url.replace('//', `//${userInfo}`) } }));
      expect(value).toMatchObject({ outcome: 'open', proxy: url, credentialSent: true });
      expect(await echoOver(lent)).toBe('hello');
    }
    expect(socks.requests[0]?.host).toBe('service.example');
    process.env['PROXY_CREDENTIAL'] = `${credential.user}:${credential.password}`;
    const { value, lent } = await gather(proxyTunnel.of({ host: 'service.example', port: 443, route: { proxy: http.url, proxyCredential: { $secret: 'env:PROXY_CREDENTIAL' } } }));
    expect(value).toMatchObject({ outcome: 'open' });
    lent?.[Symbol.dispose]();
    delete process.env['PROXY_CREDENTIAL'];
  });
  test('keeps what the target says right behind the answer of the proxy', async () => {
    await using proxy = await startTcpServer({ behaviour: { banner: 'HTTP/1.1 200 OK\r\n\r\nSSH-2.0-x' } });
    const { value, lent } = await gather(proxyTunnel.of({ host: 'service.example', port: 22, route: { proxy: `http://127.0.0.1:${proxy.port}` } }));
    expect(value).toMatchObject({ outcome: 'open', status: 200 });
    const { socket } = lent as LentSocket;
    socket.resume();
    const [chunk] = await once(socket, 'data') as [Buffer];
    expect(chunk.toString()).toBe('SSH-2.0-x');
    socket.destroy();
  });
  test('is not needed where nothing names a proxy: the connection itself is lent on', async () => {
    await using echo = await startTcpServer({ behaviour: 'echo' });
    const { value, lent } = await gather(proxyTunnel.of({ host: '127.0.0.1', port: echo.port }));
    expect(value).toEqual({ outcome: 'direct' });
    expect(await echoOver(lent)).toBe('hello');
  });
  test.each(['hang', 'reset'] as const)('that the proxy answers with %s is none', async (fault) => {
    await using http = await startHttpProxy({ fault });
    await using socks = await startSocksProxy({ fault });
    for (const { url } of [http, socks]) {
      const { value } = await gather(proxyTunnel.of({ host: 'service.example', port: 443, route: { proxy: url } }), { patienceMs: 300 });
      expect(value).toMatchObject({ outcome: fault === 'hang' ? 'timed-out' : 'reset' });
    }
  });
});

test('what a port speaks is told by its first bytes', async () => {
  await using http = await startHttpProxy();
  await using socks = await startSocksProxy();
  await using old = await startSocksProxy({ version: 4 });
  await using mute = await startTcpServer({ behaviour: 'never-answer' });
  const speaks = async (port: number) => (await gather(proxyProtocol.of({ host: '127.0.0.1', port }), { patienceMs: 400 })).value;
  expect(await speaks(http.port)).toEqual({ outcome: 'probed', speaks: ['http'] });
  expect(await speaks(socks.port)).toEqual({ outcome: 'probed', speaks: ['socks5'] });
  expect(await speaks(old.port)).toEqual({ outcome: 'probed', speaks: ['socks4'] });
  expect(await speaks(mute.port)).toEqual({ outcome: 'probed', speaks: [] });
});

describe('the cause of a proxy that lets nobody through', () => {
  const target = (proxy: string, host = 'service.example', port = 443) => ({ kind: 'tcp-endpoint', host, port, route: { proxy } });

  test('a dead proxy is named, and going without it was tried', async () => {
    await using closed = await refusedPort();
    await using echo = await startTcpServer({ behaviour: 'echo' });
    const report = await examineWay(target(`http://127.0.0.1:${closed.port}`, '127.0.0.1', echo.port), proxyCauses);
    expect(answer(report)).toEqual({ cause: 'network/proxy-unreachable#refused certain', remedies: ['network/drop-route-proxy works', 'network/start-proxy not-tested'] });
    expect(report.bugs).toEqual([]);
  });

  test('an environment that names a proxy is followed, and the check of the name stands aside', async () => {
    await using closed = await refusedPort();
    process.env['HTTPS_PROXY'] = `http://mara:s3cret-word@127.0.0.1:${closed.port}`;
    const report = await examineWay({ kind: 'tcp-endpoint', host: 'service.example', port: 443 }, proxyCauses);
    expect(answer(report).cause).toBe('network/proxy-unreachable#refused certain');
    expect(report.diagnoses[0]?.params).toMatchObject({ from: 'HTTPS_PROXY', proxy: `http://127.0.0.1:${closed.port}` });
    expect(troubles(report)).toEqual(['network/proxy#unreachable']);
    expect(JSON.stringify(report)).not.toContain('s3cret-word');
  });

  test('a literal credential in the route never gets into the report', async () => {
    await using proxy = await startHttpProxy({ fault: { refuse: 403 } });
    const report = await examineWay(target(proxy.url.replace('//', '//mara:p%40ss-w%2Frd@')), proxyCauses);
    expect(JSON.stringify(report)).not.toMatch(/p%40ss-w%2Frd|p@ss-w\/rd/);
  });

  test('a proxy that wants a credential: missing is told from wrong', async () => {
    await using http = await startHttpProxy({ credential });
    await using socks = await startSocksProxy({ credential });
    expect(answer(await examineWay(target(http.url), proxyCauses)).cause).toBe('network/proxy-authentication-required#missing-challenge certain');
    expect(answer(await examineWay(target(http.url.replace('//', '//mara:wrong-word@')), proxyCauses)).cause).toBe('network/proxy-authentication-required#rejected-challenge certain');
    expect(answer(await examineWay(target(socks.url), proxyCauses)).cause).toBe('network/proxy-authentication-required#missing-socks certain');
    expect(answer(await examineWay(target(socks.url.replace('//', '//mara:wrong-word@')), proxyCauses)).cause).toBe('network/proxy-authentication-required#rejected-socks certain');
  });

  test('a proxy that only signs in by NTLM is no matter of a password', async () => {
    await using proxy = await startTcpServer({ behaviour: { banner: 'HTTP/1.1 407 Auth\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n' } });
    const report = await examineWay(target(`http://127.0.0.1:${proxy.port}`), proxyCauses);
    expect(answer(report)).toMatchObject({ cause: 'network/proxy-authentication-required#other-scheme certain' });
    expect(report.diagnoses[0]?.params['scheme']).toBe('negotiate, ntlm');
  });

  test('a rule of the proxy is told from a proxy that cannot reach the target', async () => {
    await using strict = await startHttpProxy({ fault: { refuse: 403 } });
    await using lost = await startHttpProxy();
    await using socks = await startSocksProxy({ fault: { reply: 2 } });
    expect(answer(await examineWay(target(strict.url), proxyCauses)).cause).toBe('network/proxy-refusal#policy-detail certain');
    expect(answer(await examineWay(target(lost.url), proxyCauses)).cause).toBe('network/proxy-refusal#cannot-reach-detail certain');
    expect(answer(await examineWay(target(socks.url), proxyCauses)).cause).toBe('network/proxy-refusal#policy certain');
  });

  test.each([['https', 'http'], ['socks5', 'http'], ['http', 'socks5'], ['socks5', 'socks4'], ['socks4', 'socks5'], ['socks4', 'http'], ['http', 'socks4']] as const)('%s:// before a port that speaks %s: the right scheme was tried', async (given, spoken) => {
    await using echo = await startTcpServer({ behaviour: 'echo' });
    const resolve = { 'service.example': `127.0.0.1:${echo.port}` };
    await using proxy = spoken === 'http' ? await startHttpProxy({ resolve }) : await startSocksProxy({ resolve, ...(spoken === 'socks4' ? { version: 4 } : {}) });
    const report = await examineWay(target(`${given}://127.0.0.1:${proxy.port}`), proxyCauses, {}, 2_500);
    expect(answer(report)).toEqual({ cause: 'network/proxy-wrong-scheme#speaks-other certain', remedies: ['network/correct-proxy-scheme works'] });
    expect(report.diagnoses[0]?.params).toMatchObject({ given, spoken, suggested: proxy.url });
  });

  test.each([['hang', 'proxy-silence'], ['reset', 'proxy-hang-up']] as const)('a proxy that answers everything with %s', async (fault, cause) => {
    await using proxy = await startHttpProxy({ fault });
    const report = await examineWay(target(proxy.url), proxyCauses, {}, 2_500);
    expect(answer(report).cause).toBe(`network/${cause}#mute likely`);
    expect(report.diagnoses).toHaveLength(1);
    expect(report.diagnoses[0]?.open.map(({ text }) => text)).toEqual(['network/proxy-wrong-scheme#silent']);
  });

  test.each([['an end', 'proxy-hang-up'], ['nothing', 'proxy-silence']] as const)('a proxy that answers CONNECT alone with %s is alive: the way behind it is not', async (reaction, cause) => {
    const server = createServer((_request, response) => void response.end());
    server.on('connect', (_request, socket) => void (reaction === 'nothing' ? socket.resume() : socket.end()));
    await using proxy = await listenOnLoopback(server);
    await using echo = await startTcpServer({ behaviour: 'echo' });
    const report = await examineWay(target(`http://127.0.0.1:${proxy.port}`, '127.0.0.1', echo.port), proxyCauses, {}, 2_500);
    expect(answer(report)).toMatchObject({ cause: `network/${cause}#this-target-only certain` });
    expect(answer(report).remedies).toContain('network/drop-route-proxy works');
  });

  test('another service at the address of the proxy is named, and no scheme is suggested for it', async () => {
    await using ssh = await startTcpServer({ behaviour: { banner: 'SSH-2.0-OpenSSH_9.9\r\n' } });
    const report = await examineWay(target(`http://127.0.0.1:${ssh.port}`), proxyCauses, {}, 2_500);
    expect(answer(report).cause).toBe('network/not-a-proxy#other-service certain');
    expect(report.diagnoses[0]?.params).toMatchObject({ protocol: 'SSH', from: 'route.proxy' });
    expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/proxy-wrong-scheme#no-proxy');
  });

  test('two proxies that are dead are two diagnoses, one that two targets share is one', async () => {
    await using one = await refusedPort();
    await using other = await refusedPort();
    const plugins = [await networkPlugin()];
    const by = (host: string, { port }: { readonly port: number }) => ({ kind: 'tcp-endpoint', host, port: 443, route: { proxy: `http://127.0.0.1:${port}` } });
    const { diagnoses } = await run({ plugins, targets: [by('a.example', one), by('b.example', other), by('c.example', other)], controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } }, { timeoutMs: 6_000 });
    const dead = diagnoses.filter(({ cause }) => cause === 'network/proxy-unreachable');
    expect(dead.map(({ subject, params, explains }) => [subject, params['proxy'], explains.length])).toEqual([one, other].map(({ port }, index) => [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}`, index + 1]).toSorted());
  });

  test('plain HTTP goes by HTTP_PROXY on any port, and never by HTTPS_PROXY', async () => {
    await using closed = await refusedPort();
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${closed.port}`;
    const report = await examine('http://service.example:8080/');
    expect(found(report)).toEqual(['proxy-unreachable#refused']);
    expect(report.diagnoses[0]?.params).toMatchObject({ from: 'HTTP_PROXY' });
    // The proxy looks the name up: it is not judged here.
    expect(report.findings.map(({ check }) => check)).not.toContain('network/name-resolution');
  });

  test('plain HTTP goes as a whole request through a proxy that allows CONNECT to port 443 alone', async () => {
    await using server = await startHttpServer({ fallback: { body: 'hello' } });
    const options = { connect: 'refused', resolve: { 'service.example': `127.0.0.1:${server.port}` } } as const;
    await using proxy = await startHttpProxy(options);
    const report = await examine('http://service.example/models?a=1', {}, { given: { route: { proxy: proxy.url } } });
    expect([report.exitCode, found(report)]).toEqual([0, []]);
    expect(proxy.requests.map(({ method, target: asked }) => `${method} ${asked}`)).toEqual(['CONNECT service.example:80', 'HEAD http://service.example:80/', 'GET http://service.example/models?a=1']);
    await using strict = await startHttpProxy({ ...options, credential });
    const known = await examine('http://service.example/', {}, { given: { route: { proxy: strict.url.replace('//', `//${userInfo}`) } } });
    expect(known.exitCode).toBe(0);
    expect(JSON.stringify(known)).not.toContain('p@ss:w/rd');
    // A rule that forbids the target forbids whole requests too: that is no green.
    await using forbids = await startHttpProxy({ fault: { refuse: 403 } });
    expect(found(await examine('http://service.example/', {}, { given: { route: { proxy: forbids.url } } }))).toEqual(['proxy-refusal#policy-detail']);
    // The same proxy for TLS: there CONNECT is the only way.
    expect(answer(await examineWay(target(proxy.url), proxyCauses)).cause).toBe('network/proxy-refusal#policy-detail certain');
  });

  test('a service answers through a SOCKS4 proxy, which looks the name up', async () => {
    await using server = await startHttpServer({ fallback: { body: 'hello' } });
    await using proxy = await startSocksProxy({ version: 4, resolve: { 'service.example': `127.0.0.1:${server.port}` } });
    expect((await examine('http://service.example/', {}, { given: { route: { proxy: proxy.url } } })).exitCode).toBe(0);
    expect(proxy.requests[0]?.host).toBe('service.example');
    await using refuses = await startSocksProxy({ version: 4, fault: 'no-method' });
    const report = await examineWay(target(refuses.url), proxyCauses);
    expect([answer(report).cause, report.diagnoses[0]?.params['answer']]).toEqual(['network/proxy-refusal#refused likely', 'SOCKS 91, request rejected or failed']);
  });

  test('a proxy over TLS whose certificate does not hold gets no credential', async () => {
    const { chain, key } = await selfSigned({ names: ['127.0.0.1'] });
    await using proxy = await startTlsServer({ chain, key });
    const { value } = await gather(proxyTunnel.of({ host: 'service.example', port: 443, route: { proxy: `https://${userInfo}127.0.0.1:${proxy.port}` } }));
    expect(value).toMatchObject({ outcome: 'untrusted', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', credentialSent: false });
  });

  test('a proxy over TLS that a private authority vouches for is trusted by the route\'s authorities', async () => {
    const authority = await createAuthority({ name: 'Proxy Root' });
    const { chain, key } = await authority.issue({ names: ['127.0.0.1'] });
    const folder = await mkdtemp(join(tmpdir(), 'culprit-proxy-'));
    try {
      await writeFile(join(folder, 'ca.pem'), authority.certificate);
      const server = createSecureServer({ cert: chain.join('\n'), key }, (socket) => void socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')));
      await using proxy = await listenOnLoopback(server);
      const route = { proxy: `https://127.0.0.1:${proxy.port}` };
      const outcome = async (more: { readonly ca?: string }) => {
        const { value, lent } = await gather(proxyTunnel.of({ host: 'service.example', port: 443, route: { ...route, ...more } }));
        lent?.[Symbol.dispose]();
        return value;
      };
      expect(await outcome({})).toMatchObject({ outcome: 'untrusted' });
      expect(await outcome({ ca: join(folder, 'ca.pem') })).toMatchObject({ outcome: 'open', status: 200 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('a proxy over TLS whose certificate does not hold stands alone, with what to do about it', async () => {
    const { chain, key } = await selfSigned({ names: ['127.0.0.1'] });
    await using proxy = await startTlsServer({ chain, key });
    const report = await examineWay(target(`https://127.0.0.1:${proxy.port}`), proxyCauses, {}, 2_500);
    expect(answer(report)).toEqual({ cause: 'network/proxy#untrusted certain', remedies: ['network/trust-proxy-certificate not-tested'] });
  });

  test('a setting that can not be read is named, and never shown', async () => {
    const report = await examineWay(target('ftp://mara:s3cret-word@127.0.0.1:1080'), proxyCauses);
    expect(answer(report).cause).toBe('network/proxy-setting-invalid#scheme-unsupported certain');
    expect(JSON.stringify(report)).not.toContain('s3cret-word');
  });

  test('a password that ends the address is named, never shown, and the setting as it was meant was tried with it', async () => {
    await using echo = await startTcpServer({ behaviour: 'echo' });
    await using proxy = await startHttpProxy({ resolve: { 'service.example': `127.0.0.1:${echo.port}` }, credential: { user: 'mara', password: 's3cret#w/rd' } });
    process.env['HTTPS_PROXY'] = proxy.url.replace('//', '//mara:s3cret#w/rd@');
    const report = await examineWay({ kind: 'tcp-endpoint', host: 'service.example', port: 443 }, proxyCauses);
    expect(answer(report)).toEqual({ cause: 'network/proxy-setting-invalid#credential-not-encoded certain', remedies: ['network/repair-proxy-setting works', 'network/bypass-proxy not-tested'] });
    expect(report.diagnoses[0]?.params).toMatchObject({ suggested: proxy.url.replace('//', '//USER:PASSWORD@') });
    expect(JSON.stringify(report)).not.toMatch(/s3cret/);
  });

  test('a network that lets out by its proxy alone is named, the way by the proxy was tried, and a request to its administrators is ready', async () => {
    await using wall = await refusedPort();
    await using echo = await startTcpServer({ behaviour: 'echo' });
    await using proxy = await startHttpProxy({ resolve: { [`127.0.0.1:${wall.port}`]: `127.0.0.1:${echo.port}` } });
    process.env['HTTPS_PROXY'] = proxy.url;
    const direct = { kind: 'tcp-endpoint', host: 'service.example', port: 443, route: { proxy: 'direct', connectTo: `127.0.0.1:${wall.port}` } };
    const report = await examineWay(direct, [blockingEgress]);
    expect(answer(report)).toEqual({ cause: 'network/blocking-egress#proxy-only certain', remedies: ['network/go-by-proxy works', 'network/request-egress not-tested'] });
    expect(report.diagnoses[0]?.params).toMatchObject({ code: 'ECONNREFUSED', evidence: expect.stringMatching(/^service\.example:443 ECONNREFUSED .* open 200$/) });
    delete process.env['HTTPS_PROXY'];
    expect(answer(await examineWay(direct, [blockingEgress])).cause).toBe('network/connection#refused certain');
  });

  test('a proxy that lets the client through is healthy', async () => {
    await using echo = await startTcpServer({ behaviour: 'echo' });
    await using proxy = await startHttpProxy({ resolve: { 'service.example': `127.0.0.1:${echo.port}` } });
    const report = await examineWay(target(proxy.url), proxyCauses);
    expect(report.findings.map(({ id }) => id).toSorted()).toEqual(['network/connection#proxied', 'network/proxy#open']);
    expect(report.exitCode).toBe(0);
  });
});

test.each([
  [{ status: 403 }, 403], [{ reply: 2 }, 'SOCKS 2, connection not allowed by ruleset'], [{ reply: 5 }, 'SOCKS 5, Connection refused'], [{ reply: 77 }, 'SOCKS 77'], [{}, undefined],
] as const)('an answer of %j is told as %s', (answer, told) => expect(proxyAnswer(answer)).toBe(told));
