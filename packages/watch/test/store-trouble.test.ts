import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { openSqliteStore, type Store } from '../src/index.ts';
import { createRig } from './rig.ts';

const minute = 60_000;

const hindrances: readonly (readonly [string, string, (store: Store, path: string) => Promise<() => Promise<void>>])[] = [
  ['another process holds the file', 'locked', async (_store, path) => {
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    return async () => other.close();
  }],
  // SQLite's own switch; a disk that turns read-only under the open file stands in tests/system/server-disk.test.ts.
  ['the file can only be read', 'read-only', async ({ database }) => {
    await database.executeQuery(CompiledQuery.raw('pragma query_only = on'));
    return async () => {
      await database.executeQuery(CompiledQuery.raw('pragma query_only = off'));
    };
  }],
];

test.each(hindrances)('while %s, looks go on and the watcher says "%s"; afterwards nothing is missing', async (_, trouble, hinder) => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-trouble-'));
  const path = join(folder, 'history.db');
  try {
    await using rig = await createRig({ lights: { a: 'on', b: 'off' }, store: await openSqliteStore({ path, busyTimeoutMs: 1 }) });
    await rig.clock.pass(minute);
    const end = await hinder(rig.store, path);
    await rig.clock.pass(minute);
    expect(rig.watch.health()).toMatchObject({ storeTrouble: trouble, unstored: 6, faults: [{ kind: 'storage' }] });
    rig.street.lights.set('b', 'on');
    await rig.clock.pass(minute);
    await end();
    await rig.clock.pass(minute);
    expect(rig.watch.health()).toMatchObject({ unstored: 0, faults: [] });
    for (const { id } of rig.watch.targets()) expect((await rig.store.results({ target: id, from: 0, to: Number.MAX_SAFE_INTEGER })).items.length).toBeGreaterThanOrEqual(11);
    expect((await rig.store.incidents({})).items).toMatchObject([{ state: 'resolved' }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
