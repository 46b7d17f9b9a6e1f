import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createSecretReader, isToolError, run, type Report } from '@culprit/core';
import { afterEach, describe, expect, test } from 'vitest';
import { createVaultSource } from '../src/secret-sources/vault.ts';
import manifest from '../src/manifest.ts';
import { readKeyText } from '../src/ciphertext/key-text.ts';
import { newVault } from '../src/vault/compose.ts';
import { parseVault, printVault, type VaultDocument } from '../src/vault/document.ts';
import { keyIdOf, seal, unseal } from '../src/vault/envelope.ts';
import { openEntry, readVault, type MasterKey } from '../src/vault/read-vault.ts';
import { changeVault, createVault, openVault } from '../src/vault/store.ts';

const canary = 'cAn@ry/57+secret=value';
const nobody = createSecretReader([]);
const keyA = randomBytes(32).toString('hex');
const keyB = randomBytes(32).toString('hex');
const asKeys = (...texts: readonly string[]): readonly MasterKey[] => texts.map((text, index) => ({ source: `env:KEY_${index}`, role: index === 0 ? 'current' : 'previous', text: readKeyText(text) }));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const name of ['CULPRIT_TEST_MASTER', 'CULPRIT_TEST_PREVIOUS']) delete process.env[name];
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'culprit-vault-'));
  folders.push(made);
  return made;
}

/** A vault with these entries, under key A. */
async function vaultWith(entries: { readonly [name: string]: string }): Promise<string> {
  const file = join(folder(), 'vault.json');
  await createVault({ file, keys: asKeys(keyA), master: { bytes: Buffer.from(keyA, 'hex'), source: 'env:CULPRIT_MASTER_KEY' } });
  await changeVault({ file, keys: asKeys(keyA) }, () => ({ set: entries }));
  return file;
}

const refusal = async (running: Promise<unknown>): Promise<string> => {
  const error = await running.then(() => undefined, (reason: unknown) => reason);
  if (!isToolError(error)) throw new Error('it was not refused', { cause: error });
  return error.text.en;
};

async function examined(file: string, master: string | undefined, previous?: string): Promise<Report> {
  if (master !== undefined) process.env['CULPRIT_TEST_MASTER'] = master;
  if (previous !== undefined) process.env['CULPRIT_TEST_PREVIOUS'] = previous;
  return run({ plugins: [manifest], targets: [{ kind: 'vault', file, key: { $secret: 'env:CULPRIT_TEST_MASTER' }, previous: { $secret: 'env:CULPRIT_TEST_PREVIOUS' } }] });
}

const failures = ({ findings }: Report): readonly string[] => findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);

/** The document with another part, and a checksum that fits it, as somebody would make it who knows the format and not the key. */
function forged(file: string, change: (document: VaultDocument) => VaultDocument): void {
  const parsed = parseVault(readFileSync(file, 'latin1'));
  if (parsed.outcome !== 'document') throw new Error(parsed.outcome);
  writeFileSync(file, printVault(change(parsed.document)));
}

describe('the envelope', () => {
  test('opens what it sealed, and nothing that differs in one bit', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), fc.string(), fc.nat(), (plain, boundTo, at) => {
      const key = randomBytes(32);
      const sealed = seal(key, boundTo, plain);
      expect(unseal(key, boundTo, sealed)).toEqual(Buffer.from(plain));
      const bytes = Buffer.from(sealed, 'base64');
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
      expect(unseal(key, boundTo, bytes.toString('base64'))).toBeUndefined();
      expect(unseal(key, `${boundTo}x`, sealed)).toBeUndefined();
    }), { numRuns: 50 });
  });

  test('refuses a tag that was shortened', () => {
    const key = randomBytes(32);
    const bytes = Buffer.from(seal(key, 'x', Buffer.from(canary)), 'base64');
    for (let cut = 1; cut <= 16; cut++) expect(unseal(key, 'x', bytes.subarray(0, bytes.length - cut).toString('base64'))).toBeUndefined();
  });

  test('a key has another id in every vault', () => {
    expect(keyIdOf(Buffer.from(keyA, 'hex'), 'one')).not.toBe(keyIdOf(Buffer.from(keyA, 'hex'), 'other'));
    expect(keyIdOf(Buffer.from(keyA, 'hex'), 'one')).toMatch(/^k1-[0-9a-f]{20}$/);
  });
});

