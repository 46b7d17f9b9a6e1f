import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import certificate from '@culprit/certificate/manifest';
import { run, type Report, type TargetEntry } from '@culprit/core';
import credential from '@culprit/credential/manifest';
import { createAuthority, httpHandler, startNtpServer, startS3Server, startTlsServer } from '@culprit/lab';
import { codeAt, defaultPolicy, encodeBase32, timeStep } from '@culprit/mfa';
import mfa from '@culprit/mfa/manifest';
import network from '@culprit/network/manifest';
import storageEndpoint from '@culprit/storage-endpoint/manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';

const [minute, day] = [60_000, 86_400_000];
const host = 's3.store.example';
const key = Buffer.from('a secret of 20 bytes');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-clock-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Client {
  /** How far its clock is off, in milliseconds. */
  readonly clockOffsetMs: number;
  /** Of its authenticator. Default: the one that the service has. */
  readonly authenticatorKey?: Buffer;
  /** How long ago its token ended. Default: it is good for another hour. */
  readonly tokenEndedMs?: number;
}

/** One run of a client with a certificate, a signature, a token and a code to get through; all that it meets is sound. */
async function examine({ clockOffsetMs, authenticatorKey, tokenEndedMs = -60 * minute }: Client): Promise<Report> {
  const authority = await createAuthority({ name: 'Lab Root', notBefore: new Date(Date.now() - 40 * day) });
  const leaf = await authority.issue({ names: ['127.0.0.1'], notBefore: new Date(Date.now() - day) });
  await using site = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  await using store = await startS3Server({ host, buckets: { models: { 'config.json': '{}' } }, users: { AKIALABTESTKEYAAAAAA: 'lab/secret+with/chars=0123456789abcdefghi' } });
  await using one = await startNtpServer();
  await using other = await startNtpServer();
  const ca = join(folder, 'root.pem');
  await writeFile(ca, authority.certificate);
  const step = timeStep(Date.now(), defaultPolicy);
  const seconds = (ms: number): number => Math.floor((Date.now() + ms) / 1_000);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const secrets: { readonly [name: string]: string } = {
    keyId: 'AKIALABTESTKEYAAAAAA', secretKey: 'lab/secret+with/chars=0123456789abcdefghi',
    token: `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ nbf: seconds(-30 * minute), exp: seconds(-tokenEndedMs) })}.${Buffer.alloc(32, 7).toString('base64url')}`,
    secret: encodeBase32(key), code: codeAt(authenticatorKey ?? key, step, defaultPolicy), next: codeAt(authenticatorKey ?? key, step + 1, defaultPolicy),
  };
  const targets: readonly TargetEntry[] = [
    { kind: 'tls-endpoint', host: '127.0.0.1', port: site.port, route: { ca } },
    { kind: 's3-bucket', endpoint: `http://${host}`, bucket: 'models', region: 'us-east-1', style: 'path', accessKeyId: 'lab:keyId', secretAccessKey: 'lab:secretKey', route: { connectTo: `127.0.0.1:${store.port}` } },
    'token://lab:token',
    'otpauth://totp/ACME:alice?secret=lab:secret&code=lab:code&secondcode=lab:next',
  ];
  return await run({
    plugins: [network, certificate, credential, mfa, storageEndpoint], secrets: [{ scheme: 'lab', resolve: async (name) => secrets[name] }], targets,
    controls: { resolvers: [], sni: [], portals: [], egress: [], timeSources: [one.url, other.url] },
  }, { now: () => new Date(Date.now() + clockOffsetMs) });
}

/** What each diagnosis explains, without the targets. */
const outline = ({ diagnoses }: Report) => diagnoses.map(({ cause, confidence, explains }) => [cause, confidence, explains.map((reference) => reference.split('@')[0]).toSorted()]);

const failures = ['certificate/validity-period#not-yet-valid', 'credential/token-validity#not-yet-valid', 'mfa/code#rejected', 'storage-endpoint/clock#skewed', 'storage-endpoint/listing#time-refused'];

test('a clock that is nine days behind is one cause behind a certificate, a signature, a token and a code', async () => {
  const report = await examine({ clockOffsetMs: -9 * day });
  expect(outline(report)).toEqual([['network/clock-skew', 'certain', failures]]);
  const [{ owner, remedies = [], witness = [] } = {}] = report.diagnoses;
  expect([owner, remedies.map(({ id, trial }) => `${id} ${trial}`)]).toEqual(['machine', ['network/set-clock works']]);
  // Proved by what was asked again at the corrected time: the request was signed anew, and the code compared anew.
  const asked = report.evidence.filter(({ id, input }) => witness.includes(id) && typeof input['clockCorrectionMs'] === 'number').map(({ fact }) => fact);
  expect(asked.toSorted()).toEqual(['mfa/code-match', 'storage-endpoint/store-request']);
});

test('with the clock right nothing of it fails', async () => {
  const { diagnoses, exitCode } = await examine({ clockOffsetMs: 0 });
  expect([diagnoses.map(({ cause }) => cause), exitCode]).toEqual([[], 0]);
});

test('what fails by the right time too is not the fault of the clock', async () => {
  const report = await examine({ clockOffsetMs: 20 * minute, authenticatorKey: Buffer.from('a secret of another!'), tokenEndedMs: day });
  expect(outline(report)).toEqual([
    ['network/clock-skew', 'certain', ['storage-endpoint/clock#skewed', 'storage-endpoint/listing#time-refused']],
    ['credential/expired-token', 'certain', ['credential/token-validity#expired']],
    ['mfa/code#rejected', 'certain', ['mfa/code#rejected']],
  ]);
});

test('a minute and a half is nothing to a store, and everything to a code', async () => {
  const report = await examine({ clockOffsetMs: 90_000 });
  expect(outline(report)).toEqual([['network/clock-skew', 'certain', ['mfa/code#rejected']]]);
  expect(report.diagnoses[0]?.params).toMatchObject({ seconds: 90, count: 2 });
});
