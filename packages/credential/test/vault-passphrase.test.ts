import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretReader, defineOptions, isToolError, run } from '@culprit/core';
import { afterEach, describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { createVaultSource } from '../src/secret-sources/vault.ts';
import { parseVault, printVault } from '../src/vault/document.ts';
import { readKeyring } from '../src/vault/keyring.ts';
import { isDerivation, keyOfPassphrase, newDerivation, type KeyDerivation } from '../src/vault/passphrase.ts';
import { createVault } from '../src/vault/store.ts';
import { withGrace } from '../src/vault/with-grace.ts';

const passphrase = 'five words drawn by lot here';
const canary = 'cAn@ry/57+secret=value';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Environment = { readonly [name: string]: string };

async function culprit(name: string, positionals: readonly string[], env: Environment, { stdin = '', ...options }: { readonly stdin?: string; readonly [option: string]: unknown } = {}): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const command = await manifest.commands.find((entry) => entry.name === `vault ${name}`)?.load();
  if (command === undefined) throw new Error(`there is no command vault ${name}`);
  const read = defineOptions(command.options)['~standard'].validate(options);
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  const output = { stdout: '', stderr: '' };
  const io = { stdin: (async function* input() { yield Buffer.from(stdin); })(), stdout: (text: string) => void (output.stdout += text), stderr: (text: string) => void (output.stderr += text), color: false, interactive: false, columns: 100 };
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
  const file = join(made, 'vault.json');
  return { file, env: { CULPRIT_VAULT: file, HOME: made } };
}

/** A vault under the passphrase whose key is made in an eighth of the usual time: how it is used, not how dear it is. */
function sealed(file: string): Promise<void> {
  const keyFor = (kdf: KeyDerivation): Buffer => keyOfPassphrase(passphrase, kdf);
  return createVault({ file, keys: [], master: { source: 'env:CULPRIT_PASSPHRASE', passphrase: { outcome: 'passphrase', characters: passphrase.length, keyFor }, derivation: { ...newDerivation(), N: 16_384 } } });
}

