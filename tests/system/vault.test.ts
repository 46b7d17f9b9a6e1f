import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readKeyText } from '../../packages/credential/src/ciphertext/key-text.ts';
import { readVault, type MasterKey } from '../../packages/credential/src/vault/read-vault.ts';
import { changeVault, createVault, openVault } from '../../packages/credential/src/vault/store.ts';
import { because, root } from './requirements.ts';

const key = randomBytes(32);
const keys: readonly MasterKey[] = [{ source: 'env:CULPRIT_MASTER_KEY', role: 'current', text: readKeyText(key.toString('hex')) }];
const writer = join(import.meta.dirname, '../../packages/credential/test/vault-writer.ts');
const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0).toReversed()) one();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'culprit-vault-'));
  undo.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function vaultIn(directory: string): Promise<string> {
  const file = join(directory, 'vault.json');
  await createVault({ file, keys, master: { bytes: key, source: 'env:CULPRIT_MASTER_KEY' } });
  return file;
}

test('8 processes write 200 times each and lose nothing', { timeout: 300_000 }, async () => {
  const file = await vaultIn(folder());
  const written = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [writer, file, name, '200'], { env: { ...process.env, CULPRIT_MASTER_KEY: key.toString('hex') }, stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => void (told += chunk.toString()));
    child.on('close', () => resolve(told));
  })));
  const acknowledged = written.flatMap((told) => told.trim().split('\n'));
  const vault = await openVault({ file, keys });
  expect(acknowledged).toHaveLength(1_600);
  expect({ entries: Object.keys(vault.document.entries).length, generation: vault.document.generation, intact: vault.intact }).toEqual({ entries: 1_600, generation: 1_601, intact: true });
});

test.skipIf(root() !== undefined)(`a full disk leaves the old vault${because(root())}`, async () => {
  const mount = join(folder(), 'small');
  mkdirSync(mount);
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mount]).status).toBe(0);
  undo.push(() => void spawnSync('umount', [mount]));
  const file = await vaultIn(mount);
  await changeVault({ file, keys }, () => ({ set: { a: 'kept' } }));
  const before = readFileSync(file, 'latin1');
  await expect(changeVault({ file, keys }, () => ({ set: { big: randomBytes(80_000).toString('base64') } }))).rejects.toMatchObject({ text: { en: expect.stringContaining('the disk is full') } });
  expect(readFileSync(file, 'latin1')).toBe(before);
  await changeVault({ file, keys }, () => ({ set: { b: 'still works' } }));
  expect(readVault(readFileSync(file, 'latin1'), keys).outcome).toBe('open');
});

test.skipIf(root() !== undefined)(`a folder that may not be written to leaves the old vault${because(root())}`, async () => {
  const directory = folder();
  const file = await vaultIn(directory);
  const before = readFileSync(file, 'latin1');
  // Root may write anywhere: the writer runs as nobody, who may read the vault and not its folder.
  chmodSync(directory, 0o755);
  chmodSync(file, 0o644);
  const { status, stderr } = spawnSync(process.execPath, [writer, file, 'x', '1'], { uid: 65_534, gid: 65_534, env: { PATH: process.env['PATH'], CULPRIT_MASTER_KEY: key.toString('hex') }, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('writing there is not permitted');
  expect(readFileSync(file, 'latin1')).toBe(before);
});