describe('a damaged vault', () => {
  test('every byte that is flipped or cut off is noticed', async () => {
    const file = await vaultWith({ 'openai/default': canary, 'b': 'two' });
    const text = readFileSync(file, 'latin1');
    const silent: number[] = [];
    for (let at = 0; at < text.length; at++) {
      const flipped = `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 8)))}${text.slice(at + 1)}`;
      for (const damaged of [flipped, text.slice(0, at)]) if (readVault(damaged, asKeys(keyA)).outcome === 'open') silent.push(at);
    }
    expect(silent).toEqual([]);
    expect(readVault(text, asKeys(keyA)).outcome).toBe('open');
  });

  test('is never taken for one with another key', async () => {
    const file = await vaultWith({ a: canary });
    const text = readFileSync(file, 'utf8');
    const kid = /k1-[0-9a-f]{20}/.exec(text)?.[0] ?? '';
    writeFileSync(file, text.replace(kid, `k1-${'0'.repeat(20)}`));
    const report = await examined(file, keyA);
    expect(failures(report)).toEqual(['credential/vault-file#altered']);
    expect(report.findings.find(({ id }) => id === 'credential/vault-file#altered')?.params['backup']).toContain('#1');
  });

  test('an exchange of entries that fits the checksum is told by the names', async () => {
    const file = await vaultWith({ a: canary, b: 'two' });
    forged(file, (document) => {
      const { a, b } = document.entries;
      if (a === undefined || b === undefined) throw new Error('no entries');
      return { ...document, entries: { a: b, b: a } };
    });
    const report = await examined(file, keyA);
    expect(failures(report)).toEqual(['credential/vault-entries#edited', 'credential/vault-entries#moved', 'credential/vault-entries#moved']);
  });

  test('a removed entry is noticed, and nothing more is written into it', async () => {
    const file = await vaultWith({ a: canary, b: 'two' });
    forged(file, (document) => ({ ...document, entries: Object.fromEntries(Object.entries(document.entries).filter(([name]) => name !== 'a')) }));
    expect(failures(await examined(file, keyA))).toEqual(['credential/vault-entries#edited']);
    expect(await refusal(changeVault({ file, keys: asKeys(keyA) }, () => ({ set: { c: 'x' } })))).toContain('changed outside of Culprit');
  });

  test('one entry that does not open hides no other', async () => {
    const file = await vaultWith({ a: canary, b: 'two' });
    forged(file, (document) => ({ ...document, entries: Object.fromEntries(Object.entries(document.entries).map(([name, entry]) => [name, name === 'a' ? { ...entry, sealed: Buffer.alloc(40).toString('base64') } : entry])) }));
    expect(failures(await examined(file, keyA))).toEqual(['credential/vault-entries#edited', 'credential/vault-entries#unreadable']);
    expect(openEntry(await openVault({ file, keys: asKeys(keyA) }), 'b')).toBe('two');
  });

  test('a later format is refused without a word of damage', async () => {
    const file = await vaultWith({ a: canary });
    writeFileSync(file, readFileSync(file, 'utf8').replace('"version": 1', '"version": 2'));
    expect(failures(await examined(file, keyA))).toEqual(['credential/vault-file#too-new']);
  });

  test('an older copy in its place is reported and still opens', async () => {
    const file = await vaultWith({ a: 'one' });
    const old = readFileSync(file);
    await changeVault({ file, keys: asKeys(keyA) }, () => ({ set: { a: 'two' } }));
    writeFileSync(file, old);
    const report = await examined(file, keyA);
    expect(failures(report)).toEqual(['credential/vault-file#rolled-back']);
    expect(report.exitCode).toBe(0);
  });

  test('texts of any kind are never a crash', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((text) => `{"format":"culprit-vault","version":1,"x":${text}}`)), (text) => {
      expect(['not-json', 'altered', 'foreign', 'too-new']).toContain(readVault(text, asKeys(keyA)).outcome);
    }));
  });
});