describe('a passphrase', () => {
  test('makes and opens a vault, and stands nowhere in it', async () => {
    const { file, env: bare } = world();
    const env = { ...bare, CULPRIT_PASSPHRASE: passphrase };
    expect((await culprit('init', [], env)).stderr).toContain('under the key of env:CULPRIT_PASSPHRASE');
    expect((await culprit('set', ['a'], env, { stdin: canary })).code).toBe(0);
    expect(await culprit('get', ['a'], env)).toMatchObject({ code: 0, stdout: `${canary}\n` });
    const text = readFileSync(file, 'latin1');
    expect(text).toContain('"scrypt"');
    for (const secret of [passphrase, canary]) expect(text).not.toContain(secret);
  });

  test('that is another one is told from damage, with what it would take', async () => {
    const { file, env } = world();
    await sealed(file);
    const refused = await culprit('list', [], { ...env, CULPRIT_PASSPHRASE: 'quite another passphrase' });
    expect(refused.stderr).toMatch(/was sealed with key k1-[0-9a-f]{20} \(env:CULPRIT_PASSPHRASE/);
    process.env['CULPRIT_TEST_PASSPHRASE'] = 'quite another passphrase';
    const report = await run({ plugins: [manifest], targets: [{ kind: 'vault', file, passphrase: { $secret: 'env:CULPRIT_TEST_PASSPHRASE' } }] });
    delete process.env['CULPRIT_TEST_PASSPHRASE'];
    expect(report.diagnoses[0]).toMatchObject({ cause: 'credential/master-key-changed', confidence: 'certain' });
    expect(JSON.stringify(report)).not.toContain('quite another passphrase');
  });

  test('that is short is refused for a new vault', async () => {
    const { env } = world();
    expect((await culprit('init', [], { ...env, CULPRIT_PASSPHRASE: 'hunter2' })).stderr).toContain('too short');
  });

  test('gives way to a key by the steps of a rotation', async () => {
    const { file, env } = world();
    const key = randomBytes(32).toString('hex');
    await sealed(file);
    await culprit('set', ['a'], { ...env, CULPRIT_PASSPHRASE: passphrase }, { stdin: canary });
    const both = { ...env, CULPRIT_MASTER_KEY: key, CULPRIT_MASTER_KEY_PREVIOUS: passphrase };
    for (const step of ['start', 'promote', 'finish']) expect((await culprit('rotate', [step], both)).code).toBe(0);
    expect(await culprit('get', ['a'], { ...env, CULPRIT_MASTER_KEY: key })).toMatchObject({ code: 0, stdout: `${canary}\n` });
    expect((await culprit('get', ['a'], { ...env, CULPRIT_PASSPHRASE: passphrase })).code).toBe(2);
  });

  test('is the same key however its characters are composed, and a vault that asks too much of this machine is refused', async () => {
    const derivation = { ...newDerivation(), N: 16_384 };
    expect(keyOfPassphrase('caf\u00e9 au lait\n', derivation)).toEqual(keyOfPassphrase('cafe\u0301 au lait', derivation));
    for (const change of [{ N: 2 ** 24 }, { N: 100_000 }, { N: 2 }, { r: 64 }, { p: 99 }, { salt: 'AA==' }, { name: 'argon2' }]) expect(isDerivation({ ...derivation, ...change })).toBe(false);
    const { file, env: bare } = world();
    await sealed(file);
    const parsed = parseVault(readFileSync(file, 'latin1'));
    if (parsed.outcome !== 'document') throw new Error(parsed.outcome);
    writeFileSync(file, printVault({ ...parsed.document, keys: parsed.document.keys.map((slot) => ({ ...slot, kdf: { ...newDerivation(), N: 2 ** 26 } })) }));
    expect((await culprit('list', [], { ...bare, CULPRIT_PASSPHRASE: passphrase })).stderr).toContain('is not as it was written');
  });
});

describe('the keyring of a desktop', () => {
  const holding = (entries: { readonly [name: string]: string }) => async () => ({
    AsyncEntry: class {
      readonly #name: string;
      constructor(service: string, account: string) { this.#name = `${service}/${account}`; }
      async getPassword(): Promise<string | null> { return entries[this.#name] ?? null; }
    },
  });

  test('is read by service and account', async () => {
    expect(await readKeyring('culprit/master-key', holding({ 'culprit/master-key': canary }))).toEqual({ outcome: 'value', text: canary });
    expect(await readKeyring('other', holding({}))).toEqual({ outcome: 'absent', why: 'no-entry' });
  });

  test('that is not installed, or not there, is said to be', async () => {
    expect(await readKeyring('a/b', async () => { throw new Error('Cannot find package'); })).toEqual({ outcome: 'absent', why: 'not-installed' });
    expect(await readKeyring('a/b', async () => ({ AsyncEntry: class { async getPassword(): Promise<null> { throw new Error(`AccessDenied ${canary}`); } } }))).toEqual({ outcome: 'absent', why: 'no-service' });
  });

  test('stands among the places that were looked at', async () => {
    const { env } = world();
    expect((await culprit('init', [], env)).stderr).toMatch(/env:CULPRIT_MASTER_KEY is not set; .*keyring:culprit\/master-key (?:is not set|can't be looked at: .*); env:CULPRIT_PASSPHRASE is not set/);
  });
});

describe('a value that takes the place of another', () => {
  const key = randomBytes(32).toString('hex');

  test('is tried beside it, promoted, and the one before stays for a while', async () => {
    const { env: bare } = world();
    const env = { ...bare, CULPRIT_MASTER_KEY: key };
    await culprit('init', [], env);
    await culprit('set', ['openai/default'], env, { stdin: 'old-value-1' });
    expect((await culprit('promote', ['openai/default'], env)).stderr).toContain('has no candidate');
    expect((await culprit('set', ['none'], env, { stdin: 'x', candidate: true })).stderr).toContain('There is no none yet');
    expect((await culprit('set', ['openai/default'], env, { stdin: 'new-value-2', candidate: true })).code).toBe(0);
    const reader = createSecretReader([createVaultSource({ env })]);
    const value = async (name: string): Promise<string> => (await reader.read({ $secret: `vault:${name}` })).reveal();
    expect([await value('openai/default'), await value('openai/default#candidate')]).toEqual(['old-value-1', 'new-value-2']);
    expect((await culprit('list', [], env)).stdout).toContain('has a candidate');
    expect((await culprit('promote', ['openai/default'], env, { grace: '1d' })).code).toBe(0);
    expect([await value('openai/default'), await value('openai/default#grace')]).toEqual(['new-value-2', 'old-value-1']);
    await expect(value('openai/default#candidate')).rejects.toMatchObject({ code: 'SECRET_UNRESOLVED' });
    // A rotation that seals everything anew takes it along.
    const other = randomBytes(32).toString('hex');
    const both = { ...bare, CULPRIT_MASTER_KEY: other, CULPRIT_MASTER_KEY_PREVIOUS: key };
    for (const [step, deep] of [['start', false], ['promote', false], ['finish', true]] as const) expect((await culprit('rotate', [step], both, { deep })).code).toBe(0);
    const after = createSecretReader([createVaultSource({ env: { ...bare, CULPRIT_MASTER_KEY: other } })]);
    expect((await after.read({ $secret: 'vault:openai/default#grace' })).reveal()).toBe('old-value-1');
    expect(await withGrace(after, 'openai/default', async (secret) => (secret === 'old-value-1' ? 'ok' : 'refused'))).toEqual({ used: 'grace', result: 'ok' });
    expect(await withGrace(after, 'openai/default', async (secret) => (secret === 'new-value-2' ? 'ok' : 'refused'))).toEqual({ used: 'current', result: 'ok' });
    expect(await withGrace(after, 'openai/default', async () => 'refused')).toBe('refused');
  });

  test('without grace leaves nothing of the one before', async () => {
    const { file, env: bare } = world();
    const env = { ...bare, CULPRIT_MASTER_KEY: key };
    await culprit('init', [], env);
    await culprit('set', ['a'], env, { stdin: 'old-value-1' });
    await culprit('set', ['a'], env, { stdin: 'new-value-2', candidate: true });
    await culprit('promote', ['a'], env, { grace: 0 });
    expect(readFileSync(file, 'latin1')).not.toContain('"grace"');
    await expect(createSecretReader([createVaultSource({ env })]).read({ $secret: 'vault:a#grace' })).rejects.toMatchObject({ code: 'SECRET_UNRESOLVED' });
  });
});
