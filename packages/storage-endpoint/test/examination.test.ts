import certificate from '@culprit/certificate/manifest';
import { createAuthority, examineSituation, refusedPort, startTlsServer, type Situation } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

const uri = 'tos://aibrix-artifact-testing/models/llama-2-7b-hf/';
const s3 = 'https://tos-s3-cn-beijing.volces.com';
const names = ['*.tos-cn-beijing.volces.com', '*.tos-s3-cn-beijing.volces.com'];

/** A client with these variables, whose connections all end at one TLS server on loopback with the certificate of TOS. */
async function atStore<T>(env: Situation['env'] & object, use: (situation: Omit<Situation, typeof Symbol.asyncDispose>) => Promise<T>, target = uri): Promise<T> {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const leaf = await root.issue({ names });
  await using server = await startTlsServer(leaf);
  const directory = await mkdtemp(join(tmpdir(), 'culprit-store-'));
  try {
    const ca = join(directory, 'root.pem');
    await writeFile(ca, root.certificate);
    return await use({ target, env, given: { route: { connectTo: `127.0.0.1:${server.port}`, ca } } });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const examined = (env: Situation['env'] & object) => atStore(env, (situation) => examineSituation({ ...situation, [Symbol.asyncDispose]: async () => {} }, [network, certificate, manifest]));

describe('document 001, examined', () => {
  test('the bucket in the endpoint is the cause, the certificate its symptom, and the remedy was tried', async () => {
    const { diagnoses: [first], bugs, thirdParties } = await examined({ TOS_ENDPOINT: 'https://aibrix-artifact-testing.tos-cn-beijing.volces.com', TOS_REGION: 'cn-beijing' });
    expect(bugs).toEqual([]);
    expect(thirdParties).toEqual([]);
    expect(first).toMatchObject({
      cause: 'storage-endpoint/bucket-in-endpoint', confidence: 'certain', owner: 'machine', subject: 'aibrix-artifact-testing.aibrix-artifact-testing.tos-cn-beijing.volces.com:443',
      remedies: [{ id: 'storage-endpoint/set-endpoint', trial: 'works', params: { setting: `TOS_ENDPOINT=${s3} TOS_REGION=cn-beijing` } }],
    });
    expect(first?.explains.some((finding) => finding.startsWith('certificate/name#mismatch'))).toBe(true);
  });

  test('the native endpoint is the cause though its certificate fits', async () => {
    const { diagnoses, findings } = await examined({ TOS_ENDPOINT: 'https://tos-cn-beijing.volces.com', TOS_REGION: 'cn-beijing' });
    expect(diagnoses.map(({ cause }) => cause)).toEqual(['storage-endpoint/native-endpoint-for-s3-client']);
    expect(findings.map(({ id }) => id)).toContain('certificate/name#matches');
    expect(diagnoses[0]?.remedies[0]).toMatchObject({ trial: 'works', params: { repaired: s3 } });
  });

  test('the S3 endpoint is healthy', async () => {
    const { diagnoses, exitCode } = await examined({ TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' });
    expect(diagnoses).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test('without an endpoint the client goes to Amazon, where another certificate waits', async () => {
    const { diagnoses: [first] } = await examined({ TOS_REGION: 'cn-beijing' });
    expect(first).toMatchObject({ cause: 'storage-endpoint/endpoint-not-set', params: { found: 'aibrix-artifact-testing.s3.cn-beijing.amazonaws.com', repaired: s3 }, remedies: [{ trial: 'works' }] });
  });
});

/** What each cause looks like from the outside: the variables, and the same once mended. */
const situations: readonly (readonly [cause: string, target: string, env: { readonly [name: string]: string }, sound: { readonly [name: string]: string }])[] = [
  ['endpoint-without-scheme', uri, { TOS_ENDPOINT: 'tos-s3-cn-beijing.volces.com', TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }],
  ['doubled-scheme', uri, { TOS_ENDPOINT: `https://${s3}`, TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: `${s3}/`, TOS_REGION: 'cn-beijing' }],
  ['malformed-endpoint', uri, { TOS_ENDPOINT: `${s3}\u200b`, TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: ` ${s3}`, TOS_REGION: 'cn-beijing' }],
  ['contradicting-buckets', uri, { TOS_ENDPOINT: 'https://other.tos-s3-cn-beijing.volces.com', TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }],
  ['path-in-endpoint', uri, { TOS_ENDPOINT: `${s3}/a/b`, TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }],
  ['not-a-data-endpoint', uri, { TOS_ENDPOINT: 'https://tos-control-cn-beijing.volces.com', TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }],
  ['s3-endpoint-for-native-client', uri, { DOWNLOADER_TOS_VERSION: 'v1', TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }, { DOWNLOADER_TOS_VERSION: 'v1', TOS_ENDPOINT: 'tos-cn-beijing.volces.com', TOS_REGION: 'cn-beijing' }],
  ['malformed-region', 's3://bucket-one/', { AWS_ENDPOINT_URL: 'https://minio.internal', AWS_REGION: '"us-east-1"' }, { AWS_ENDPOINT_URL: 'https://minio.internal', AWS_REGION: 'us-east-1' }],
  ['region-mismatch', uri, { TOS_ENDPOINT: s3, TOS_REGION: 'cn-shanghai' }, { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }],
  ['virtual-host-style-needed', 's3://bucket-one/', { AWS_ENDPOINT_URL: s3, AWS_REGION: 'cn-beijing' }, { AWS_ENDPOINT_URL: 'https://minio.internal', AWS_REGION: 'cn-beijing' }],
  ['path-style-needed', 'oss://bucket-one/', { OSS_ENDPOINT: 'https://oos.eu-west-2.outscale.com', OSS_REGION: 'eu-west-2' }, { OSS_ENDPOINT: 'https://oss-cn-hangzhou.aliyuncs.com', OSS_REGION: 'cn-hangzhou' }],
  ['dotted-bucket', 'tos://my.bucket/', { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: 'http://127.0.0.1:9000' }],
  ['invalid-bucket-name', 'tos://Bucket_One/', { TOS_ENDPOINT: s3, TOS_REGION: 'cn-beijing' }, { TOS_ENDPOINT: 'http://127.0.0.1:9000' }],
];

describe('what stands in the environment', () => {
  test.for(situations)('%s', async ([cause, target, env, sound]) => {
    await using nobody = await refusedPort();
    const look = (variables: { readonly [name: string]: string }) => examineSituation({ target, env: variables, given: { route: { connectTo: `127.0.0.1:${nobody.port}` } }, [Symbol.asyncDispose]: async () => {} }, [manifest]);
    const broken = await look(env);
    expect(broken.diagnoses[0]?.cause).toBe(`storage-endpoint/${cause}`);
    expect(broken.exitCode).toBe(1);
    const mended = await look(sound);
    expect(mended.diagnoses.filter(({ severity }) => severity !== 'minor')).toEqual([]);
  });

  test('a user name and password in an endpoint are in no report', async () => {
    await using nobody = await refusedPort();
    const report = await examineSituation({ target: uri, env: { TOS_ENDPOINT: 'https://AKLTexample:c2VjcmV0c2VjcmV0@tos-cn-beijing.volces.com' }, given: { route: { connectTo: `127.0.0.1:${nobody.port}` } }, [Symbol.asyncDispose]: async () => {} }, [manifest]);
    expect(JSON.stringify(report)).not.toMatch(/c2VjcmV0|AKLTexample/);
    expect(report.findings.map(({ id }) => id)).toContain('storage-endpoint/endpoint#user-info');
  });
});
