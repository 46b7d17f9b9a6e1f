import { createAuthority, errorReply, httpHandler, startHttpServer, startTlsServer, type HttpBehaviour } from '@culprit/lab';
import { isToolError } from '@culprit/core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examine, found } from './examine.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const canary = 'canary-4f1d9c7e2b';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'header-credential-'));
  process.env['HEADER_CREDENTIAL'] = canary;
  process.env['HEADER_PAIR'] = `user:${canary}`;
  process.env['HEADER_BROKEN'] = `${canary}\n`;
});
afterAll(async () => {
  for (const name of ['HEADER_CREDENTIAL', 'HEADER_PAIR', 'HEADER_BROKEN']) delete process.env[name];
  await rm(folder, { recursive: true });
});

/** Says back every field that it was sent, where a report shows it. */
const echo: HttpBehaviour = (request, response) => {
  response.writeHead(401, { 'Content-Type': 'text/html', 'X-Request-Id': String(request.headers['authorization']), Server: String(request.headers['authorization']) });
  response.end(`<title>${String(request.headers['authorization'])} ${Buffer.from(String(request.headers['authorization'])).toString('base64')}</title>`);
};

test.each([
  ['Bearer env:HEADER_CREDENTIAL', `Bearer ${canary}`],
  ['env:HEADER_CREDENTIAL', canary],
  ['Basic env:HEADER_PAIR', `Basic ${Buffer.from(`user:${canary}`).toString('base64')}`],
])('%s is sent as it should be, and shows nowhere', async (written, sent) => {
  await using server = await startHttpServer({ fallback: echo });
  const report = await examine({ kind: 'http-resource', url: `${server.url}/v1/models`, headers: { authorization: written } });
  expect(server.requests[0]?.headers['authorization']).toBe(sent);
  expect(found(report)).toHaveLength(1);
  const shown = JSON.stringify(report);
  expect(shown).toContain('env:HEADER_');
  for (const form of [canary, encodeURIComponent(canary), Buffer.from(canary).toString('hex'), Buffer.from(`user:${canary}`).toString('base64'), Buffer.from(`Bearer ${canary}`).toString('base64')]) expect(shown).not.toContain(form);
});

test('it is sent to neither an untrusted certificate nor another origin', async () => {
  const authority = await createAuthority({ name: 'Lab Root' });
  const leaf = await authority.issue({ names: ['localhost'] });
  const handler = httpHandler({ fallback: errorReply(401) });
  await using tls = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: handler });
  await using elsewhere = await startHttpServer({ fallback: errorReply(401) });
  await using server = await startHttpServer({ fallback: { redirect: `${elsewhere.url}/v1/models` } });
  const headers = { 'X-Api-Key': 'env:HEADER_CREDENTIAL', 'User-Agent': 'env:HEADER_CREDENTIAL' };
  await examine({ kind: 'http-resource', url: `https://localhost:${tls.port}/v1/models`, headers });
  await examine({ kind: 'http-resource', url: `${server.url}/v1/models`, headers });
  expect(handler.requests.length).toBeGreaterThan(0);
  expect(server.requests[0]?.headers['x-api-key']).toBe(canary);
  expect(elsewhere.requests.length).toBeGreaterThan(0);
  expect(JSON.stringify([...handler.requests, ...elsewhere.requests].map(({ headers: sent }) => sent))).not.toContain(canary);
});

test('a secret that ends in a line break is told, and not sent', async () => {
  await using server = await startHttpServer({ fallback: echo });
  const report = await examine({ kind: 'http-resource', url: `${server.url}/v1/models`, headers: { authorization: 'Bearer env:HEADER_BROKEN' } });
  expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['network/http-response#not-sent']);
  expect(server.requests).toEqual([]);
  expect(JSON.stringify(report)).not.toContain(canary);
});

test('a file is read without the line break at its end', async () => {
  await writeFile(join(folder, 'token'), `${canary}\n`);
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  await examine({ kind: 'http-resource', url: server.url, headers: { authorization: { $secret: `file:${join(folder, 'token')}`, scheme: 'Bearer' } } });
  expect(server.requests[0]?.headers['authorization']).toBe(`Bearer ${canary}`);
});

test.each([[{ authorization: `Bearer ${canary}` }], [{ 'x-custom': `sk-${canary}` }], [{ cookie: `id=${canary}` }], [{ authorization: { $secret: 'env:A', scheme: 'a b' } }]])('%j is refused, unrepeated', async (headers) => {
  const error: unknown = await examine({ kind: 'http-resource', url: 'http://127.0.0.1:1/', headers }).catch((reason: unknown) => reason);
  expect(isToolError(error) && error.text.en).toContain('"Bearer env:NAME"');
  expect(String(isToolError(error) && JSON.stringify(error.text))).not.toContain(canary);
});
