import { createAuthority, httpHandler, startDnsServer, startHttpProxy, startHttpServer, startTlsServer, type IssuedCertificate } from '@culprit/lab';
import { createExaminer, defineOptions, isToolError, type Locale, type Route } from '@culprit/core';
import network from '@culprit/network/manifest';
import type { ClientWay } from '@culprit/network/client-ways';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateNames } from '../src/host-name-match.ts';
import manifest from '../src/manifest.ts';
import { clients } from '../src/parity/clients.ts';
import { coversHost } from '../src/parity/host-name-rules.ts';
import { parityBelow } from '../src/parity/below-report.ts';
import { judgeClient } from '../src/parity/judge-client.ts';
import { useWorld } from './examine.ts';

const world = useWorld();
const saved = Object.fromEntries(['SSL_CERT_FILE', 'HOME', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'].map((name) => [name, process.env[name]]));
const corporate = await createAuthority({ name: 'Example Corporation Root' });

// Node reads the system store once in a process, from where OpenSSL is told to look; so this file has it for itself.
beforeAll(() => {
  process.env['SSL_CERT_FILE'] = world().file('system.pem', corporate.certificate);
  process.env['HOME'] = '/dev/null';
  delete process.env['CURL_CA_BUNDLE'];
  delete process.env['REQUESTS_CA_BUNDLE'];
});
afterEach(() => { delete process.env['HTTP_PROXY']; });
afterAll(() => {
  for (const [name, value] of Object.entries(saved)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

interface Ran { readonly code: number; readonly stdout: string }

async function parity(target: string, options: { readonly [name: string]: unknown } = {}, locale: Locale = 'en'): Promise<Ran> {
  const command = await manifest.commands.find(({ name }) => name === 'parity')?.load();
  if (command === undefined) throw new Error('there is no command parity');
  const read = defineOptions(command.options)['~standard'].validate({ timeout: '20s', ...options });
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  let stdout = '';
  const io = { stdin: process.stdin, stdout: (text: string) => void (stdout += text), stderr: () => {}, color: false, interactive: false, columns: 100 };
  const code = await command.run({ positionals: [target], options: read.value, locale, io, signal: new AbortController().signal, env: {}, plugins: [network, manifest] });
  return { code, stdout };
}

/** `client: outcome reason` of each. */
const verdicts = ({ stdout }: Ran): { readonly [client: string]: string } => {
  const { clients: found } = JSON.parse(stdout) as { readonly clients: readonly { readonly client: string; readonly verdict: { readonly outcome: string; readonly reason: string } }[] };
  return Object.fromEntries(found.map(({ client, verdict }) => [client, `${verdict.outcome} ${verdict.reason}`]));
};

const serve = (identity: Pick<IssuedCertificate, 'chain' | 'key'>) => startTlsServer({ ...identity, http: httpHandler({ fallback: { body: 'ok' } }) });
// Java may or may not be on this machine.
const as = 'curl,python,node,go,browser';

test.skipIf(process.platform !== 'linux')('a server that leaves its intermediate out lets browsers in alone', async () => {
  const issuer = await corporate.intermediate({ name: 'Corporate Issuer' });
  await using repository = await startHttpServer({ routes: { '/issuer': { body: issuer.der } } });
  const leaf = await issuer.issue({ names: ['service.test'], caIssuers: `${repository.url}/issuer` });
  await using server = await serve({ chain: [leaf.certificate], key: leaf.key });
  const connectTo = `${server.host}:${server.port}`;
  const ran = await parity('https://service.test/', { as, connectTo, format: 'json' });
  const refused = 'fails issuer-not-fetched';
  expect([ran.code, verdicts(ran)]).toEqual([1, { curl: refused, requests: refused, node: refused, go: refused, browser: 'works works' }]);
  const { stdout } = await parity('https://service.test/path?key=secret', { as: 'curl,browser', connectTo });
  expect(stdout).toContain('They part at trust in the certificate: it stops curl, and not Browser.');
  expect(stdout).toContain('<https://curl.se/docs/sslcerts.html>');
  expect(stdout).not.toContain('secret');
});

test.skipIf(process.platform !== 'linux')('an authority of the system alone is nothing to Node and Python', async () => {
  await using server = await serve(await corporate.issue({ names: ['service.test'] }));
  const options = { as, connectTo: `${server.host}:${server.port}`, format: 'json' };
  expect(verdicts(await parity('service.test', options))).toEqual({ curl: 'works works', requests: 'fails no-path', node: 'fails no-path', go: 'works works', browser: 'works works' });
  expect((await parity('service.test', { ...options, as: 'curl,go' })).code).toBe(0);
  const other = verdicts(await parity('other.test', options));
  expect([...new Set(Object.values(other))]).toEqual(['fails name']);
});

test.skipIf(process.platform !== 'linux')('a certificate with a common name alone is taken by those that still read it', async () => {
  await using server = await serve(await corporate.issue({ commonName: 'service.test', names: [] }));
  const options = { connectTo: `${server.host}:${server.port}` };
  expect(verdicts(await parity('service.test', { ...options, as, format: 'json' }))).toEqual({ curl: 'works works', requests: 'fails name', node: 'fails no-path', go: 'fails name', browser: 'fails name' });
  const { stdout } = await parity('service.test', { ...options, as: 'curl,go' });
  expect(stdout).toContain('They part at the name in the certificate: it stops Go, and not curl.');
  expect(stdout).toContain('takes a name that browsers refuse');
  expect(stdout).toContain('<https://pkg.go.dev/crypto/x509#Certificate.VerifyHostname>');
});

// Each line was tried with a handshake of each client.
const none: readonly string[] = [];
test.each<readonly [string, string, CertificateNames, readonly string[]]>([
  ['a common name alone', 'www.example.com', { dns: none, ip: none, commonName: 'www.example.com' }, ['curl', 'node', 'java']],
  ['a common name with a wildcard', 'www.example.com', { dns: none, ip: none, commonName: '*.example.com' }, ['curl', 'node', 'java']],
  ['a common name beside an IP address', 'www.example.com', { dns: none, ip: ['127.0.0.9'], commonName: 'www.example.com' }, ['node', 'java']],
  ['a common name beside another DNS name', 'www.example.com', { dns: ['other.example'], ip: none, commonName: 'www.example.com' }, []],
  ['a wildcard for a top-level domain', 'example.com', { dns: ['*.com'], ip: none }, ['go', 'java']],
  ['a wildcard at the end of a label', 'www.example.com', { dns: ['w*.example.com'], ip: none }, ['node', 'java']],
  ['a wildcard inside a label', 'www.example.com', { dns: ['w*w.example.com'], ip: none }, ['node', 'java']],
  ['a wildcard that would cover letters twice', 'w.example.com', { dns: ['w*w.example.com'], ip: none }, []],
  ['two wildcards', 'www.foo.example.com', { dns: ['*.*.example.com'], ip: none }, ['java']],
  ['a wildcard behind the first label', 'www.example.com', { dns: ['www.*.com'], ip: none }, ['java']],
  ['a wildcard for one label of two', 'a.b.example.com', { dns: ['*.example.com'], ip: none }, []],
  ['a dot at the end', 'www.example.com', { dns: ['www.example.com.'], ip: none }, ['curl', 'node']],
  ['an address as a DNS name', '127.0.0.1', { dns: ['127.0.0.1'], ip: none }, []],
  ['an address as a common name', '127.0.0.1', { dns: none, ip: none, commonName: '127.0.0.1' }, ['curl']],
  ['the very name', 'www.example.com', { dns: ['www.example.com'], ip: none }, ['curl', 'requests', 'node', 'go', 'java', 'browser']],
])('%s is taken by some', (_, host, names, takers) => {
  expect(clients.filter((policies) => coversHost(host, names, policies.names.rules)).map(({ client }) => client)).toEqual(takers);
});

test('HTTP_PROXY in upper case is read by some and not by others', async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  await using proxy = await startHttpProxy({ resolve: { 'service.test': `127.0.0.1:${server.port}` } });
  await using dns = await startDnsServer({ answers: {} });
  process.env['HTTP_PROXY'] = proxy.url;
  const options = { as, resolver: `${dns.host}:${dns.port}` };
  const ran = await parity('http://service.test/', { ...options, format: 'json' });
  const direct = 'fails not-resolved';
  expect([ran.code, verdicts(ran)]).toEqual([1, { curl: direct, requests: 'works works', node: direct, go: 'works works', browser: direct }]);
  const { stdout } = await parity('http://service.test/', options, 'zh-CN');
  expect(stdout).toContain('差别出现在连接：curl、Node fetch、Browser 到此为止，Python requests、Go 不受影响。');
});

test('a broken family is nothing to clients that try both', async () => {
  await using server = await startHttpServer({ fallback: { redirect: '/elsewhere' } });
  await using dns = await startDnsServer({ answers: { 'service.test': { a: ['127.0.0.1'], aaaa: ['::1'] } } });
  const options = { resolver: `${dns.host}:${dns.port}`, format: 'json' };
  const ran = await parity(`http://service.test:${server.port}/`, options);
  expect([ran.code, new Set(Object.values(verdicts(ran)))]).toEqual([0, new Set(['works works'])]);
  expect(ran.stdout).toContain('redirect-stops');
});

describe('below a report', () => {
  const examined = async (text: string, route: Route, as: string, locale: Locale = 'en') => {
    const below = parityBelow(as, locale, false);
    const report = await createExaminer({ plugins: [network, manifest] }).examine([text], { given: { route }, also: below.ask });
    // The experiments of causes have more to their inputs.
    const plain = report.evidence.filter(({ input }) => Object.keys(input).every((name) => ['url', 'host', 'port', 'scheme', 'route'].includes(name)));
    return { text: below.text(), cause: report.diagnoses[0]?.cause, asked: (fact: string) => plain.filter((one) => one.fact === fact).length };
  };

  test.skipIf(process.platform !== 'linux')('the matrix rests on the answers that the diagnosis had', async () => {
    await using server = await serve(await corporate.issue({ names: ['service.test'] }));
    const { text, cause, asked } = await examined('https://service.test/path', { connectTo: `${server.host}:${server.port}` }, 'curl,node');
    expect({ cause, exchanges: asked('network/http-exchange'), stores: asked('certificate/trust-store-comparison') }).toEqual({ cause: expect.stringMatching(/^certificate\//), exchanges: 1, stores: 1 });
    expect([asked('network/tcp-connection'), asked('network/tls-handshake')]).toEqual([1, 1]);
    expect(text).toMatch(/^https:\/\/service\.test\/path\n\n✓ curl .*\n✗ Node fetch .*\n\nThey part at trust/);
  });

  test('a client that goes another way is asked for on that way, and in Chinese', async () => {
    await using server = await startHttpServer({ fallback: { body: 'ok' } });
    await using proxy = await startHttpProxy({ resolve: { 'service.test': `127.0.0.1:${server.port}` } });
    process.env['HTTP_PROXY'] = proxy.url;
    const { text, asked } = await examined('http://service.test/', { connectTo: `127.0.0.1:${server.port}` }, 'curl,python', 'zh-CN');
    expect(asked('network/http-exchange')).toBe(2);
    expect(text).toContain(`✓ Python requests  ${proxy.url}（HTTP_PROXY）`);
  });

  test('there is none for what has no address', async () => {
    expect((await examined('tcp://127.0.0.1:9', {}, 'curl')).text).toBe('Clients are compared by http and https addresses, and no target is one.\n');
  });
});

test('what can not be meant is refused', async () => {
  const refusal = async (running: Promise<Ran>): Promise<string> => running.then(() => '', (error: unknown) => (isToolError(error) ? error.code : 'other'));
  expect(await refusal(parity('https://ada:lovelace@service.test/'))).toBe('USAGE_INVALID');
  expect(await refusal(parity('service.test', { as: 'lynx' }))).toBe('USAGE_INVALID');
  expect(await refusal(parity('service.test', { confirm: true, connectTo: '127.0.0.1:1' }))).toBe('USAGE_INVALID');
});

describe('a client with both families', () => {
  const connected = { outcome: 'connected', address: '192.0.2.1', family: 4, localAddress: '192.0.2.9', tookMs: 1, attempts: [] } as const;
  const dead = { outcome: 'timed-out', attempts: [], tookMs: 1, code: 'ETIMEDOUT' } as const;
  const resolution = { outcome: 'resolved', resolver: 'system', tookMs: 1, canonicalNames: [], answers: 0, addresses: [{ address: '2001:db8::1', family: 6 }, { address: '192.0.2.1', family: 4 }] } as const;
  const answered = { outcome: 'answered', tookMs: 1, status: 200, reason: 'OK', headers: {}, httpVersion: '1.1', body: { text: '', bytes: 0, complete: true }, kind: 'other', sentAt: '', receivedAt: '' } as never;
  const judged = (families: { readonly 4: typeof connected | typeof dead; readonly 6: typeof connected | typeof dead }): { readonly [client: string]: string } => Object.fromEntries(clients.map((policies) => {
    const way: ClientWay = { client: policies.client, source: '', way: 'direct', because: 'no-variable' };
    const { outcome, reason, remarks } = judgeClient(policies, way, { url: 'http://service.test/', secure: false, named: 'yes', storeReplaced: false, resolution, families }, { connection: connected, tunnel: { outcome: 'direct' }, exchange: answered });
    return [policies.client, [outcome, reason, ...remarks.map(({ remark }) => remark)].join(' ')];
  }));

  test('waits for a silent IPv6 where it takes one address after the other', () => {
    expect(judged({ 4: connected, 6: dead })).toMatchObject({ curl: 'works works', requests: 'works works waits', java: 'works works' });
  });
  test('that tries IPv4 alone fails where only IPv6 answers', () => {
    expect(judged({ 4: dead, 6: connected })).toMatchObject({ curl: 'works works', requests: 'works works', java: 'fails one-address' });
  });
});

test.each([
  ['https://service.test/b', []], ['https://other.test/', ['requests', 'node', 'go', 'browser']], ['https://data.service.test/', ['requests', 'node', 'browser']],
  ['http://service.test/', ['requests', 'node', 'browser']], ['https://service.test:8443/', ['requests', 'node', 'browser']],
])('a redirect to %s loses the credential of %j', (location, losing) => {
  const exchange = { outcome: 'answered', tookMs: 1, status: 302, headers: { location } } as never;
  const handshake = { outcome: 'completed', chain: [] } as never;
  const trust = { outcome: 'compared', subject: '', runtime: 'accepts', stores: ['bundled', 'system', 'certifi', 'java'].map((store) => ({ store, outcome: 'accepts' })) } as never;
  const seen = { connection: { outcome: 'connected' } as never, handshake, trust, exchange };
  const dropped = clients.filter((policies) => judgeClient(policies, { client: policies.client, source: '', way: 'direct', because: 'no-variable' }, { url: 'https://service.test/a', secure: true, named: 'yes', storeReplaced: false }, seen)
    .remarks.some(({ remark }) => remark === 'credential-dropped')).map(({ client }) => client);
  expect(dropped).toEqual(losing);
});
