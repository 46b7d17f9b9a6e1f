import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineOptions, isToolError } from '@culprit/core';
import { afterEach, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

const canary = 'cAn@ry/57+secret=value';
const [keyA, keyB] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Ran { readonly code: number; readonly stdout: string; readonly stderr: string }
type Environment = { readonly [name: string]: string };

/** Runs a command as the command line does, with the options that it declares. */
async function culprit(name: string, positionals: readonly string[], env: Environment, { stdin = '', color = false, ...options }: { readonly stdin?: string; readonly color?: boolean; readonly [option: string]: unknown } = {}): Promise<Ran> {
  const command = await manifest.commands.find((entry) => entry.name === `vault ${name}`)?.load();
  if (command === undefined) throw new Error(`there is no command vault ${name}`);
  const read = defineOptions(command.options)['~standard'].validate(options);
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  const output = { stdout: '', stderr: '' };
  async function* input() { yield Buffer.from(stdin); }
  const io = { stdin: input(), stdout: (text: string) => void (output.stdout += text), stderr: (text: string) => void (output.stderr += text), color, interactive: false, columns: 100 };
  try {
    return { code: await command.run({ positionals, options: read.value, locale: 'en', io, signal: new AbortController().signal, env, plugins: [manifest] }), ...output };
  } catch (error) {
    if (!isToolError(error)) throw error;
    return { code: 2, ...output, stderr: `${error.code}: ${error.text.en}` };
  }
}

function world(): { readonly file: string; readonly env: Environment } {
  const made = mkdtempSync(join(tmpdir(), 'culprit-vault-'));
  folders.push(made);
  const file = join(made, 'deep', 'vault.json');
  return { file, env: { CULPRIT_VAULT: file, HOME: made } };
}

test('a vault is made, filled, read and emptied, and holds no value in the clear', async () => {
  const { file, env: bare } = world();
  const env = { ...bare, CULPRIT_MASTER_KEY: keyA, FROM: `${canary}2` };
  expect((await culprit('init', [], env)).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await culprit('set', ['openai/default'], env, { stdin: `${canary}\n` })).code).toBe(0);
  expect((await culprit('set', ['b'], env, { from: 'env:FROM' })).code).toBe(0);
  expect(readFileSync(file, 'latin1')).not.toContain(canary);
  expect((await culprit('get', ['openai/default'], env)).stdout).toBe(`${canary}\n`);
  expect((await culprit('list', [], env)).stdout).toMatch(/^b +\S+ {2}opens\nopenai\/default {2}\S+ {2}opens\n$/);
  expect(await culprit('remove', ['b'], env)).toMatchObject({ code: 2, stderr: expect.stringContaining('Add --yes') });
  expect((await culprit('remove', ['b'], env, { yes: true })).code).toBe(0);
  expect(await culprit('get', ['b'], env)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('There is no entry') });
});

test('a value is never taken from the arguments, nor printed to a terminal unasked', async () => {
  const { env: bare } = world();
  const env = { ...bare, CULPRIT_MASTER_KEY: keyA };
  await culprit('init', [], env);
  const refused = await culprit('set', ['a', canary], env);
  expect(refused.stderr).toContain('SECRET_IN_ARGUMENT');
  expect(refused.stderr).not.toContain(canary);
  await culprit('set', ['a'], env, { stdin: canary });
  expect(await culprit('get', ['a'], env, { color: true })).toMatchObject({ code: 2, stdout: '' });
  expect((await culprit('get', ['a'], env, { color: true, show: true })).stdout).toBe(`${canary}\n`);
});

test('no vault is made without a key, with the key of an example, or over another vault', async () => {
  const { env } = world();
  expect((await culprit('init', [], env)).stderr).toContain('env:CULPRIT_MASTER_KEY is not set');
  expect((await culprit('init', [], { ...env, CULPRIT_MASTER_KEY: '0'.repeat(64) })).stderr).toContain('Langfuse');
  expect((await culprit('init', [], { ...env, CULPRIT_MASTER_KEY: keyA })).code).toBe(0);
  expect((await culprit('init', [], { ...env, CULPRIT_MASTER_KEY: keyA })).stderr).toContain('is there already');
});

