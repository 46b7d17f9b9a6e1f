import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { hashOf, newSecret, sameSecret } from './opaque-token.ts';
import type { PeopleTables } from './people-tables.ts';
import { permissions, type Permission } from './role.ts';

/** A token for programs, without its secret. */
interface ApiToken {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number;
}

const touchMs = 60_000;

export interface Tokens {
  /** `secret` is what a program sends as `Authorization: Bearer …`; it is told here and never again. */
  create(given: Pick<ApiToken, 'user' | 'name' | 'scopes' | 'expiresAt'>): Promise<{ readonly token: ApiToken; readonly secret: string }>;
  /** `undefined`: unknown, wrong or expired. */
  read(secret: string): Promise<ApiToken | undefined>;
  /** Those of a user, or all. */
  list(user?: string): Promise<readonly ApiToken[]>;
  remove(id: string, user?: string): Promise<boolean>;
}

/** Tokens are written `culprit_<id>_<secret>`: what scans for leaked secrets can find them by that. */
export function createTokens(database: Kysely<PeopleTables>, now: () => number): Tokens {
  const tokenOf = ({ id, user, name, scopes, created_at, expires_at, used_at }: PeopleTables['tokens']): ApiToken => ({
    id, user, name, scopes: permissions.filter((permission) => scopes.split(' ').includes(permission)), createdAt: created_at, expiresAt: expires_at, ...(used_at === null ? {} : { usedAt: used_at }),
  });
  return {
    async create({ user, name, scopes, expiresAt }) {
      const [id, secret] = [randomUUID().replaceAll('-', '').slice(0, 16), newSecret()];
      const row = { id, user, name, hash: hashOf(secret), scopes: scopes.join(' '), created_at: now(), expires_at: expiresAt, used_at: null };
      await database.insertInto('tokens').values(row).execute();
      return { token: tokenOf(row), secret: `culprit_${id}_${secret}` };
    },
    async read(given) {
      const [, id, secret] = /^culprit_([0-9a-f]{16})_([\w-]{43})$/.exec(given) ?? [];
      if (id === undefined || secret === undefined) return undefined;
      const row = await database.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined || !sameSecret(row.hash, hashOf(secret)) || row.expires_at <= now()) return undefined;
      if (now() - (row.used_at ?? 0) > touchMs) await database.updateTable('tokens').where('id', '=', id).set({ used_at: now() }).execute();
      return tokenOf(row);
    },
    async list(user) {
      const all = database.selectFrom('tokens').selectAll().orderBy('created_at', 'desc');
      return (await (user === undefined ? all : all.where('user', '=', user)).execute()).map(tokenOf);
    },
    async remove(id, user) {
      const one = database.deleteFrom('tokens').where('id', '=', id);
      return (await (user === undefined ? one : one.where('user', '=', user)).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}
