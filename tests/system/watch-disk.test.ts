import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../packages/watch/src/index.ts';
import { createRig, type Rig } from '../../packages/watch/test/rig.ts';
import { because, firstReason, program, root } from './requirements.ts';

const reason = firstReason(root, program('mount'));
const minute = 60_000;

function must(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}
let folder: string;

beforeEach(() => {
  if (reason !== undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'culprit-disk-'));
  must('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder);
});
afterEach(() => {
  if (reason !== undefined) return;
  must('umount', '-l', folder);
  rmSync(folder, { recursive: true });
});

const everyLook = async ({ store, watch }: Rig): Promise<readonly number[]> => {
  const pages = await Promise.all(watch.targets().map(({ id }) => store.results({ target: id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1_000 })));
  return pages.map(({ items }) => items.length);
};

async function onDisk(): Promise<Rig> {
  return createRig({ lights: { a: 'on', b: 'off' }, store: await openSqliteStore({ path: join(folder, 'history.db') }) });
}

test.skipIf(reason)(`a full disk: looks go on, the watcher says so, and nothing is missing when there is room again${because(reason)}`, async () => {
  await using rig = await onDisk();
  await rig.clock.pass(minute);
  const before = await everyLook(rig);
  // Whatever room there is, to the last byte.
  const ballast = join(folder, 'ballast');
  for (let size = 1 << 20; size >= 512; size /= 2) {
    for (let full = false; !full;) {
      try {
        writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
      } catch {
        full = true;
      }
    }
  }
  rig.street.lights.set('b', 'on');
  for (let round = 0; round < 60 && rig.watch.health().storeTrouble === undefined; round += 1) await rig.clock.pass(minute);
  const ill = rig.watch.health();
  expect(ill.storeTrouble).toBe('full');
  expect(ill.faults).toMatchObject([{ kind: 'storage' }]);
  await rig.clock.pass(minute);
  expect(rig.watch.health().unstored).toBeGreaterThan(ill.unstored);
  rmSync(ballast);
  await rig.clock.pass(minute);
  expect(rig.watch.health()).toMatchObject({ unstored: 0, faults: [] });
  const looks = await everyLook(rig);
  const spent = (rig.clock.now() - Date.UTC(2026, 10, 22, 7)) / 20_000;
  for (const [index, count] of looks.entries()) {
    expect(count).toBeGreaterThan(before[index] ?? 0);
    expect(Math.abs(count - spent)).toBeLessThanOrEqual(1);
  }
  expect((await rig.store.incidents({})).items).toMatchObject([{ state: 'resolved' }]);
  expect((await rig.store.faults({})).items).toMatchObject([{ kind: 'storage', details: { trouble: 'full' } }]);
});

test.skipIf(reason)(`a disk that is read-only is told when the store is opened${because(reason)}`, async () => {
  const path = join(folder, 'history.db');
  await (await openSqliteStore({ path })).close();
  expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0);
  await expect(openSqliteStore({ path })).rejects.toMatchObject({ name: 'StoreError', trouble: 'read-only' });
  expect(spawnSync('mount', ['-o', 'remount,rw', folder]).status).toBe(0);
  await (await openSqliteStore({ path })).close();
});
