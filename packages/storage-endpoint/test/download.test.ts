import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineOptions, type Locale } from '@culprit/core';
import { createAuthority, dogeCloud, s3Store, startHttpProxy, startS3Server, startSocksProxy, startTlsServer, type S3StoreOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

const keyId = 'AKIALABTESTKEYAAAAAA';
const secret = 'lab/secret+with/chars=0123456789abcdefghi';
const weights = randomBytes(20_000);
const models = { 'models/llama-2-7b-hf/config.json': '{"model":"llama"}', 'models/llama-2-7b-hf/sub/weights.bin': weights, 'models/llama-2-7b-hf/': '', 'models/llama-2-7b-hf-old/config.json': '{}', 'readme.txt': 'hello' };

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'culprit-download-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

type Given = { readonly store?: Partial<S3StoreOptions>; readonly uri?: string; readonly options?: object; readonly secret?: string; readonly env?: { readonly [name: string]: string }; readonly locale?: Locale; readonly interactive?: boolean; readonly abort?: AbortSignal };

/** Runs the command against a store in the lab, as a shell with these variables does. */
async function culprit({ store: options = {}, uri = 's3://models/models/llama-2-7b-hf/', options: given = {}, secret: used = secret, env, locale = 'en', interactive = false, abort }: Given = {}) {
  await using store = await startS3Server({ host: 's3.store.example', buckets: { models }, users: { [keyId]: secret }, ...options });
  const command = await manifest.commands.find(({ name }) => name === 'download')?.load();
  if (command === undefined) throw new Error('there is no command download');
  const read = defineOptions(command.options)['~standard'].validate(given);
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  const output = { stdout: '', stderr: '' };
  const io = { stdin: process.stdin, stdout: (text: string) => void (output.stdout += text), stderr: (text: string) => void (output.stderr += text), color: false, interactive, columns: 100 };
  const variables = env ?? { AWS_ENDPOINT_URL: `http://127.0.0.1:${store.port}`, AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: used, AWS_REGION: 'us-east-1' };
  Object.assign(process.env, variables);
  try {
    const code = await command.run({ positionals: [uri, join(folder, 'out')], options: read.value, locale, io, signal: abort ?? new AbortController().signal, env: variables, plugins: [network, manifest] });
    return { code, ...output, requests: store.requests };
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

const contentOf = (path: string): Promise<string> => readFile(join(folder, 'out', path), 'utf8');
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('culprit download', () => {
  test('fetches what is below a prefix, page by page, and nothing beside it', async () => {
    const { code, stdout } = await culprit({ store: { pageKeys: 1 } });
    expect([code, stdout]).toEqual([0, '2 files fetched (20 KiB), 2 verified.\n']);
    expect(await contentOf('config.json')).toBe('{"model":"llama"}');
    expect(weights.equals(await readFile(join(folder, 'out/sub/weights.bin')))).toBe(true);
    expect(await contentOf('llama-2-7b-hf-old/config.json').catch(() => 'absent')).toBe('absent');
  });

  test('fetches one object, and takes a prefix without its slash for the folder', async () => {
    expect((await culprit({ uri: 's3://models/readme.txt' })).stdout).toContain('1 file fetched');
    expect(await contentOf('readme.txt')).toBe('hello');
    expect((await culprit({ uri: 's3://models/models/llama-2-7b-hf' })).stdout).toContain('2 files fetched');
    expect(await contentOf('config.json')).toBe('{"model":"llama"}');
  });

  test('keeps to --include and --exclude', async () => {
    await culprit({ options: { include: ['*.json,*.bin'], exclude: ['sub/**'] } });
    expect(await contentOf('config.json')).toBe('{"model":"llama"}');
    expect(await contentOf('sub/weights.bin').catch(() => 'absent')).toBe('absent');
    expect((await culprit({ options: { include: ['*.gguf'] } })).stdout).toBe('None of the 2 objects fits --include and --exclude.\n');
  });

  test('names what there is where a prefix leads to nothing, and fails', async () => {
    const { code, stdout } = await culprit({ uri: 's3://models/models/llama-2-7b/' });
    expect(code).toBe(1);
    expect(stdout).toBe('Nothing was fetched: no key in models is models/llama-2-7b/, or below it.\nWhat there is in s3://models/models/: s3://models/models/llama-2-7b-hf/, s3://models/models/llama-2-7b-hf-old/\n');
    expect((await culprit({ store: { buckets: { models: {} } }, locale: 'zh-CN' })).stdout).toContain('存储桶是空的。');
  });

  test('says why the bucket can not be listed, by its cause', async () => {
    const { code, stdout } = await culprit({ secret: 'lab-another-secret-of-ours' });
    expect(code).toBe(1);
    expect(stdout).toContain('The bucket could not be listed: 403 SignatureDoesNotMatch');
    expect(stdout).toContain('storage-endpoint/wrong-secret-key');
    expect(stdout).not.toContain('lab-another-secret-of-ours');
  });

  test('judges an endpoint that leads nowhere without asking anybody, and says what to set', async () => {
    const { code, stdout, requests } = await culprit({ uri: 'tos://models/llama/', env: { TOS_ENDPOINT: 'https://models.tos-cn-beijing.volces.com', TOS_REGION: 'cn-beijing', TOS_ACCESS_KEY: 'AKLTexample', TOS_SECRET_KEY: 'exampleexampleexample' } });
    expect(code).toBe(1);
    expect(stdout).toContain('https://tos-s3-cn-beijing.volces.com');
    expect(requests).toEqual([]);
  });

  test('fetches nothing where a key would become a path outside of the folder', async () => {
    const { code, stdout } = await culprit({ uri: 's3://models/', store: { buckets: { models: { ...models, 'a/../../escape': 'x', 'A': '1', 'a': '2' } } } });
    expect(code).toBe(1);
    expect(stdout).toContain('"a/../../escape" leads out of the folder');
    expect(stdout).toContain('is the same file as another');
    expect(await contentOf('readme.txt').catch(() => 'absent')).toBe('absent');
  });

  test('takes keys with any character in them', async () => {
    const odd = { 'x/模型 权重~(1)+%2B&<>.bin': 'odd', 'x/%2e%2e%2fy': 'dots' };
    expect((await culprit({ uri: 's3://models/x/', store: { buckets: { models: odd } } })).stdout).toContain('2 files fetched');
    expect(await contentOf('模型 权重~(1)+%2B&<>.bin')).toBe('odd');
    expect(await contentOf('%2e%2e%2fy')).toBe('dots');
  });

  test('writes a manifest that verifies the next download', async () => {
    const list = join(folder, 'SHA256SUMS');
    expect((await culprit({ options: { manifest: list } })).code).toBe(0);
    expect(await readFile(list, 'utf8')).toBe(`${sha256('{"model":"llama"}')}  config.json\n${sha256(weights)}  sub/weights.bin\n`);
    await rm(join(folder, 'out'), { recursive: true });
    expect((await culprit({ options: { verify: list } })).stdout).toBe('2 files fetched (20 KiB), 2 verified.\n');
    await writeFile(list, `${'0'.repeat(64)}  config.json\n${sha256('x')}  absent.json\n`);
    await rm(join(folder, 'out'), { recursive: true });
    const { code, stdout } = await culprit({ options: { verify: list } });
    expect(code).toBe(1);
    expect(stdout).toContain('"config.json" came twice with other bytes than its checksum says');
    expect(stdout).toContain('In the list of --verify, and not in the bucket: "absent.json"');
  });

  test('says what could not be verified, and by what it can', async () => {
    const { code, stdout } = await culprit({ store: { objectHeaders: () => ({ 'x-amz-server-side-encryption': 'aws:kms' }) } });
    expect(code).toBe(0);
    expect(stdout).toContain('2 files fetched (20 KiB), 0 verified.\nNot verified: 2.');
  });

  test('tells events to a program, and what a server wrote in none of them', async () => {
    const { stdout } = await culprit({ options: { format: 'ndjson' }, store: { interferes: (_request, response, { key }) => { if (!key.endsWith('.json')) return false; response.writeHead(404, { 'X-Canary': 'canary' }).end('canary'); return true; } } });
    const events = stdout.trim().split('\n').map((line) => JSON.parse(line) as { type: string; outcome?: string; path?: string });
    expect(events.filter(({ type }) => type === 'file').map(({ outcome }) => outcome).toSorted()).toEqual(['failed', 'fetched']);
    expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'incomplete' });
    expect(stdout).not.toContain('canary');
    expect(stdout).not.toContain(secret);
  });

  test('shows progress where somebody watches, and leaves a state to go on from when it is interrupted', async () => {
    const controller = new AbortController();
    const { stdout, stderr } = await culprit({ interactive: true, abort: controller.signal, store: { interferes: (_request, _response, { key }) => { if (!key.endsWith('.bin')) return false; controller.abort(); return true; } } });
    expect(stderr).toMatch(/\r.\[K\d of 2 files, /u);
    expect(stdout).toContain(`Interrupted: 1 of 2 files are there. What was fetched is kept; to go on, run the same command again: culprit download s3://models/models/llama-2-7b-hf/ ${join(folder, 'out')} …`);
    expect((await culprit()).stdout).toBe('1 file fetched (20 KiB), 1 verified, 1 already there.\n');
  });

  test('shows with --verbose where requests go and what was signed, and no secret', async () => {
    const { code, stdout, stderr } = await culprit({ options: { verbose: true, streams: 1 } });
    expect([code, stdout]).toEqual([0, '2 files fetched (20 KiB), 2 verified.\n']);
    expect(stderr).toMatch(/^endpoint as configured: http:\/\/127\.0\.0\.1:\d+\nrequests go to: http:\/\/127\.0\.0\.1:\d+\/models \(path\)\n/);
    expect(stderr).toMatch(/\nrequest: 127\.0\.0\.1 \(path\), signed for us-east-1 → 200.*\n    canonical request\n      GET\n      \/models\/?\n/);
    expect(stderr).toContain('\n      /models/models/llama-2-7b-hf/config.json\n');
    expect(stderr.match(/string to sign\n {6}AWS4-HMAC-SHA256\n/g)).toHaveLength(2);
    expect(stderr).not.toContain(secret);
    expect((await culprit()).stderr).toBe('');
  });

  describe('from DogeCloud', () => {
    const [api, host, physical] = ['api.dogecloud.com', 'cos.ap-shanghai.myqcloud.com', 's-sh-1-models-1258813047'];
    const account = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };

    /** Its API and its storage answer on one port. */
    async function fromDogeCloud(uri: string, { secretKey = account.secretKey, options = {} }: { readonly secretKey?: string; readonly options?: object } = {}) {
      const authority = await createAuthority({ name: 'Lab Root' });
      const accounts = dogeCloud(account);
      const storage = s3Store({ dialect: 'cos', host, virtualOnly: true, buckets: { [physical]: { 'llama/config.json': '{}' } }, users: { 'tmp-access-key-id': 'tmp-secret-access-key' } });
      await using server = await startTlsServer({ ...await authority.issue({ names: [api, `*.${host}`, host] }), http: (request, response) => (request.headers.host === api ? accounts(request, response) : storage.handler(request, response)) });
      const ca = join(folder, 'root.pem');
      await writeFile(ca, authority.certificate);
      const env = { DOGECLOUD_ACCESS_KEY: account.accessKey, DOGECLOUD_SECRET_KEY: secretKey };
      const done = await culprit({ uri, env, options: { ca, connectTo: `127.0.0.1:${server.port}`, ...options } });
      return { ...done, hosts: storage.requests.map((request) => request.host) };
    }

    test('a bucket by the name of the account is found by the one of the S3 interface, where the account says', async () => {
      const { code, stdout, stderr, hosts } = await fromDogeCloud('doge://models/llama/', { options: { verbose: true } });
      expect([code, stdout]).toEqual([0, '1 file fetched (2 B), 1 verified.\n']);
      expect(new Set(hosts)).toEqual(new Set([`${physical}.${host}`]));
      expect(stderr).toContain(`bucket of that name: models → ${physical}, https://${host}\n`);
      for (const hidden of [account.secretKey, 'tmp-secret-access-key', 'tmp-session-token']) expect(stdout + stderr).not.toContain(hidden);
    });

    test('keys that the account refuses are the cause, and the store is not asked', async () => {
      const { code, stdout, hosts } = await fromDogeCloud('doge://models/llama/', { secretKey: 'f'.repeat(32) });
      expect(code).toBe(1);
      expect(stdout).toContain('storage-endpoint/dogecloud-keys-refused');
      expect(hosts).toEqual([]);
    });
  });

  describe('behind a proxy', () => {
    const host = 's3.store.example';
    const environment = { AWS_ENDPOINT_URL: `http://${host}`, AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: 'us-east-1' };
    const storeOf = () => startS3Server({ host, buckets: { models }, users: { [keyId]: secret } });

    test('lists and fetches through the one of the environment, and past it where NO_PROXY says so', async () => {
      await using store = await storeOf();
      await using proxy = await startHttpProxy({ credential: { user: 'mara', password: 's3cret-word' }, resolve: { [host]: `127.0.0.1:${store.port}` } });
      const env = { ...environment, http_proxy: proxy.url.replace('//', '//mara:s3cret-word@') };
      const { code, stdout, stderr } = await culprit({ env, options: { style: 'path' } });
      expect([code, stdout]).toEqual([0, '2 files fetched (20 KiB), 2 verified.\n']);
      expect(stdout + stderr).not.toContain('s3cret-word');
      expect(proxy.requests.map(({ method, target }) => `${method} ${target.split('?', 1)[0]}`).toSorted()).toEqual([`GET http://${host}/models/`, `GET http://${host}/models/models/llama-2-7b-hf/config.json`, `GET http://${host}/models/models/llama-2-7b-hf/sub/weights.bin`]);
      const before = proxy.requests.length;
      const past = await culprit({ env: { ...env, AWS_ENDPOINT_URL: `http://127.0.0.1:${store.port}`, no_proxy: '127.0.0.1' } });
      expect([past.code, proxy.requests.length]).toEqual([0, before]);
    });

    test('goes through the one that --proxy names, SOCKS too', async () => {
      await using store = await storeOf();
      await using socks = await startSocksProxy({ resolve: { [host]: `127.0.0.1:${store.port}` } });
      expect((await culprit({ env: environment, options: { style: 'path', proxy: socks.url } })).stdout).toBe('2 files fetched (20 KiB), 2 verified.\n');
      expect(socks.requests[0]).toMatchObject({ host, reply: 0 });
    });

    test('says what the proxy wants where it lets nobody through', async () => {
      await using store = await storeOf();
      await using proxy = await startHttpProxy({ credential: { user: 'mara', password: 's3cret-word' }, resolve: { [host]: `127.0.0.1:${store.port}` } });
      const { code, stdout } = await culprit({ env: environment, options: { style: 'path', proxy: proxy.url } });
      expect(code).toBe(1);
      expect(stdout).toContain('The bucket could not be listed: 407');
      expect(stdout).toContain('network/proxy-authentication-required');
      expect(store.requests).toEqual([]);
    });
  });

  test('does not send the key of one provider to another', async () => {
    const { liveTargetOf } = await import('../src/live/live-target.ts');
    const place = { scheme: 'tos', consumer: 'aws-sdk-js', bucket: 'models-one', region: 'cn-hangzhou', accessKeyId: { $secret: 'env:TOS_ACCESS_KEY' }, secretAccessKey: { $secret: 'env:TOS_SECRET_KEY' } };
    expect(liveTargetOf({ ...place, endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' })?.accessKeyId).toBeUndefined();
    expect(liveTargetOf({ ...place, region: 'cn-beijing', endpoint: 'https://tos-s3-cn-beijing.volces.com' })?.accessKeyId).toEqual({ $secret: 'env:TOS_ACCESS_KEY' });
    expect(liveTargetOf({ ...place, endpoint: 'https://store.internal.example' })?.accessKeyId).toEqual({ $secret: 'env:TOS_ACCESS_KEY' });
  });
});
