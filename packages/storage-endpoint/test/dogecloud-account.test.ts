import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isToolError, run, type JsonObject, type Report, type RunOptions } from '@culprit/core';
import { createAuthority, dogeCloud, httpHandler, startTlsServer, type Authority, type DogeCloudOptions, type HttpBehaviour } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { dogecloudAccount } from '../src/targets/dogecloud-account.ts';

const account = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };
const directory = mkdtempSync(join(tmpdir(), 'culprit-dogecloud-'));
let root: Authority;
let ca = '';
beforeAll(async () => {
  root = await createAuthority({ name: 'Lab Root R1' });
  ca = join(directory, 'root.pem');
  writeFileSync(ca, root.certificate);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Asked extends RunOptions {
  readonly keys?: Partial<typeof account>;
  readonly trusted?: boolean;
}

/** Examines an account whose API is this behaviour. */
async function examine(behaviour: HttpBehaviour, { keys = {}, trusted = true, ...options }: Asked = {}): Promise<Report> {
  const { chain, key } = await root.issue({ names: ['api.dogecloud.com'] });
  await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: behaviour }) });
  const held: { readonly [name: string]: string } = { ...account, ...keys };
  const report = await run({
    plugins: [network, manifest], controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] },
    targets: ['dogecloud://api.dogecloud.com?access-key=lab:accessKey&secret-key=lab:secretKey'],
    secrets: [{ scheme: 'lab', resolve: async (name) => held[name] }],
  }, { timeoutMs: 20_000, given: { route: { proxy: 'direct', connectTo: `${server.host}:${server.port}`, ...(trusted ? { ca } : {}) } }, ...options });
  expect(report.bugs).toEqual([]);
  const text = JSON.stringify(report);
  for (const secret of Object.values(held)) expect(text).not.toContain(secret.replaceAll(/["\s]/g, ''));
  return report;
}

const api = (options: Partial<DogeCloudOptions> = {}): HttpBehaviour => dogeCloud({ ...account, ...options });
const findingOf = ({ findings }: Report): string | undefined => findings.find(({ check }) => check === 'storage-endpoint/dogecloud-account')?.id.split('#')[1];
const answer = ({ diagnoses: [first] }: Report): string => `${first?.text ?? 'healthy'} ${first?.confidence ?? ''}`.trim();
const ruledOut = ({ diagnoses: [first] }: Report): readonly string[] => [...(first?.ruledOut ?? []), ...(first?.open ?? [])].map(({ text }) => text).toSorted();

describe('the account', () => {
  test('is healthy where its keys are accepted, by one list that changes nothing', async () => {
    const server = dogeCloud({ ...account, domains: ['cdn.example.com'] });
    const report = await examine(server);
    expect([findingOf(report), report.exitCode]).toEqual(['accepted', 0]);
    expect(server.requests.map(({ uri }) => uri)).toEqual(['/cdn/domain/list.json']);
  });

  test('with a stale secret is told from everything else; swapped keys are not tried where that would send the secret', async () => {
    const report = await examine(api(), { keys: { secretKey: 'ffffffffffffffffffffffffffffffff' } });
    expect(answer(report)).toBe('storage-endpoint/dogecloud-keys-refused#refused-signed certain');
    expect(ruledOut(report)).toEqual(['storage-endpoint/dogecloud-key-edges#nothing-around', 'storage-endpoint/dogecloud-keys-swapped#not-tried']);
    expect(report.diagnoses).toHaveLength(1);
  });

  test.for([['ahead', 20], ['behind', -20]] as const)('on a machine whose clock is 20 minutes %s is judged alike, and the clock is ruled out', async ([, minutes]) => {
    const now = (): Date => new Date(Date.now() + minutes * 60_000);
    expect((await examine(api(), { now })).exitCode).toBe(0);
    const report = await examine(api(), { now, keys: { accessKey: 'ffffffffffffffff' } });
    expect(answer(report)).toBe('storage-endpoint/dogecloud-keys-refused#refused-signed-clock-off certain');
    expect(report.diagnoses[0]?.params).toEqual({ without: 'ERROR_UNAUTHORIZED', minutes: 20 });
    expect(report.diagnoses.map(({ cause }) => cause)).not.toContain('network/clock-skew');
  });

  test('with swapped keys', async () => {
    const report = await examine(api(), { keys: { accessKey: account.secretKey, secretKey: account.accessKey } });
    expect(answer(report)).toBe('storage-endpoint/dogecloud-keys-swapped#accepted-swapped certain');
    expect(ruledOut(report)).toContain('storage-endpoint/dogecloud-keys-refused#accepted-swapped');
  });

  test.for([['secretKey', `${account.secretKey}\n`], ['secretKey', `"${account.secretKey}"`], ['accessKey', `${account.accessKey} `], ['accessKey', `\u200b${account.accessKey}`]] as const)('with something around its %s: %j', async ([name, value]) => {
    const report = await examine(api(), { keys: { [name]: value } });
    expect(answer(report)).toBe('storage-endpoint/dogecloud-key-edges#accepted-without certain');
  });

  test('with quotes around a stale secret blames the pair, not the quotes', async () => {
    expect(answer(await examine(api(), { keys: { secretKey: '"ffffffffffffffffffffffffffffffff"' } }))).toBe('storage-endpoint/dogecloud-keys-refused#refused-signed certain');
  });

  test('whose token is lost on the way', async () => {
    expect(answer(await examine(api({ dropsAuthorization: true })))).toBe('storage-endpoint/dogecloud-token-lost#same-without likely');
  });

  test('where every request gets the same refusal, signed or not, is only likely to have refused keys', async () => {
    expect(answer(await examine(api({ refuses: { code: 403, msg: 'AccessToken Error' } })))).toBe('storage-endpoint/dogecloud-keys-refused#refused-alike likely');
  });

  test.for([
    ['refused', { body: { json: { code: 403, msg: 'permission denied' } } }], ['refused', { body: { json: { code: 'ERROR_TOO_MANY', msg: '' } } }], ['not-dogecloud', { body: '<html>' }],
    ['undocumented-reply', { body: { json: { code: null, data: {} } } }], ['undocumented-reply', { body: { json: { code: 200, data: {} } } }], ['no-answer', 'reset'], ['no-answer', 'endless-body'],
  ] as const)('%s: %j', async ([finding, behaviour]) => {
    expect(findingOf(await examine(behaviour))).toBe(finding);
  });

  test('is not asked where the certificate does not verify: no key goes there', async () => {
    const server = dogeCloud(account);
    const report = await examine(server, { trusted: false });
    expect(findingOf(report)).toBe('withheld');
    expect(report.exitCode).not.toBe(0);
    expect(server.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});

describe('reading', () => {
  const read = (text: string): unknown => {
    try {
      return dogecloudAccount.read(text, {});
    } catch (error) {
      return isToolError(error) ? `${error.code} ${error.message}` : error;
    }
  };

  test('takes the usual variables unless told otherwise', () => {
    expect(read('dogecloud://api.dogecloud.com')).toEqual({ accessKey: { $secret: 'env:DOGECLOUD_ACCESS_KEY' }, secretKey: { $secret: 'env:DOGECLOUD_SECRET_KEY' } });
    expect(read('dogecloud://gate.example.com:8443/?secret-key=file:/run/sk')).toEqual({ api: 'gate.example.com:8443', accessKey: { $secret: 'env:DOGECLOUD_ACCESS_KEY' }, secretKey: { $secret: 'file:/run/sk' } });
    expect(read('https://api.dogecloud.com')).toBeUndefined();
  });

  test.for(['dogecloud://AK:SK0123@api.dogecloud.com', 'dogecloud://api.dogecloud.com?secret-key=SK0123', 'dogecloud://api.dogecloud.com?key=SK0123', 'dogecloud://api.dogecloud.com/SK0123', 'dogecloud://'])('refuses a key itself and does not repeat it: %s', (text) => {
    expect(read(text)).toMatch(/^TARGET_INVALID/);
    expect(read(text)).not.toContain('SK0123');
  });

  test('the schema takes what reading gives', () => {
    const data = dogecloudAccount.read('dogecloud://gate.example.com', { route: { connectTo: '127.0.0.1:1' } }) as JsonObject;
    expect(dogecloudAccount.schema['~standard'].validate(data)).toEqual({ value: data });
  });
});
