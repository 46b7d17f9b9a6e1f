import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Report } from '@culprit/core';
import certificate from '@culprit/certificate/manifest';
import network from '@culprit/network/manifest';
import storageEndpoint from '@culprit/storage-endpoint/manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apt, because, firstReason, program, root, searchPath, type Reason } from './requirements.ts';

const servers = join(import.meta.dirname, '../servers');
const home = mkdtempSync(join(tmpdir(), 'culprit-ceph-'));
const env = { ...process.env, PATH: searchPath, S3_HOME: home };
const script = (name: string): boolean => spawnSync('bash', [join(servers, name)], { env, timeout: 150_000, stdio: 'ignore' }).status === 0;

const reason: Reason = firstReason(root, apt('radosgw'), apt('ceph-mon'), apt('ceph-osd'), apt('ceph-common'), apt('uuid-runtime'), program('radosgw'), program('openssl'));
const [skip, why] = [reason !== undefined, because(reason)];

const secrets: Record<string, string> = { id: 'AKLTtestkey0000000001', secret: 'testsecret/with+chars=' };
const admin = (...args: readonly string[]): void => {
  const { status, stderr } = spawnSync('radosgw-admin', ['-c', `${home}/ceph/run/ceph.conf`, ...args], { env, timeout: 60_000, encoding: 'utf8' });
  if (status !== 0) throw new Error(`radosgw-admin ${args.join(' ')}: ${stderr.slice(-300)}`);
};

/** Examines a bucket as a client that is configured so. */
async function examine(target: { readonly [field: string]: string | boolean } = {}, given: { readonly secrets?: Record<string, string>; readonly clockOffsetMs?: number } = {}): Promise<Report> {
  const resolved = { ...secrets, ...given.secrets };
  return run({
    plugins: [network, certificate, storageEndpoint], allow: ['observe', 'modify'], controls: { resolvers: [], timeSources: [], sni: [], portals: [] },
    secrets: [{ scheme: 'lab', resolve: async (name) => resolved[name] }],
    targets: [{ kind: 's3-bucket', endpoint: 'https://s3.localtest:7443', bucket: 'models', style: 'path', accessKeyId: 'lab:id', secretAccessKey: 'lab:secret', route: { connectTo: '127.0.0.1:7443', proxy: 'direct', ca: `${home}/tls/ca.crt` }, ...target }],
  }, { timeoutMs: 30_000, ...(given.clockOffsetMs === undefined ? {} : { now: () => new Date(Date.now() + (given.clockOffsetMs ?? 0)) }), ...(target['write'] === true ? { depth: 'full' as const } : {}) });
}

const mebibyte = 1 << 20;
const downloads: { readonly [key: string]: Buffer } = {
  'weights.bin': randomBytes(skip ? 1 : 96 * mebibyte + 13), '模型/config (1)+2.json': Buffer.from('{"model":"llama"}'), empty: Buffer.alloc(0),
  ...Object.fromEntries(Array.from({ length: skip ? 0 : 60 }, (_, index) => [`small/${index}`, randomBytes(65_536)])),
};

