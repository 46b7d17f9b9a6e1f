import { createAuthority, httpHandler, startHttpServer, startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { csvOf } from '../src/api/csv.ts';
import { startServer, type TestServer } from './start-server.ts';

interface Look { readonly result: { readonly verdict: string; readonly cause?: string } }

async function lookAt(server: TestServer, entry: unknown, cookie: string): Promise<Look> {
  const { body } = await server.call('POST', '/api/v1/targets', { entry, retries: 0 }, { cookie });
  return (await server.call('POST', `/api/v1/targets/${(body as { id: string }).id}/run`, undefined, { cookie })).body;
}

test('a certificate sends the server nowhere that it may not go, by the addresses in it or a redirect from there', async () => {
  await using inner = await startHttpServer({ fallback: { body: 'internal' } });
  await using outer = await startHttpServer({ fallback: { redirect: `${inner.url}/issuer.der` } });
  const root = await createAuthority({ name: 'Lab Root' });
  const issuer = await root.intermediate({ name: 'Lab Issuer' });
  const leaf = await issuer.issue({ names: ['127.0.0.1'], caIssuers: `${outer.url}/issuer.der`, ocsp: `${inner.url}/ocsp`, crl: `${inner.url}/list.crl` });
  await using hostile = await startTlsServer({ chain: leaf.chain.slice(0, 1), key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  await using server = await startServer({ allow: [`127.0.0.1:${hostile.port}`, `127.0.0.1:${outer.port}`], online: true });
  const look = await lookAt(server, `https://127.0.0.1:${hostile.port}/`, await server.session('editor'));
  expect([look.result.verdict, outer.requests.length > 0, inner.requests]).toEqual(['down', true, []]);
});

test('header fields of a target end where they end, and frame no other request', async () => {
  await using web = await startHttpServer({ fallback: { body: 'ok' } });
  await using server = await startServer({ allow: [`127.0.0.1:${web.port}`] });
  const cookie = await server.session('editor');
  const smuggled = 'x\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n';
  for (const headers of [{ 'x-note': smuggled }, { [`x-note: 1\r\n${smuggled}`]: 'x' }, { 'content-length': '0', 'transfer-encoding': 'chunked' }]) {
    const look = await lookAt(server, { kind: 'http-resource', url: `${web.url}/`, headers }, cookie);
    expect([headers, look.result.cause]).toEqual([headers, expect.stringMatching(/^network\/http-response#not-sent@/)]);
  }
  expect(web.requests.filter(({ url }) => url !== '/')).toEqual([]);
});

test('an entry that nobody would type is refused before it stands in every list', async () => {
  await using server = await startServer();
  const cookie = await server.session('editor');
  for (const entry of [`https://example.com/?${'&'.repeat(100_000)}`, { kind: 'http-resource', url: 'https://example.com/', headers: { 'x-note': 'x'.repeat(10_000) } }]) {
    expect(await server.call('POST', '/api/v1/targets', { entry }, { cookie })).toMatchObject({ status: 413, body: { code: 'too-large' } });
  }
  expect((await server.call('GET', '/api/v1/targets', undefined, { cookie })).body).toEqual({ items: [] });
});

test('an address that a client only claims is no address: not in the audit log, and not for the limits', async () => {
  await using server = await startServer();
  const cookie = await server.session('admin');
  const statuses: number[] = [];
  for (let guess = 0; guess < 22; guess += 1) statuses.push((await server.call('POST', '/api/v1/session', { name: `name${guess}`, password: 'x' }, { 'x-forwarded-for': `203.0.113.${guess}`, 'x-real-ip': `203.0.113.${guess}`, forwarded: `for=203.0.113.${guess}` })).status);
  expect(statuses.slice(-2)).toEqual([429, 429]);
  const { items } = (await server.call('GET', '/api/v1/audit', undefined, { cookie })).body as { items: readonly { address: string }[] };
  expect(new Set(items.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
});

test('no cell of an export begins a formula, in whatever width it is written', () => {
  const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)', '"=1', 'plain, with a comma', '-5 ms'];
  const [, ...rows] = csvOf(['name'], cells.map((cell) => [cell])).split(/(?<=")\r\n|(?<!")\r\n/);
  for (const row of rows.filter((row) => row !== '')) expect(row).toMatch(/^(?:'|"'|"""=|"plain)/);
  // A number stays one.
  expect(csvOf(['ms'], [[-5]])).toBe('ms\r\n-5\r\n');
});
