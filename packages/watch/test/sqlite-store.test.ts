import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { storeContract } from './store-contract.ts';

async function folder(): Promise<AsyncDisposable & { readonly path: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'culprit-watch-'));
  return { path: join(directory, 'history.db'), [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}

storeContract('a store in a file of SQLite', async () => {
  const { path, [Symbol.asyncDispose]: remove } = await folder();
  let store = await openSqliteStore({ path });
  return {
    store,
    reopen: async () => (store = await openSqliteStore({ path })),
    end: async () => {
      await store.close();
      await remove();
    },
  };
});

test('a file that another process holds is trouble, and what was to be stored can be stored later', async () => {
  await using place = await folder();
  const store = await openSqliteStore({ path: place.path, busyTimeoutMs: 1 });
  const other = new DatabaseSync(place.path);
  other.exec('begin immediate');
  const batch = { logIns: [{ service: 's', at: 0, outcome: 'success', reason: '', count: 1 }] } as const;
  await expect(store.commit(batch)).rejects.toMatchObject({ name: 'StoreError', trouble: 'locked' });
  other.exec('rollback');
  await store.commit(batch);
  expect(await store.logIns({ from: 0, to: 1 })).toMatchObject([{ count: 1 }]);
  other.close();
  await store.close();
});

test('a file that is no database is told as damaged', async () => {
  await using place = await folder();
  const { writeFile } = await import('node:fs/promises');
  await writeFile(place.path, 'not a database, but long enough to be read as the head of one '.repeat(20));
  await expect(openSqliteStore({ path: place.path })).rejects.toMatchObject({ name: 'StoreError', trouble: 'damaged' });
});

test('a folder that is not there is told', async () => {
  await expect(openSqliteStore({ path: '/nowhere/at/all/history.db' })).rejects.toMatchObject({ name: 'StoreError', trouble: 'unreadable', message: expect.stringContaining('/nowhere/at/all') as string });
});

test('a copy is made while the store is in use', async () => {
  await using place = await folder();
  const store = await openSqliteStore({ path: place.path });
  await store.commit({ beats: [{ heartbeat: 'h', at: 1, status: 'ok' }] });
  await store.backup(`${place.path}.copy`);
  await store.close();
  const copy = await openSqliteStore({ path: `${place.path}.copy` });
  expect(await copy.beats()).toHaveLength(1);
  await copy.close();
});
