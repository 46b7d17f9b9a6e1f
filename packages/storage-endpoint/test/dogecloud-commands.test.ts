import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isToolError, secret } from '@culprit/core';
import { createAuthority, dogeCloud, startHttpServer, type DogeCloud } from '@culprit/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { dogeCloudAuthorization } from '../src/dogecloud/sign.ts';
import { officialVector } from './dogecloud-vectors.ts';

const account = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };
const directory = mkdtempSync(join(tmpdir(), 'culprit-dogecloud-'));
const file = (name: string, text = ''): string => {
  const path = join(directory, name);
  if (text !== '') writeFileSync(path, text);
  return path;
};
let api: DogeCloud;
let server: Awaited<ReturnType<typeof startHttpServer>>;
let certificate = '';
let key = '';
let ca = '';
beforeAll(async () => {
  api = dogeCloud({ ...account, domains: ['cdn.example.com'] });
  server = await startHttpServer({ fallback: api });
  const root = await createAuthority({ name: 'Lab Root R1' });
  const issuer = await root.intermediate({ name: 'Lab Issuer E1' });
  const issued = await issuer.issue({ names: ['cdn.example.com'] });
  [certificate, key, ca] = [file('chain.pem', issued.chain.join('')), file('key.pem', issued.key), file('root.pem', root.certificate)];
  file('leaf.pem', issued.chain[0]);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

async function culprit(name: string, positionals: readonly string[], options: { readonly [name: string]: unknown } = {}, { typed, keys = account, locale = 'en' as const }: { readonly typed?: string; readonly keys?: typeof account; readonly locale?: 'en' | 'zh-CN' } = {}): Promise<Ran> {
  const command = await manifest.commands.find((one) => one.name === name)?.load();
  const held: { readonly [name: string]: string } = keys;
  let [stdout, stderr] = ['', ''];
  async function* stdin(): AsyncGenerator<string> {
    if (typed !== undefined) yield typed;
  }
  const io = { stdin: stdin(), stdout: (text: string) => void (stdout += text), stderr: (text: string) => void (stderr += text), color: false, interactive: typed !== undefined, columns: 100 };
  const code = await command?.run({
    positionals, locale, io, signal: new AbortController().signal, env: {}, plugins: [manifest],
    options: { accessKey: { $secret: 'lab:accessKey' }, secretKey: { $secret: 'lab:secretKey' }, endpoint: server.url, timeout: 20_000, format: 'human', ...options },
    config: { plugins: [], targets: [], secrets: [{ scheme: 'lab', resolve: async (secretName) => held[secretName] }] },
  }).catch((error: unknown) => (isToolError(error) ? error.code : Promise.reject(error)));
  expect(`${stdout}${stderr}`).not.toContain(keys.secretKey);
  return { code, stdout, stderr };
}

describe('culprit dogecloud', () => {
  test('sign gives the official signature, and says how long it is valid and what fetch would send', async () => {
    const { stdout, stderr, code } = await culprit('dogecloud sign', [officialVector.uri], {}, { keys: { accessKey: officialVector.accessKey, secretKey: officialVector.secretKey } });
    expect({ stdout, code }).toEqual({ stdout: `Authorization: TOKEN ${officialVector.accessKey}:${officialVector.hex}\n`, code: 0 });
    expect(stderr).toContain('treat it like a password');
    expect((await culprit('dogecloud sign', ["/a?x='"])).stderr).toContain('fetch would send /a?x=%27');
    expect(await culprit('dogecloud sign', ['a.json'])).toMatchObject({ code: 'USAGE_INVALID' });
  });

  const captured = (authorization: string): string => file('request.txt', `POST /cdn/cert/bind.json HTTP/1.1\r\nHost: api.dogecloud.com\r\nAuthorization: ${authorization}\r\n\r\n{"id":1}\n`);
  const keys = { accessKey: secret('a', account.accessKey), secretKey: secret('s', account.secretKey) };

  test('diagnose names the mistake and rules the clock out', async () => {
    const capture = captured(dogeCloudAuthorization({ uri: 'cdn/cert/bind.json', body: '{"id":1}' }, keys));
    const { code, stdout } = await culprit('dogecloud diagnose', [capture], { timeout: 20_000, failOn: 'major' });
    expect(code).toBe(1);
    expect(stdout).toContain('the address was signed without its leading slash');
    const stale = await culprit('dogecloud diagnose', [captured(dogeCloudAuthorization({ uri: '/cdn/cert/bind.json', body: '{"id":1}' }, { ...keys, secretKey: secret('s', 'older') }))], { failOn: 'major' });
    expect(stale.stdout).toMatch(/wrong or stale SecretKey[\s\S]*clock is ruled out/);
    expect((await culprit('dogecloud diagnose', [captured(dogeCloudAuthorization({ uri: '/cdn/cert/bind.json', body: '{"id":1}' }, keys))], { failOn: 'major' })).code).toBe(0);
    expect((await culprit('dogecloud diagnose', [file('absent.txt')], { failOn: 'major' })).code).toBe(3);
  });

  test('diagnose reads what curl -v prints, with the body beside it', async () => {
    const authorization = dogeCloudAuthorization({ uri: '/cdn/cert/bind.json', body: '{"id": 1}' }, keys);
    const capture = file('curl.txt', `* Connected\n> POST /cdn/cert/bind.json HTTP/2\n> Host: api.dogecloud.com\n> Authorization: ${authorization}\n> \n< HTTP/2 200\n`);
    expect((await culprit('dogecloud diagnose', [capture], { failOn: 'major', body: file('body.json', '{"id":1}') })).stdout).toContain('json.dumps');
  });

  test('certificates: what changes something waits for a yes, and a certificate without its intermediate is not sent', async () => {
    const options = { key: { $secret: `file:${key}` }, ca };
    const before = api.requests.length;
    expect(await culprit('dogecloud certificates', ['upload', certificate], options)).toMatchObject({ code: 'USAGE_INVALID' });
    expect(await culprit('dogecloud certificates', ['upload', certificate], options, { typed: 'n\n' })).toMatchObject({ code: 1 });
    expect((await culprit('dogecloud certificates', ['upload', file('leaf.pem')], { ...options, yes: true })).stderr).toContain('certificate/incomplete-chain');
    expect(api.requests.length).toBe(before);
    expect(await culprit('dogecloud certificates', ['upload', certificate], options, { typed: 'yes\n' })).toMatchObject({ code: 0, stdout: '101\n' });
    expect(await culprit('dogecloud certificates', ['bind', '101', 'cdn.example.com'], { yes: true })).toMatchObject({ code: 0 });
    expect((await culprit('dogecloud domains', [])).stdout).toContain('cdn.example.com  online  cdn.example.com.cdn.dogecloud.example  101');
    expect((await culprit('dogecloud certificates', [])).stdout).toContain('101  2030-03-17T17:46:40.000Z  1  cert-101  chain.pem');
    expect((await culprit('dogecloud certificates', ['delete', '101'], { yes: true })).stderr).toContain('DogeCloud refused: 400 in use');
    expect(await culprit('dogecloud domains', ['refresh', 'https://cdn.example.com/a'], { yes: true })).toMatchObject({ code: 0 });
  });

  test('token shows no credential and writes them for their owner alone', async () => {
    const shown = await culprit('dogecloud token', [], { format: 'json' });
    expect(shown.code).toBe(0);
    expect(shown.stdout).not.toMatch(/tmp-(?:secret|session)/);
    const output = file('credentials.env');
    expect((await culprit('dogecloud token', [], { output, ttl: 900_000 })).stdout).toContain('models  s-sh-1-models-1258813047');
    expect(readFileSync(output, 'utf8')).toContain('AWS_SESSION_TOKEN=tmp-session-token\n');
    expect(statSync(output).mode & 0o777).toBe(0o600);
    expect(await culprit('dogecloud token', [], { output })).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('a refusal says how to find out why, in both languages', async () => {
    const wrong = { ...account, secretKey: 'ffffffffffffffffffffffffffffffff' };
    expect(await culprit('dogecloud domains', [], {}, { keys: wrong })).toMatchObject({ code: 1, stderr: expect.stringContaining('The clock is not it') });
    expect((await culprit('dogecloud domains', [], {}, { keys: wrong, locale: 'zh-CN' })).stderr).toContain('与时钟无关');
  });
});