/** What Ceph sends to clients, counted on the way. */
async function countedWay(): Promise<AsyncDisposable & { readonly port: number; bytes: number; onBytes: () => void }> {
  const way = { port: 0, bytes: 0, onBytes: () => {}, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => { server.close(() => resolve()); }) };
  const server = createServer((client) => {
    const ceph = connect(7443, '127.0.0.1');
    for (const [one, other] of [[client, ceph], [ceph, client]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
    ceph.on('data', (chunk: Buffer) => {
      way.bytes += chunk.length;
      way.onBytes();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  way.port = typeof address === 'object' && address !== null ? address.port : 0;
  return way;
}

/** `culprit download` of all below a prefix, as a process of its own. */
function downloading(port: number, folder: string): { readonly kill: () => void; readonly ended: Promise<{ readonly code: number | null; readonly result: { readonly outcome?: string; readonly bytesFetched?: number; readonly files?: readonly { readonly verifiedBy?: string }[] } }> } {
  const rest: NodeJS.ProcessEnv = { ...env, NODE_EXTRA_CA_CERTS: '' };
  const child = spawn(process.execPath, [
    join(import.meta.dirname, '../../apps/cli/bin/culprit.js'), 'download', 's3://models/download/', folder, '--streams', '2', '--ca', `${home}/tls/ca.crt`, '--connect-to', `127.0.0.1:${port}`, '--format', 'json',
  ], { env: { ...rest, AWS_ENDPOINT_URL: 'https://s3.localtest:7443', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: secrets['id'], AWS_SECRET_ACCESS_KEY: secrets['secret'] }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
  return { kill: () => void child.kill('SIGKILL'), ended: once(child, 'close').then(([code]) => ({ code: code as number | null, result: said === '' ? {} : JSON.parse(said) as object })) };
}

const first = ({ diagnoses }: Report): string => diagnoses[0]?.cause ?? 'healthy';
/** Every cause with what came of the trial of its first remedy. */
const tried = ({ diagnoses }: Report): readonly (readonly [cause: string, trial: string | undefined])[] => diagnoses.map(({ cause, remedies }) => [cause, remedies[0]?.trial]);
const ids = ({ findings }: Report): readonly string[] => findings.map(({ id }) => id);

/** What others may do with the bucket. */
async function policy(statement: object): Promise<void> {
  const { S3Client, PutBucketPolicyCommand } = await import('@aws-sdk/client-s3');
  const client = new S3Client(ownClient);
  await client.send(new PutBucketPolicyCommand({ Bucket: 'models', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }));
  client.destroy();
}

/** Over plain HTTP, as the owner of the bucket. */
const ownClient = { endpoint: 'http://127.0.0.1:7480', region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: secrets['id'] ?? '', secretAccessKey: secrets['secret'] ?? '' }, requestChecksumCalculation: 'WHEN_REQUIRED' } as const;

beforeAll(async () => {
  if (skip) return;
  if (!script('tls.sh') || !script('ceph-start.sh')) throw new Error(`Ceph did not start: ${readFileSync(`${home}/ceph/run/user.json`, { encoding: 'utf8' }).slice(0, 200)}`);
  const { S3Client, CreateBucketCommand, PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = new S3Client(ownClient);
  await client.send(new CreateBucketCommand({ Bucket: 'models' }));
  for (const [key, body] of Object.entries(downloads)) await client.send(new PutObjectCommand({ Bucket: 'models', Key: `download/${key}`, Body: body }));
  client.destroy();
}, 240_000);

afterAll(() => {
  if (!skip) script('ceph-stop.sh');
  rmSync(home, { recursive: true, force: true });
});

test.skipIf(skip)(`Ceph that lets a client in is no cause, in both styles${why}`, async () => {
  expect(first(await examine())).toBe('healthy');
  expect(first(await examine({ style: 'virtual' }))).toBe('healthy');
});

test.skipIf(skip)(`Ceph and a wrong secret, and an unknown key id: nobody but who has the right one can try it${why}`, async () => {
  expect(tried(await examine({}, { secrets: { secret: 'another-secret-than-that' } }))).toEqual([['storage-endpoint/wrong-secret-key', 'not-tested']]);
  expect(tried(await examine({}, { secrets: { id: 'AKLTtestkey0000000002' } }))).toEqual([['storage-endpoint/unknown-access-key', 'not-tested']]);
});

test.skipIf(skip)(`Ceph and a clock that is twenty minutes off, either way: by the corrected time it lets the client in${why}`, async () => {
  for (const clockOffsetMs of [20 * 60_000, -20 * 60_000]) expect(tried(await examine({}, { clockOffsetMs }))).toEqual([['network/clock-skew', 'works']]);
});

test.skipIf(skip)(`Ceph and a bucket that stands in the endpoint as well: asked for once it answers, in either style${why}`, async () => {
  const endpoint = 'https://models.s3.localtest:7443';
  expect(tried(await examine({ endpoint }))).toEqual([['storage-endpoint/doubled-bucket', 'works']]);
  expect(tried(await examine({ endpoint, style: 'virtual' }))).toEqual([['certificate/doubled-label', 'works']]);
  for (const consumer of ['boto3', 'aws-sdk-js', 'rclone']) expect(tried(await examine({ kind: 'bucket', scheme: 's3', consumer, endpoint, style: 'virtual' }))).toEqual([['storage-endpoint/bucket-in-endpoint', 'works']]);
});

test.skipIf(skip)(`Ceph asked by a name that it does not know takes that for a bucket, in either style: by the name that it knows, it looks for the right one${why}`, async () => {
  for (const target of [{ endpoint: 'https://gateway.localtest:7443' }, { endpoint: 'https://gateway.localtest:7443', style: 'virtual' }, { endpoint: 'https://localhost:7443' }]) {
    const report = await examine(target);
    expect(tried(report)).toEqual([['storage-endpoint/unknown-host-name', 'works']]);
    expect(report.diagnoses[0]?.params['repaired']).toBe('https://s3.localtest:7443');
  }
  // By its address it knows itself, and the bucket that is missing by either name is blamed for nothing here.
  expect(first(await examine({ endpoint: 'https://127.0.0.1:7443' }))).toBe('healthy');
  expect(tried(await examine({ endpoint: 'https://gateway.localtest:7443', bucket: 'modells' }))).toEqual([['storage-endpoint/unknown-host-name', 'not-tested']]);
});

test.skipIf(skip)(`Ceph does not look at the region, and has no such bucket: which one was meant, it does not say${why}`, async () => {
  expect(first(await examine({ region: 'cn-beijing' }))).toBe('healthy');
  expect(tried(await examine({ bucket: 'modells' }))).toEqual([['storage-endpoint/bucket-missing', 'not-tested']]);
});

test.skipIf(skip)(`Ceph takes an object, refuses a trailer and a full quota, which only its operator can raise, and nothing stays${why}`, async () => {
  const report = await examine({ write: true });
  expect(ids(report)).toContain('storage-endpoint/writing#written');
  // A trial writes nothing: that it is taken without a trailer stands in the finding.
  expect(tried(report)).toEqual([['storage-endpoint/checksum-trailer-refused', 'not-tested']]);
  expect(ids(await examine({ key: 'culprit-trial' }))).toContain('storage-endpoint/reading#object-missing');
  admin('quota', 'set', '--quota-scope=user', '--uid=t1', '--max-objects=0');
  admin('quota', 'enable', '--quota-scope=user', '--uid=t1');
  expect(tried(await examine({ write: true }))).toEqual([['storage-endpoint/quota-exceeded', 'not-tested']]);
  admin('quota', 'disable', '--quota-scope=user', '--uid=t1');
}, 60_000);

test.skipIf(skip)(`Ceph and another user's bucket, a prefix that a policy denies, and a suspended user: leave is for others to give${why}`, async () => {
  admin('user', 'create', '--uid=t2', '--display-name=t2', '--access-key=AKLTtestkey0000000003', '--secret=second-secret-of-t2');
  const other = { secrets: { id: 'AKLTtestkey0000000003', secret: 'second-secret-of-t2' } };
  expect(tried(await examine({}, other))).toEqual([['storage-endpoint/access-denied', 'not-tested']]);
  await policy({ Effect: 'Allow', Principal: { AWS: ['arn:aws:iam:::user/t2'] }, Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::models'], Condition: { StringLike: { 's3:prefix': 'download/*' } } });
  expect(first(await examine({ prefix: 'download/' }, other))).toBe('healthy');
  expect(tried(await examine({ prefix: 'private/' }, other))).toEqual([['storage-endpoint/access-denied', 'not-tested']]);
  admin('user', 'suspend', '--uid=t2');
  expect(tried(await examine({}, other))).toEqual([['storage-endpoint/account-suspended', 'not-tested']]);
}, 60_000);

test.skipIf(skip)(`a download from Ceph that is killed ten times ends with the same bytes, and none is fetched twice beyond a part of each stream${why}`, async () => {
  const folder = join(home, 'out');
  await using way = await countedWay();
  let overlap = 0;
  for (let round = 0; round < 10; round++) {
    const limit = way.bytes + randomInt(mebibyte, 40 * mebibyte);
    const run = downloading(way.port, folder);
    way.onBytes = () => { if (way.bytes >= limit) run.kill(); };
    await run.ended;
    // What was on its way in two streams when the process ended.
    overlap += 2 * 8 * mebibyte;
  }
  way.onBytes = () => {};
  const { code, result } = await downloading(way.port, folder).ended;
  expect([code, result.outcome]).toEqual([0, 'complete']);
  for (const [key, bytes] of Object.entries(downloads)) expect(createHash('sha256').update(readFileSync(join(folder, key))).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  // TLS and HTTP add a little.
  expect(way.bytes).toBeLessThan((Object.values(downloads).reduce((sum, { length }) => sum + length, 0) + overlap) * 1.02 + mebibyte);
  expect(result.bytesFetched).toBeLessThan(downloads['weights.bin']?.length ?? 0);
  const { result: again } = await downloading(way.port, folder).ended;
  expect([again.outcome, again.bytesFetched]).toEqual(['complete', 0]);
}, 240_000);
