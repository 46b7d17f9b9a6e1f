import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements that are kept ready; the watcher uses some fifty. */
const keptStatements = 300;

/** Node's own SQLite as Kysely's dialect for SQLite wants it: the few methods of better-sqlite3 that it calls. */
export function forKysely(database: DatabaseSync): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      // SQLite takes a transaction back by itself where the disk is full; there is none left to roll back then.
      if (text === 'rollback' && !database.isTransaction) return nothing;
      const known = ready.get(text);
      if (known !== undefined) return known;
      const made = statement(database.prepare(text));
      if (ready.size >= keptStatements) ready.clear();
      ready.set(text, made);
      return made;
    },
  };
}

const nothing: SqliteStatement = { reader: false, all: () => [], run: () => ({ changes: 0, lastInsertRowid: 0 }), iterate: () => [][Symbol.iterator]() };

function statement(prepared: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]): SQLInputValue[] => parameters.map(toSqlite);
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...values(parameters)),
    run: (parameters) => prepared.run(...values(parameters)),
    iterate: (parameters): IterableIterator<Record<string, SQLOutputValue>> => prepared.iterate(...values(parameters)),
  };
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array) return value;
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(`SQLite stores no ${typeof value}`);
}