test('the key is rotated without a moment in which anybody can not read', async () => {
  const { env: bare } = world();
  const old = { ...bare, CULPRIT_MASTER_KEY: keyA };
  const both = { ...bare, CULPRIT_MASTER_KEY: keyB, CULPRIT_MASTER_KEY_PREVIOUS: keyA };
  const next = { ...bare, CULPRIT_MASTER_KEY: keyB };
  const reads = async (env: Environment): Promise<boolean> => (await culprit('get', ['a'], env)).stdout === `${canary}\n`;
  await culprit('init', [], old);
  await culprit('set', ['a'], old, { stdin: canary });
  expect([await reads(old), await reads(both), await reads(next)]).toEqual([true, true, false]);
  expect((await culprit('rotate', ['start'], next)).stderr).toContain('Nothing is damaged');
  expect((await culprit('rotate', ['start'], both)).code).toBe(0);
  expect([await reads(old), await reads(both), await reads(next)]).toEqual([true, true, true]);
  expect((await culprit('rotate', ['finish'], both)).stderr).toContain('promote it first');
  expect((await culprit('rotate', ['undo'], both)).code).toBe(0);
  expect(await reads(next)).toBe(false);
  await culprit('rotate', ['start'], both);
  await culprit('rotate', ['promote'], both);
  expect((await culprit('rotate', ['verify'], old)).code).toBe(1);
  expect((await culprit('rotate', ['verify'], next)).code).toBe(0);
  expect((await culprit('rotate', ['finish'], next)).code).toBe(0);
  expect([await reads(old), await reads(both), await reads(next)]).toEqual([false, true, true]);
  process.env['CULPRIT_TEST_MASTER'] = keyA;
  const late = JSON.parse((await culprit('verify', [], old, { file: bare['CULPRIT_VAULT'], key: 'env:CULPRIT_TEST_MASTER', format: 'json' })).stdout) as { readonly diagnoses: readonly { readonly text: string }[] };
  delete process.env['CULPRIT_TEST_MASTER'];
  expect(late.diagnoses[0]?.text).toBe('credential/master-key-changed#retired-id');
});

test('a deep rotation seals everything anew', async () => {
  const { file, env: bare } = world();
  const env = { ...bare, CULPRIT_MASTER_KEY: keyA };
  await culprit('init', [], env);
  await culprit('set', ['a'], env, { stdin: canary });
  const before = JSON.parse(readFileSync(file, 'utf8')) as { readonly entries: { readonly a: { readonly sealed: string } } };
  expect((await culprit('rotate', ['finish'], env, { deep: true })).code).toBe(0);
  const after = JSON.parse(readFileSync(file, 'utf8')) as { readonly entries: { readonly a: { readonly sealed: string } } };
  expect(after.entries.a.sealed).not.toBe(before.entries.a.sealed);
  expect((await culprit('get', ['a'], env)).stdout).toBe(`${canary}\n`);
});

test('an env file is imported in one write, by names like those of secrets', async () => {
  const { file, env: bare } = world();
  const env = { ...bare, CULPRIT_MASTER_KEY: keyA };
  await culprit('init', [], env);
  writeFileSync(`${file}.env`, `\u{FEFF}OPENAI_API_KEY="${canary}"\nPORT=80\nDB_PASSWORD=x # note\n`);
  const { code, stderr } = await culprit('import', [`${file}.env`], env, { prefix: 'app/' });
  expect(code).toBe(0);
  expect(stderr).toContain('app/DB_PASSWORD, app/OPENAI_API_KEY.');
  expect(stderr).not.toContain(canary);
  expect((await culprit('get', ['app/OPENAI_API_KEY'], env)).stdout).toBe(`${canary}\n`);
  expect((await culprit('import', [`${file}.env`], env, { prefix: 'app/' })).stderr).toContain('there already');
});
