import { examineSituation, startS3Server, type S3StoreOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

const keyId = 'AKIALABTESTKEYAAAAAA';
const secret = 'lab/secret+with/chars=0123456789abcdefghi';

/** Types a target where these variables are set; every connection ends at a store in the lab. */
async function examined(target: string, env: { readonly [name: string]: string }, store: Partial<S3StoreOptions> = {}) {
  await using server = await startS3Server({ host: 's3.store.example', buckets: { 'models-one': { 'llama/config.json': '{}' } }, users: { [keyId]: secret }, ...store });
  const report = await examineSituation({ target, env, given: { route: { connectTo: `127.0.0.1:${server.port}`, proxy: 'direct' } }, [Symbol.asyncDispose]: async () => {} }, [network, manifest]);
  return { causes: report.diagnoses.map(({ cause }) => cause), ids: report.findings.map(({ id }) => id), json: JSON.stringify(report), signed: server.requests.filter((request) => request.signed) };
}

const aws = { AWS_ENDPOINT_URL: 'http://s3.store.example', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret };

test('a bucket with a key in the environment is listed', async () => {
  const { causes, ids } = await examined('s3://models-one/llama/', aws);
  expect(causes).toEqual([]);
  expect(ids).toContain('storage-endpoint/listing#listed');
});

test('an object with a key in the environment is read itself', async () => {
  expect((await examined('s3://models-one/llama/config.json', aws)).ids).toContain('storage-endpoint/reading#read');
  expect((await examined('s3://models-one/llama/absent.json', aws)).ids).toContain('storage-endpoint/reading#object-missing');
});

test('an empty object can be read, though it has no range', async () => {
  const { causes, ids } = await examined('s3://models-one/llama/empty', aws, { buckets: { 'models-one': { 'llama/empty': '' } } });
  expect(causes).toEqual([]);
  expect(ids).toContain('storage-endpoint/reading#read');
});

test('a wrong key is the cause, and its secret is nowhere in the report', async () => {
  const { causes, json } = await examined('s3://models-one/', { ...aws, AWS_SECRET_ACCESS_KEY: 'lab-another-secret-of-ours' });
  expect(causes).toEqual(['storage-endpoint/wrong-secret-key']);
  expect(json).not.toContain('lab-another-secret-of-ours');
});

test('what went out is in the evidence, to the string that was signed, and no secret', async () => {
  const token = 'lab-session-token-that-nobody-may-see';
  const { json } = await examined('s3://models-one/llama/', { ...aws, AWS_SESSION_TOKEN: token });
  const { evidence } = JSON.parse(json) as { readonly evidence: readonly { readonly fact: string; readonly exhibit?: { readonly sent?: Record<string, string> } }[] };
  const sent = evidence.find(({ fact }) => fact === 'storage-endpoint/store-request')?.exhibit?.sent;
  expect(sent).toMatchObject({ host: 's3.store.example', style: 'path', region: 'us-east-1', requestId: '79104EXAMPLEB723' });
  expect(sent?.['canonicalRequest']).toMatch(/^GET\n\/models-one\/?\nlist-type=2&max-keys=1&prefix=llama%2F\n[^]*x-amz-security-token:…\n/);
  expect(sent?.['stringToSign']).toMatch(/^AWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}$/);
  for (const hidden of [token, secret]) expect(json).not.toContain(hidden);
  expect(json).not.toMatch(/Signature=|[0-9a-f]{64}"?,"?authorization/i);
});

test('tos:// takes the key of TOS, and none of another provider', async () => {
  const tos = { TOS_ENDPOINT: 'http://s3.store.example', TOS_REGION: 'us-east-1', TOS_ACCESS_KEY: keyId, TOS_SECRET_KEY: secret };
  expect((await examined('tos://models-one/llama/', tos)).ids).toContain('storage-endpoint/listing#listed');
  const { AWS_ACCESS_KEY_ID: _, ...withoutId } = { ...aws, ...tos, TOS_ACCESS_KEY: '' };
  expect((await examined('tos://models-one/llama/', withoutId)).signed).toEqual([]);
});

test('without a key nothing is asked of the store', async () => {
  const { signed, ids } = await examined('s3://models-one/', { AWS_ENDPOINT_URL: 'http://s3.store.example', AWS_REGION: 'us-east-1' });
  expect([signed, ids.some((id) => id.startsWith('storage-endpoint/listing'))]).toEqual([[], false]);
});

test('nothing is signed where the endpoint is wrong: the repaired one is a guess', async () => {
  const { causes, signed } = await examined('tos://models-one/', { TOS_ENDPOINT: 'https://models-one.tos-cn-beijing.volces.com', TOS_REGION: 'cn-beijing', TOS_ACCESS_KEY: keyId, TOS_SECRET_KEY: secret });
  expect(causes).toContain('storage-endpoint/bucket-in-endpoint');
  expect(signed).toEqual([]);
});
