import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineOptions, isToolError } from '@culprit/core';
import { refusedPort, startHttpProxy, startHttpServer } from '@culprit/lab';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let folder = '';
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'culprit-pac-')); });
afterAll(() => rm(folder, { recursive: true }));

async function pacFile(body: string): Promise<string> {
  const file = join(folder, 'proxy.pac');
  await writeFile(file, `function FindProxyForURL(url, host) { ${body} }`);
  return file;
}

async function culprit(...positionals: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const command = await manifest.commands.find(({ name }) => name === 'pac')?.load();
  if (command === undefined) throw new Error('there is no command pac');
  const read = defineOptions(command.options)['~standard'].validate({ format: 'json', timeout: '8s' });
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  const output = { stdout: '', stderr: '' };
  const io = { stdin: process.stdin, stdout: (text: string) => void (output.stdout += text), stderr: (text: string) => void (output.stderr += text), color: false, interactive: false, columns: 100 };
  const code = await command.run({ positionals, options: read.value, locale: 'en', io, signal: new AbortController().signal, env: {}, plugins: [manifest], config: { plugins: [manifest], targets: [], controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } } });
  return { code, ...output };
}

test('a target is examined by the proxy that the file names for it', async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  await using proxy = await startHttpProxy({ resolve: { 'service.example': `127.0.0.1:${server.port}` } });
  const file = await pacFile(`return host == 'service.example' ? 'PROXY 127.0.0.1:${proxy.port}' : 'DIRECT';`);
  const { code, stderr } = await culprit(file, 'http://service.example/');
  expect([code, stderr]).toEqual([0, `The PAC file sends service.example by: ${proxy.url}\n`]);
  expect(proxy.requests.length).toBeGreaterThan(0);
});

test('the next way is taken where the first opens none, and the first is examined where none does', async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  await using dead = await refusedPort();
  const through = await culprit(await pacFile(`return 'PROXY 127.0.0.1:${dead.port}; DIRECT';`), server.url);
  expect([through.code, through.stderr]).toEqual([0, `The PAC file sends 127.0.0.1 by: http://127.0.0.1:${dead.port}, directly\nExamined: directly. What stands before it opens no way\n`]);
  const { code, stdout } = await culprit(await pacFile(`return 'PROXY 127.0.0.1:${dead.port}';`), server.url);
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { diagnoses: [{ cause: 'network/proxy-unreachable' }] }]);
});

test.each([
  ['that is not there', () => Promise.resolve('/nowhere/proxy.pac'), 'The PAC file can\'t be read: ENOENT'],
  ['that is no script', () => pacFile('return ('), 'The PAC file can\'t be evaluated'],
  ['that names no way', () => pacFile('return "";'), 'The PAC file names no way to service.example'],
])('a file %s is told', async (_, file, text) => {
  const { code, stdout, stderr } = await culprit(await file(), 'https://service.example/');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(text);
});

test('a file without a target is misuse', async () => {
  const error = await culprit('proxy.pac').catch((reason: unknown) => reason);
  expect(isToolError(error) && error.code).toBe('USAGE_INVALID');
});