describe('the master key', () => {
  test('another key is named for certain, with both ids and what to do', async () => {
    const file = await vaultWith({ a: canary, b: 'two' });
    const { document } = await openVault({ file, keys: asKeys(keyA) });
    const report = await examined(file, keyB);
    const [diagnosis] = report.diagnoses;
    expect({ cause: diagnosis?.cause, confidence: diagnosis?.confidence }).toEqual({ cause: 'credential/master-key-changed', confidence: 'certain' });
    expect(diagnosis?.params['sealedWith']).toContain(keyIdOf(Buffer.from(keyA, 'hex'), document.vaultId));
    expect(diagnosis?.params['given']).toContain(keyIdOf(Buffer.from(keyB, 'hex'), document.vaultId));
    expect(diagnosis?.params['names']).toBe('a, b');
    expect(diagnosis?.remedies.map(({ id }) => id)).toEqual(['credential/bring-back-old-key']);
    expect(report.bugs).toEqual([]);
  });

  test('with the old key beside it the vault opens, and the rotation is said to be unfinished', async () => {
    const report = await examined(await vaultWith({ a: canary }), keyB, keyA);
    expect(failures(report)).toEqual(['credential/master-key#replaced']);
    expect(report.exitCode).toBe(0);
  });

  test.each([
    ['nothing', undefined, 'missing'], ['63 digits', keyA.slice(1), 'wrong-length'], ['a slip', `${keyA.slice(1)}g`, 'wrong-character'],
    ['a command', '$(openssl rand -hex 32)', 'other-text'], ['an API key', 'sk-proj-0123456789', 'other-text'], ['too few bytes of base64', Buffer.alloc(24, 7).toString('base64'), 'wrong-size'],
  ])('%s in its place is told as that', async (_, text, finding) => {
    expect(failures(await examined(await vaultWith({ a: canary }), text))).toEqual([`credential/master-key#${finding}`]);
  });

  test.each([['quotes', `"${keyA}"`], ['0x', `0x${keyA}`], ['a line break', `${keyA}\n`], ['base64', Buffer.from(keyA, 'hex').toString('base64')], ['a byte order mark', `\u{FEFF}${keyA}`]])('%s around it is read over', async (_, text) => {
    expect(failures(await examined(await vaultWith({ a: canary }), text))).toEqual([]);
  });

  test('the example key of a repository is no secret', async () => {
    const published = '0123456789abcdef'.repeat(4);
    const file = join(folder(), 'vault.json');
    writeFileSync(file, newVault({ bytes: Buffer.from(published, 'hex'), source: 'env:X' }, new Date()), { mode: 0o600 });
    const report = await examined(file, published);
    expect(failures(report)).toEqual(['credential/master-key#published']);
    expect(report.findings.find(({ id }) => id === 'credential/master-key#published')?.params['publisher']).toContain('LMNR');
  });
});

