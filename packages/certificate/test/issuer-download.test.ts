import type { Permits } from '@culprit/core';
import { createAuthority, refusedPort, startHttpServer, startTcpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { mayContact, scopeOf, type AddressScope } from '../src/issuer-download/reach.ts';
import { downloadIssuer, type Download } from '../src/issuer-download/download-issuer.ts';

const root = await createAuthority({ name: 'Test Root' });
const download = (url: string, target: AddressScope = 'loopback', timeoutMs = 2_000, permits: Permits = () => true): Promise<Download> => downloadIssuer(url, { target, permits, timeoutMs, signal: new AbortController().signal });
const serve = { '/root.crt': { body: root.der }, '/moved': { redirect: '/root.crt' }, '/away': { redirect: 'https://ca.test/root.crt' }, '/round': { redirect: '/round' } } as const;

test('a certificate is fetched, over redirects too as long as they stay on http', async () => {
  await using server = await startHttpServer({ routes: serve });
  expect(await download(`${server.url}/root.crt`)).toMatchObject({ outcome: 'fetched', encoding: 'der' });
  expect(await download(`${server.url}/moved`)).toMatchObject({ outcome: 'fetched' });
  expect(await download(`${server.url}/away`)).toEqual({ outcome: 'denied', code: 'scheme' });
  expect(await download(`${server.url}/round`)).toEqual({ outcome: 'unusable', code: 'redirect' });
  expect(await download(`${server.url}/none`)).toEqual({ outcome: 'refused', code: '404' });
});

test('a public or private target never sends us to this machine, neither by address nor by name', async () => {
  await using server = await startHttpServer({ routes: serve });
  for (const target of ['public', 'private'] as const) {
    expect(await download(`${server.url}/root.crt`, target)).toEqual({ outcome: 'denied', code: 'address' });
    expect(await download(`http://localhost:${server.port}/root.crt`, target)).toEqual({ outcome: 'denied', code: 'address' });
  }
  expect(server.connections).toBe(0);
});

test('other schemes, credentials and metadata services are denied whatever the target', async () => {
  for (const url of ['https://ca.test/root.crt', 'ftp://ca.test/', 'file:///etc/passwd', 'http://user:secret@127.0.0.1/', 'http://169.254.169.254/latest/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/']) {
    expect(await download(url)).toMatchObject({ outcome: 'denied' });
  }
});

test('what is too large, silent or refused is an outcome', async () => {
  await using large = await startHttpServer({ fallback: { body: Buffer.alloc(70_000, 0x30) } });
  await using silent = await startTcpServer({ behaviour: 'never-answer' });
  await using refused = await refusedPort();
  expect(await download(`${large.url}/`)).toEqual({ outcome: 'too-large' });
  expect(await download(`http://${silent.host}:${silent.port}/`, 'loopback', 100)).toMatchObject({ outcome: 'unreachable' });
  expect(await download(`http://${refused.host}:${refused.port}/`)).toEqual({ outcome: 'unreachable', code: 'ECONNREFUSED' });
});

test.each([
  ['127.0.0.1', 'loopback'], ['::1', 'loopback'], ['::ffff:127.0.0.1', 'loopback'], ['10.0.0.1', 'private'], ['192.168.1.1', 'private'], ['fd12::1', 'private'],
  ['198.18.0.5', 'private'], ['169.254.169.254', 'forbidden'], ['::ffff:169.254.169.254', 'forbidden'], ['64:ff9b::a9fe:a9fe', 'forbidden'], ['fe80::1', 'forbidden'],
  ['::ffff:100.100.100.200', 'forbidden'], ['192.0.2.1', 'forbidden'], ['2002:a00:1::', 'forbidden'],
  ['0.0.0.0', 'forbidden'], ['8.8.8.8', 'public'], ['64:ff9b::808:808', 'public'], ['2606:4700::1111', 'public'], ['example.com', 'forbidden'],
])('%s is %s', (address, scope) => {
  expect(scopeOf(address)).toBe(scope);
});

test('a private target may point at its own network, a public one not', () => {
  expect([mayContact('10.0.0.1', 'private'), mayContact('10.0.0.1', 'public'), mayContact('8.8.8.8', 'private')]).toEqual([true, false, true]);
});

test('what whoever runs the examination forbids is not fetched, be it named, numbered or behind a redirect', async () => {
  await using server = await startHttpServer({ routes: serve });
  const forbid: Permits = ({ port }) => port !== server.port;
  for (const url of [`${server.url}/root.crt`, `http://localhost:${server.port}/root.crt`]) {
    expect(await download(url, 'loopback', 2_000, forbid)).toEqual({ outcome: 'denied', code: 'address' });
  }
  await using outer = await startHttpServer({ routes: { '/': { redirect: `${server.url}/root.crt` } } });
  expect(await download(`${outer.url}/`, 'loopback', 2_000, forbid)).toEqual({ outcome: 'denied', code: 'address' });
  expect(server.requests).toEqual([]);
});
