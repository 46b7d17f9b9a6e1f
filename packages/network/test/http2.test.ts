import { createAuthority, startHttp2Server, startTlsServer, httpHandler, type Http2Behaviour, type IssuedCertificate } from '@culprit/lab';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { http2Exchange } from '../src/facts/http2-exchange.ts';
import { examine, found, trialsOf } from './examine.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let folder: string;
let ca: string;
let identity: IssuedCertificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http2-'));
  ca = join(folder, 'ca.pem');
  const authority = await createAuthority({ name: 'Lab Root' });
  await writeFile(ca, authority.certificate);
  identity = await authority.issue({ names: ['localhost'] });
});
afterAll(() => rm(folder, { recursive: true }));

const serve = (http2: Http2Behaviour, http1?: 'answer' | 'close') => startHttp2Server({ identity, http2, ...(http1 === undefined ? {} : { http1 }) });
const target = (port: number) => ({ kind: 'http-resource', url: `https://localhost:${port}/v1/models`, route: { ca } });

test.each([
  ['answer', { outcome: 'answered', status: 200 }],
  ['goaway', { outcome: 'goaway', code: 'INTERNAL_ERROR' }],
  ['enhance-your-calm', { outcome: 'stream-reset', code: 'ENHANCE_YOUR_CALM' }],
  ['http-1.1-required', { outcome: 'stream-reset', code: 'HTTP_1_1_REQUIRED' }],
  ['hang', { outcome: 'timed-out', code: 'headers' }],
  ['close', { outcome: expect.stringMatching(/closed|failed|stream-reset|goaway/) as string }],
] as const)('a server that does "%s" over HTTP/2: %j', async (behaviour, expected) => {
  await using server = await serve(behaviour);
  expect(await observe(http2Exchange.of({ url: `https://localhost:${server.port}/`, route: { ca } }), { timeoutMs: 3_000 })).toMatchObject(expected);
});

test('a server without HTTP/2, or without TLS, is told', async () => {
  await using plain = await startTlsServer({ chain: identity.chain, key: identity.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  expect(await observe(http2Exchange.of({ url: `https://localhost:${plain.port}/`, route: { ca } }))).toMatchObject({ outcome: 'not-offered' });
});

test('no credential is sent in the experiment', async () => {
  await using server = await serve('answer');
  expect(await observe(http2Exchange.of({ url: `https://localhost:${server.port}/`, route: { ca }, headers: { authorization: { $secret: 'env:NOT_SET_AT_ALL' } } }))).toMatchObject({ outcome: 'answered' });
});

test.each([
  ['goaway', 'http2-failure#second-fails'], ['enhance-your-calm', 'http2-failure#calm-required'], ['http-1.1-required', 'http2-failure#first-required'],
] as const)('%s is found in depth full, and HTTP/1.1 is tried', async (behaviour, cause) => {
  await using server = await serve(behaviour);
  const report = await examine(target(server.port), {}, { depth: 'full' });
  expect(found(report)).toContain(cause);
  expect(trialsOf(report, 'http2-failure')).toEqual(['use-http1 works', 'repair-http-version not-tested']);
});

test('what works over HTTP/2 only is found when HTTP/1.1 fails', async () => {
  await using server = await serve('answer', 'close');
  const report = await examine(target(server.port));
  expect(found(report)[0]).toBe('http2-failure#first-fails');
  expect(trialsOf(report, 'http2-failure')).toEqual(['use-http2 works', 'repair-http-version not-tested']);
});

test('what fails over both, and what works over both, is no matter of the version', async () => {
  await using broken = await serve('close', 'close');
  expect(found(await examine(target(broken.port))).filter((cause) => cause.startsWith('http2'))).toEqual([]);
  await using sound = await serve('answer');
  expect((await examine(target(sound.port), {}, { depth: 'full' })).diagnoses.filter(({ cause }) => cause.includes('http2'))).toEqual([]);
});
