import { accessSync, constants, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { WatchedTarget } from '../records.ts';
import { StoreError, type Batch, type Migrations, type Store } from '../store.ts';
import { createBatchWriter } from './commit.ts';
import { KeptAnswers } from './kept-answers.ts';
import { watchMigrations } from './migrations.ts';
import { forKysely } from './node-sqlite.ts';
import { outboxIn } from './outbox.ts';
import { createPruner } from './prune.ts';
import { queriesIn } from './queries.ts';
import type { Tables } from './tables.ts';
import { guarded } from './trouble.ts';

export interface SqliteStoreOptions {
  /** A file, made if it is not there; `:memory:` for a store that forgets. */
  readonly path: string;
  /** How long to wait for another process that holds the file. Nothing else happens meanwhile, so it is short: who is refused tries again later. Default: 100. */
  readonly busyTimeoutMs?: number;
}

/**
 * History in a file of SQLite: a journal beside it that readers look past (WAL), written through to the disk with each batch.
 * Rejects with a `StoreError`.
 */
export async function openSqliteStore({ path, busyTimeoutMs = 100 }: SqliteStoreOptions): Promise<Store> {
  const connection = await guarded(() => {
    // SQLite puts its journal beside the file; of a folder that can't be written to it only says that it can't open something.
    if (path !== ':memory:') accessSync(dirname(resolve(path)), constants.W_OK);
    const opened = new DatabaseSync(path, { timeout: busyTimeoutMs });
    opened.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory');
    return opened;
  });
  const prepared = forKysely(connection);
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: prepared }) });
  const migrate = ({ name, steps }: Migrations): Promise<void> => guarded(async () => {
    const { error } = await new Migrator({
      db: database,
      provider: { getMigrations: async () => Object.fromEntries(Object.entries(steps).map(([key, up]) => [key, { up }])) },
      migrationTableName: `migrations_of_${name}`, migrationLockTableName: `migration_lock_of_${name}`,
    }).migrateToLatest();
    if (error !== undefined) throw error;
  });
  await migrate(watchMigrations);

  const numbers = new Map((await database.selectFrom('targets').select(['number', 'id']).execute()).map(({ number, id }) => [id, number]));
  const names = new Map([...numbers].map(([id, number]) => [number, id]));
  const numberOf = (target: string): number => {
    const number = numbers.get(target);
    if (number === undefined) throw new RangeError(`No target ${target} was saved`);
    return number;
  };
  const writing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await guarded(work);
    } catch (error) {
      if (error instanceof StoreError && error.trouble === 'unreadable' && path !== ':memory:' && isReadOnly(dirname(resolve(path)))) throw new StoreError('read-only', error.message, { cause: error });
      throw error;
    }
  };
  const writeBatch = createBatchWriter(database, prepared);
  const prune = createPruner(database, numbers);
  const kept = new KeptAnswers(prepared);

  return {
    database: database as unknown as Kysely<unknown>,
    migrate,
    ...queriesIn(database, { numberOf: (target) => numbers.get(target), nameOf: (number) => names.get(number) ?? '' }, kept),
    outbox: outboxIn(database),
    commit: (batch: Batch) => writing(() => kept.committing(() => database.transaction().execute((transaction) => writeBatch(transaction, batch, numberOf)))),
    saveTargets: (targets: readonly WatchedTarget[]) => guarded(async () => {
      const saved = await database.transaction().execute(async (transaction) => {
        const rows = [];
        for (const target of targets) {
          const body = JSON.stringify(target);
          rows.push(await transaction.insertInto('targets').values({ id: target.id, body }).onConflict((conflict) => conflict.column('id').doUpdateSet({ body })).returning(['number', 'id']).executeTakeFirstOrThrow());
        }
        return rows;
      });
      for (const { number, id } of saved) {
        numbers.set(id, number);
        names.set(number, id);
      }
    }),
    prune: (now, retention) => guarded(() => kept.pruning(now, retention, () => prune(now, retention))),
    // Writes and takes it back: only that tells a full disk or a read-only one.
    probe: () => writing(async () => {
      await database.transaction().execute((transaction) => transaction.insertInto('conditions').values({ rule: 'watch/probe', subject: '', body: '{}' })
        .onConflict((conflict) => conflict.columns(['rule', 'subject']).doUpdateSet({ body: '{}' })).execute());
    }),
    backup: (path) => guarded(async () => {
      await backup(connection, path);
    }),
    close: () => guarded(() => database.destroy()),
  };
}

/** Of a disk that turned read-only under an open file SQLite says no more than that a write failed; and access(2) of ext4 still allows it. */
function isReadOnly(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, 'probe-')));
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS';
  }
}
