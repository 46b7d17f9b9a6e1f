import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, dogeCloud, examineSituation, s3Store, startTlsServer } from '@culprit/lab';
import certificate from '@culprit/certificate/manifest';
import network from '@culprit/network/manifest';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

const [api, store] = ['api.dogecloud.com', 'cos.ap-shanghai.myqcloud.com'];
const bucket = 's-sh-1-models-1258813047';
const account = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };

/** Types a bucket of DogeCloud where these variables are set; its API and its storage answer on one port. */
async function examined(env: { readonly [name: string]: string } = {}, uri = `doge://${bucket}/llama/`) {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-doge-'));
  try {
    const authority = await createAuthority({ name: 'Lab Root' });
    const leaf = await authority.issue({ names: [api, `*.${store}`, store] });
    const accounts = dogeCloud(account);
    const storage = s3Store({ dialect: 'cos', host: store, virtualOnly: true, buckets: { [bucket]: { 'llama/config.json': '{}' } }, users: { 'tmp-access-key-id': 'tmp-secret-access-key' } });
    await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: (request, response) => (request.headers.host === api ? accounts(request, response) : storage.handler(request, response)) });
    const ca = join(folder, 'root.pem');
    await writeFile(ca, authority.certificate);
    const report = await examineSituation({
      target: uri, given: { route: { connectTo: `127.0.0.1:${server.port}`, ca, proxy: 'direct' } }, [Symbol.asyncDispose]: async () => {},
      env: { DOGECLOUD_ACCESS_KEY: account.accessKey, DOGECLOUD_SECRET_KEY: account.secretKey, DOGECLOUD_S3_ENDPOINT: `https://${store}`, ...env },
    }, [network, certificate, manifest]);
    return { diagnoses: report.diagnoses, causes: report.diagnoses.map(({ cause }) => cause), ids: report.findings.map(({ id }) => id), bugs: report.bugs, json: JSON.stringify(report), asked: accounts.requests, signed: storage.requests.filter((request) => request.signed) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('storage of DogeCloud is opened by a temporary credential, and examined like any other', async () => {
  const { causes, ids, bugs, signed, asked } = await examined();
  expect([causes, bugs]).toEqual([[], []]);
  expect(ids).toEqual(expect.arrayContaining(['storage-endpoint/dogecloud-account#accepted', 'storage-endpoint/listing#listed']));
  expect(signed.length).toBeGreaterThan(0);
  expect(asked.some(({ uri }) => uri === '/auth/tmp_token.json')).toBe(true);
});

test('neither the keys nor the temporary credential are in the report', async () => {
  const { json } = await examined({}, `doge://${bucket}/llama/config.json`);
  for (const hidden of [account.secretKey, 'tmp-secret-access-key', 'tmp-session-token']) expect(json).not.toContain(hidden);
});

test('keys that the API refuses are the cause, and nothing is signed for the store', async () => {
  const { causes, signed } = await examined({ DOGECLOUD_SECRET_KEY: 'ffffffffffffffffffffffffffffffff' });
  expect(causes).toEqual(['storage-endpoint/dogecloud-keys-refused']);
  expect(signed).toEqual([]);
});

test('a bucket that is not there is the cause', async () => {
  expect((await examined({}, 'doge://s-sh-1-other-1258813047/')).causes).toEqual(['storage-endpoint/bucket-missing']);
});

test('a bucket by the name that the account has for it is told by the one of the S3 interface, which was tried', async () => {
  const { diagnoses } = await examined({}, 'doge://models/llama/');
  expect(diagnoses.map(({ cause, params, remedies }) => [cause, params['s3Bucket'], remedies.map(({ id, trial }) => [id, trial])])).toEqual([['storage-endpoint/bucket-missing', bucket, [['storage-endpoint/use-s3-bucket-name', 'works']]]]);
});
