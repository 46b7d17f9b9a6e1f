import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Report } from '@culprit/core';
import certificate from '@culprit/certificate/manifest';
import network from '@culprit/network/manifest';
import storageEndpoint from '@culprit/storage-endpoint/manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apt, because, firstReason, program, root, searchPath, type Reason } from './requirements.ts';

const servers = join(import.meta.dirname, '../servers');
const home = mkdtempSync(join(tmpdir(), 'culprit-swift-'));
const env = { ...process.env, PATH: searchPath, S3_HOME: home };
const script = (name: string): boolean => spawnSync('bash', [join(servers, name)], { env, timeout: 90_000, stdio: 'ignore' }).status === 0;
/** Where every program of Swift looks, and nowhere else: what Debian put there is set aside meanwhile. */
const [settings, aside] = ['/etc/swift/swift.conf', '/etc/swift/swift.conf.set-aside'];

const reason: Reason = firstReason(
  root, apt('swift-proxy'), apt('swift-account'), apt('swift-container'), apt('swift-object'), apt('memcached'), program('swift-proxy-server'), program('openssl'), program('curl'),
);
const [skip, why] = [reason !== undefined, because(reason)];

const secrets: Record<string, string> = { id: 'test:tester', secret: 'testing' };

async function examine(target: { readonly [field: string]: string | boolean } = {}, given: Record<string, string> = {}, clockOffsetMs = 0): Promise<Report> {
  const write = target['write'] === true;
  const resolved = { ...secrets, ...given };
  return run({
    plugins: [network, certificate, storageEndpoint], ...(write ? { allow: ['observe', 'modify'] as const } : {}), controls: { resolvers: [], timeSources: [], sni: [], portals: [] },
    secrets: [{ scheme: 'lab', resolve: async (name) => resolved[name] }],
    targets: [{ kind: 's3-bucket', endpoint: 'https://s3.localtest:8443', bucket: 'models', style: 'path', accessKeyId: 'lab:id', secretAccessKey: 'lab:secret', route: { connectTo: '127.0.0.1:8443', proxy: 'direct', ca: `${home}/tls/ca.crt` }, ...target }],
  }, { timeoutMs: 30_000, ...(write ? { depth: 'full' as const } : {}), now: () => new Date(Date.now() + clockOffsetMs) });
}

/** Every cause with what came of the trial of its first remedy. */
const tried = ({ diagnoses }: Report): readonly (readonly [cause: string, trial: string | undefined])[] => diagnoses.map(({ cause, remedies }) => [cause, remedies[0]?.trial]);
const causesOf = ({ diagnoses }: Report): readonly string[] => diagnoses.map(({ cause }) => cause);

beforeAll(async () => {
  if (skip) return;
  mkdirSync('/etc/swift', { recursive: true });
  if (existsSync(settings)) renameSync(settings, aside);
  symlinkSync(join(home, 'swift/run/etc/swift.conf'), settings);
  if (!script('tls.sh')) throw new Error('no certificate for Swift');
  script('swift-start.sh');
  const { S3Client, CreateBucketCommand } = await import('@aws-sdk/client-s3');
  const { Agent } = await import('node:https');
  const client = new S3Client({
    endpoint: 'https://127.0.0.1:8443', region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: secrets['id'] ?? '', secretAccessKey: secrets['secret'] ?? '' }, requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { httpsAgent: new Agent({ ca: readFileSync(`${home}/tls/ca.crt`) }) },
  });
  await client.send(new CreateBucketCommand({ Bucket: 'models' }));
  client.destroy();
}, 120_000);

afterAll(() => {
  if (!skip) {
    script('swift-stop.sh');
    rmSync(settings, { force: true });
    if (existsSync(aside)) renameSync(aside, settings);
  }
  rmSync(home, { recursive: true, force: true });
});

test.skipIf(skip)(`Swift that lets a client in is no cause${why}`, async () => {
  expect(causesOf(await examine())).toEqual([]);
});

test.skipIf(skip)(`Swift looks at the region, and the one that it names works${why}`, async () => {
  expect(tried(await examine({ region: 'eu-central-1' }))).toEqual([['storage-endpoint/wrong-signing-region', 'works']]);
});

test.skipIf(skip)(`Swift says the same of a wrong secret and of an unknown key id: neither is blamed${why}`, async () => {
  for (const given of [{ secret: 'not-testing-at-all' }, { id: 'test:nobody' }]) {
    expect(causesOf(await examine({}, given))).toEqual(['storage-endpoint/listing#signature-refused']);
  }
});

test.skipIf(skip)(`Swift has no such bucket${why}`, async () => {
  expect(tried(await examine({ bucket: 'modells' }))).toEqual([['storage-endpoint/bucket-missing', 'not-tested']]);
});

test.skipIf(skip)(`Swift and a clock that is twenty minutes off, and a bucket that stands in the endpoint as well: what was tried works${why}`, async () => {
  for (const clockOffsetMs of [20 * 60_000, -20 * 60_000]) expect(tried(await examine({}, {}, clockOffsetMs))).toEqual([['network/clock-skew', 'works']]);
  const endpoint = 'https://models.s3.localtest:8443';
  expect(tried(await examine({ endpoint }))).toEqual([['storage-endpoint/doubled-bucket', 'works']]);
  expect(tried(await examine({ endpoint, style: 'virtual' }))).toEqual([['certificate/doubled-label', 'works']]);
});

test.skipIf(skip)(`Swift asked by a name that it does not know looks for the bucket in the path all the same${why}`, async () => {
  const report = await examine({ endpoint: 'https://gateway.localtest:8443' });
  expect(causesOf(report)).toEqual([]);
  expect(report.findings.map(({ id }) => id)).toContain('storage-endpoint/listing#listed');
});

test.skipIf(skip)(`Swift refuses a trailer, a user without leave and a full quota: leave and room are for others to give${why}`, async () => {
  expect(tried(await examine({}, { id: 'test:limited', secret: 'limited' }))).toEqual([['storage-endpoint/access-denied', 'not-tested']]);
  expect(tried(await examine({ write: true }))).toEqual([['storage-endpoint/checksum-trailer-refused', 'not-tested']]);
  setQuota(1);
  expect(tried(await examine({ write: true }))).toEqual([['storage-endpoint/quota-exceeded', 'not-tested']]);
});

/** Sets how many bytes the container may hold, over Swift's own interface. */
function setQuota(bytes: number): void {
  const curl = (...args: readonly string[]): string => spawnSync('curl', ['-sS', '-i', '--cacert', `${home}/tls/ca.crt`, ...args], { env, encoding: 'utf8', timeout: 20_000 }).stdout;
  const [, token = ''] = /^x-auth-token: (\S+)/im.exec(curl('-H', 'X-Storage-User: test:tester', '-H', `X-Storage-Pass: ${secrets['secret']}`, 'https://127.0.0.1:8443/auth/v1.0')) ?? [];
  expect(curl('-X', 'POST', '-H', `X-Auth-Token: ${token}`, '-H', `X-Container-Meta-Quota-Bytes: ${bytes}`, 'https://127.0.0.1:8443/v1/AUTH_test/models')).toMatch(/^HTTP\/1\.1 204/);
}
