import { errorReply, startHttpProxy, startHttpServer, startTlsServer, createAuthority, httpHandler, type HttpBehaviour, type HttpProxy } from '@culprit/lab';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnosisOf, examine, found, trialsOf } from './examine.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

process.env['LAB_KEY'] = 'lab-key-1';
/** A service that wants a key and, of those who have it, a version. */
const strict: HttpBehaviour = {
  ifHeader: { name: 'authorization', value: /^Bearer lab-key-1$/ },
  then: { ifHeader: { name: 'x-version', value: /^2$/ }, then: { body: 'ok' }, otherwise: errorReply(400) },
  otherwise: errorReply(401),
};
const headers = { Authorization: 'Bearer env:LAB_KEY', 'X-Version': '2' };

async function through(proxy: HttpProxy): Promise<ReturnType<typeof examine>> {
  return examine({ kind: 'http-resource', url: 'http://service.example/models', headers: { ...headers }, route: { proxy: proxy.url } }, {}, { timeoutMs: 5_000 });
}

test.each([['Authorization', '401'], ['X-Version', '400']])('a proxy that takes %s out of plain requests is named', async (field) => {
  await using server = await startHttpServer({ fallback: strict });
  await using proxy = await startHttpProxy({ stripHeaders: [field], resolve: { 'service.example': `127.0.0.1:${server.port}` } });
  const report = await through(proxy);
  expect(found(report)).toEqual(['header-lost-at-proxy#past-it']);
  expect(diagnosisOf(report, 'header-lost-at-proxy')).toMatchObject({ owner: 'network', params: { fields: field, other: 200 } });
  expect(trialsOf(report, 'header-lost-at-proxy')).toEqual(['use-encrypted-endpoint not-tested', 'drop-route-proxy not-tested', 'pass-header-on not-tested']);
  expect(JSON.stringify(report)).not.toContain('lab-key-1');
});

test('a proxy that takes out what nobody asks for is healthy, and a refused key is the account\'s', async () => {
  await using server = await startHttpServer({ fallback: strict });
  const resolve = { 'service.example': `127.0.0.1:${server.port}` };
  await using harmless = await startHttpProxy({ stripHeaders: ['X-Other'], resolve });
  expect((await through(harmless)).exitCode).toBe(0);
  await using closed = await startHttpServer({ fallback: errorReply(401) });
  await using faithful = await startHttpProxy({ resolve: { 'service.example': `127.0.0.1:${closed.port}` } });
  const report = await through(faithful);
  expect(found(report)).toEqual(['http-unauthorized#same-without-scheme']);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/header-lost-at-proxy#alike');
});

test('a proxy that takes fields out of the answer is told beside the cause', async () => {
  await using server = await startHttpServer({ fallback: { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="lab"', 'X-Trace': 'lab', Age: '3' } } });
  const resolve = { 'service.example': `127.0.0.1:${server.port}` };
  await using proxy = await startHttpProxy({ stripAnswerHeaders: ['WWW-Authenticate', 'Age'], resolve });
  const report = await through(proxy);
  expect(found(report)).toEqual(['http-unauthorized#same-without']);
  expect(report.diagnoses[0]?.ruledOut).toContainEqual(expect.objectContaining({ text: 'network/header-lost-at-proxy#answer-altered', params: { status: 401, fields: '-www-authenticate' } }));
});

test('fields that differ from answer to answer say nothing of the proxy', async () => {
  let count = 0;
  const server = createServer((_, response) => response.writeHead(401, { 'X-Nonce': String(count += 1) }).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await using proxy = await startHttpProxy({ resolve: { 'service.example': `127.0.0.1:${(server.address() as AddressInfo).port}` } });
  const report = await through(proxy);
  server.close();
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/header-lost-at-proxy#alike');
});

test('TLS that the proxy does not open hides the fields from it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'culprit-network-'));
  try {
    const root = await createAuthority({ name: 'Lab Root' });
    const { chain, key } = await root.issue({ names: ['service.example'] });
    const ca = join(directory, 'root.pem');
    await writeFile(ca, root.certificate);
    await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: strict }) });
    await using proxy = await startHttpProxy({ stripHeaders: ['Authorization'], resolve: { 'service.example': `127.0.0.1:${server.port}` } });
    const report = await examine({ kind: 'http-resource', url: 'https://service.example/models', headers: { ...headers }, route: { proxy: proxy.url, ca } }, {}, { timeoutMs: 5_000 });
    expect(report.exitCode).toBe(0);
  } finally {
    await rm(directory, { recursive: true });
  }
});
