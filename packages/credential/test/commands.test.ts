import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isToolError, type Command } from '@culprit/core';
import { startHttpServer } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { describe, expect, test } from 'vitest';
import { keyCheck } from '../src/commands/key-check.ts';
import { keyGenerate } from '../src/commands/key-generate.ts';
import { keyVerify } from '../src/commands/key-verify.ts';
import { tokenExplain } from '../src/commands/token-explain.ts';
import credential from '../src/manifest.ts';
import { readKey } from '../src/key-reading/read-key.ts';
import { rulesOf } from '../src/key-reading/rule.ts';

const reported = { format: 'human', timeout: 10_000, failOn: 'major', depth: 'quick' };

async function run(command: Command, positionals: readonly string[], options: { readonly [name: string]: unknown } = {}, stdin = ''): Promise<{ readonly exitCode: number; readonly shown: string }> {
  let shown = '';
  const write = (text: string): void => { shown += text; };
  const exitCode = await command.run({
    positionals, options: { ...reported, ...options }, locale: 'en', signal: new AbortController().signal, env: {}, plugins: [network, credential],
    io: { stdin: (async function* input() { yield stdin; })(), stdout: write, stderr: write, color: false, interactive: false, columns: 120 },
  });
  return { exitCode, shown };
}

const key = `gsk_${'aB3d'.repeat(13)}`;

describe('key check', () => {
  test('a sound key from the standard input passes, and is not shown', async () => {
    const { exitCode, shown } = await run(keyCheck, ['-'], {}, `${key}\n`);
    expect(exitCode).toBe(0);
    expect(shown).toContain('groq');
    expect(shown).not.toContain('aB3daB3d');
  });

  test('an invisible character is told by position and code point', async () => {
    const { exitCode, shown } = await run(keyCheck, ['-'], {}, `${key.slice(0, 11)}\u200B${key.slice(11)}`);
    expect(exitCode).toBe(1);
    expect(shown).toContain('Character 12 of 57 is U+200B');
    expect(shown).not.toContain('aB3daB3d');
  });

  test('a key on the command line is refused and not repeated', async () => {
    const refused = await run(keyCheck, [key]).then(() => undefined, (error: unknown) => error);
    expect(isToolError(refused) && refused.code).toBe('SECRET_IN_ARGUMENT');
    expect(String(refused)).not.toContain('aB3d');
  });
});

test('key verify asks the provider once, with the key in the header alone', async () => {
  const seen: { readonly url: string | undefined; readonly authorization: string | undefined }[] = [];
  await using server = await startHttpServer({ fallback: (request, response) => {
    seen.push({ url: request.url, authorization: request.headers.authorization });
    response.setHeader('Content-Type', 'application/json');
    response.end('{"object":"list","data":[{"id":"small-1"}]}');
  } });
  const { exitCode, shown } = await run(keyVerify, ['openai-compatible', '-'], { baseUrl: `${server.url}/v1` }, key);
  expect(exitCode).toBe(0);
  expect(shown).not.toContain('aB3daB3d');
  expect(seen).toEqual([{ url: '/v1/models', authorization: `Bearer ${key}` }]);
});

test('a mangled key and one that would go over plain HTTP to another machine are never sent', async () => {
  let asked = 0;
  await using server = await startHttpServer({ fallback: (_, response) => {
    asked++;
    response.end('{}');
  } });
  const mangled = await run(keyVerify, ['openai-compatible', '-'], { baseUrl: `${server.url}/v1` }, `"${key}"`);
  expect([mangled.exitCode, asked]).toEqual([1, 0]);
  expect(mangled.shown).not.toContain('aB3daB3d');
});

test('a redirect is not followed', async () => {
  let elsewhere = 0;
  await using other = await startHttpServer({ fallback: (_, response) => {
    elsewhere++;
    response.end('{}');
  } });
  await using server = await startHttpServer({ fallback: { redirect: `${other.url}/v1/models` } });
  const { exitCode, shown } = await run(keyVerify, ['openai-compatible', '-'], { baseUrl: `${server.url}/v1` }, key);
  expect([exitCode, elsewhere]).toEqual([1, 0]);
  expect(shown).toContain('where the key was not sent');
});

describe('key generate', () => {
  test('a checked key proves itself, and two are never alike', async () => {
    const [first, second] = await Promise.all([run(keyGenerate, [], { form: 'checked', prefix: 'clp' }), run(keyGenerate, [], { form: 'checked', prefix: 'clp' })]);
    const rules = rulesOf('2026-11', [['culprit', 'key', 'clp_', '[A-Za-z0-9]{36}', 'published', 'crc32-base62']]);
    expect(readKey(first.shown, rules, 'culprit').reading.shape).toBe('known');
    expect(first.shown).not.toBe(second.shown);
  });

  test('a file is written for its owner alone, and never over another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'culprit-key-'));
    const file = join(folder, 'master.key');
    const { shown } = await run(keyGenerate, [], { output: file });
    const written = await readFile(file, 'utf8');
    expect(written).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(shown).not.toContain(written);
    await expect(run(keyGenerate, [], { output: file })).rejects.toThrow('not overwritten');
    expect(await readFile(file, 'utf8')).toBe(written);
    await rm(folder, { recursive: true });
  });
});

test('token explain tells the end of a token without its text', async () => {
  const claims = Buffer.from(JSON.stringify({ exp: 4_102_444_800, sub: 'somebody' })).toString('base64url');
  const { exitCode, shown } = await run(tokenExplain, ['-'], { offline: true, verbose: true }, `eyJhbGciOiJIUzI1NiJ9.${claims}.AAAA`);
  expect(exitCode).toBe(0);
  expect(shown).toContain('2100-01-01T00:00:00.000Z');
  expect(shown).not.toContain('somebody');
});