describe('the file', () => {
  test('others who may read it are told of, and a symbolic link is not followed', async () => {
    const file = await vaultWith({ a: canary });
    chmodSync(file, 0o644);
    expect(failures(await examined(file, keyA))).toEqual(['credential/vault-file#exposed']);
    const link = join(folder(), 'link.json');
    symlinkSync(file, link);
    expect(failures(await examined(link, keyA))).toEqual(['credential/vault-file#unreadable']);
    expect(failures(await examined(`${file}.none`, keyA))).toEqual(['credential/vault-file#absent']);
  });

  test.each(['created', 'written', 'synced', 'kept-previous', 'replaced', 'directory-synced'])('a writer that is killed after the step %s leaves the old or the new vault', async (step) => {
    const file = await vaultWith({ a: canary });
    const { signal } = spawnSync(process.execPath, [join(import.meta.dirname, 'vault-writer.ts'), file, 'w', '1', step], { env: { ...process.env, CULPRIT_MASTER_KEY: keyA } });
    expect(signal).toBe('SIGKILL');
    const vault = await openVault({ file, keys: asKeys(keyA) });
    expect(vault.intact).toBe(true);
    expect(openEntry(vault, 'a')).toBe(canary);
    expect(openEntry(vault, 'w/n0') !== undefined).toBe(['replaced', 'directory-synced'].includes(step));
    // Its lock is cleared: the next writer gets on.
    await changeVault({ file, keys: asKeys(keyA) }, () => ({ set: { next: 'x' } }));
    expect(openEntry(await openVault({ file, keys: asKeys(keyA) }), 'next')).toBe('x');
  });

  test('writers in several processes lose nothing of each other', async () => {
    const file = await vaultWith({ a: canary });
    const writers = ['p', 'q', 'r'].map((name) => new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'vault-writer.ts'), file, name, '15'], { env: { ...process.env, CULPRIT_MASTER_KEY: keyA }, stdio: ['ignore', 'pipe', 'inherit'] });
      let told = '';
      child.stdout.on('data', (chunk: Buffer) => void (told += chunk.toString()));
      child.on('close', () => resolve(told));
    }));
    const acknowledged = (await Promise.all(writers)).flatMap((told) => told.trim().split('\n'));
    expect(acknowledged).toHaveLength(45);
    const { document } = await openVault({ file, keys: asKeys(keyA) });
    expect(Object.keys(document.entries).toSorted()).toEqual(['a', ...acknowledged].toSorted());
    expect(document.generation).toBe(47);
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('.lock') || name.endsWith('.tmp'))).toEqual([]);
  });

  test('a lock of a live process is waited for and then named', async () => {
    const file = await vaultWith({ a: canary });
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: process.ppid, started: '', host: (await import('node:os')).hostname(), program: 'culprit' }));
    expect(await refusal(changeVault({ file, keys: asKeys(keyA), waitMs: 30 }, () => ({ set: { b: 'x' } })))).toContain(`process ${process.ppid} (culprit)`);
    expect(existsSync(`${file}.lock`)).toBe(true);
  });

  test('a lock of another host is never taken away', async () => {
    const file = await vaultWith({ a: canary });
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 2_000_000_000, started: '1', host: 'elsewhere', program: 'culprit' }));
    expect(await refusal(changeVault({ file, keys: asKeys(keyA), waitMs: 30 }, () => ({ set: { b: 'x' } })))).toContain('on elsewhere');
  });
});

describe('vault: as a source of secrets', () => {
  test('yields the value, nothing for an unknown name, and the reason where the vault does not open', async () => {
    const file = await vaultWith({ 'openai/default': canary });
    const source = (key: string) => createVaultSource({ file, env: { CULPRIT_MASTER_KEY: key } });
    expect(await source(keyA).resolve('openai/default', nobody)).toBe(canary);
    expect(await source(keyA).resolve('openai/other', nobody)).toBeUndefined();
    expect(await refusal(source(keyB).resolve('openai/default', nobody))).toContain('Nothing is damaged');
    expect(await refusal(source(keyA).resolve('../x', nobody))).toContain('vault:openai/default');
  });
});

test('no report holds a key or a value', async () => {
  const file = await vaultWith({ a: canary });
  for (const report of [await examined(file, keyA), await examined(file, keyB), await examined(file, `${keyA.slice(1)}g`)]) {
    const text = JSON.stringify(report);
    for (const secret of [canary, keyA, keyB, keyA.slice(1)]) expect(text).not.toContain(secret);
  }
});
