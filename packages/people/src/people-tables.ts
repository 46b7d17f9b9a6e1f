import { codeStateTable } from '@culprit/mfa';
import type { Migrations } from '@culprit/watch';
import { sql, type Generated } from 'kysely';
import type { Role } from './role.ts';

/** The tables of the people. Times are milliseconds since 1970; secrets are hashed or sealed. */
export type PeopleTables = {
  readonly users: {
    readonly id: string;
    /** In the case that it was given in; unique whatever the case. */
    readonly name: string;
    readonly role: Role;
    readonly password: string;
    readonly disabled: number;
    readonly created_at: number;
    /** Sealed: the secret of the second factor, hashes of its recovery codes, one that is being enrolled. */
    readonly enrolment: string | null;
    /** Whether one is in force. */
    readonly second_factor: number;
  };
  readonly sessions: {
    readonly hash: string;
    readonly user: string;
    readonly created_at: number;
    readonly seen_at: number;
    readonly address: string;
    readonly agent: string;
  };
  readonly tokens: {
    readonly id: string;
    readonly user: string;
    readonly name: string;
    readonly hash: string;
    readonly scopes: string;
    readonly created_at: number;
    readonly expires_at: number;
    readonly used_at: number | null;
  };
  readonly audit: {
    readonly id: Generated<number>;
    readonly at: number;
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
    readonly address: string;
  };
  readonly one_time_code_state: { readonly account: string; readonly version: number; readonly last_counter: number; readonly refused: string };
};

export const peopleMigrations: Migrations = {
  name: 'server',
  steps: {
    '0001-people': async (database) => {
      await database.schema.createTable('users')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('password', 'text', (column) => column.notNull())
        .addColumn('disabled', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('enrolment', 'text')
        .addColumn('second_factor', 'integer', (column) => column.notNull())
        .execute();
      await database.schema.createIndex('users_by_name').on('users').expression(sql`lower(name)`).unique().execute();
      await database.schema.createTable('sessions')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('agent', 'text', (column) => column.notNull())
        .execute();
      await database.schema.createTable('tokens')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('scopes', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute();
      await database.schema.createTable('audit')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .execute();
      await sql.raw(codeStateTable).execute(database);
    },
  },
};
