import { freshState, type CodeState, type CodeStore } from './code-store.ts';

/** What a store needs of an SQL database: statements with `?` placeholders. */
export interface SqlDatabase {
  /** Runs a statement; resolves to how many rows it changed. */
  run(sql: string, values: readonly (string | number)[]): Promise<number>;
  /** Resolves to the first row, or `undefined`. */
  first(sql: string, values: readonly (string | number)[]): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** What `first` reads and `compareAndSet` writes: one row an account. */
export const codeStateTable = 'CREATE TABLE IF NOT EXISTS one_time_code_state (account TEXT PRIMARY KEY, version INTEGER NOT NULL, last_counter BIGINT NOT NULL, refused TEXT NOT NULL)';

/** States in a table of any SQL database; the table of {@link codeStateTable} must be there. */
export function createSqlStore(database: SqlDatabase): CodeStore {
  return {
    async read(account) {
      const row = await database.first('SELECT version, last_counter, refused FROM one_time_code_state WHERE account = ?', [account]);
      if (row === undefined) return { state: freshState, version: 0 };
      const refused: unknown = JSON.parse(String(row['refused']));
      const state: CodeState = { lastCounter: Number(row['last_counter']), refusedMs: Array.isArray(refused) ? refused.filter((moment) => typeof moment === 'number') : [] };
      return { state, version: Number(row['version']) };
    },
    async compareAndSet(account, version, { lastCounter, refusedMs }) {
      const refused = JSON.stringify(refusedMs);
      // One statement each, so that the database itself decides who was first.
      const changed = version === 0
        ? await database.run('INSERT INTO one_time_code_state (account, version, last_counter, refused) VALUES (?, 1, ?, ?) ON CONFLICT (account) DO NOTHING', [account, lastCounter, refused])
        : await database.run('UPDATE one_time_code_state SET version = version + 1, last_counter = ?, refused = ? WHERE account = ? AND version = ?', [lastCounter, refused, account, version]);
      return changed === 1;
    },
  };
}

/** States in an SQLite file, by Node's own driver, which is loaded here. Disposing closes it. */
export async function openSqliteStore(file: string): Promise<CodeStore & Disposable> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  database.exec(codeStateTable);
  return {
    ...createSqlStore({
      run: async (sql, values) => Number(database.prepare(sql).run(...values).changes),
      first: async (sql, values) => database.prepare(sql).get(...values),
    }),
    [Symbol.dispose]: () => database.close(),
  };
}
