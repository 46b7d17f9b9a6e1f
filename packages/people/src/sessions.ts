import { sql, type Kysely } from 'kysely';
import { hashOf, newSecret } from './opaque-token.ts';
import type { PeopleTables } from './people-tables.ts';

/** A log-in that stands. `id` tells sessions apart and opens none. */
export interface Session {
  readonly id: string;
  readonly user: string;
  readonly createdAt: number;
  readonly seenAt: number;
  /** From where it was opened, and by which browser, as that said. */
  readonly address: string;
  readonly agent: string;
}

/** OWASP's session management cheat sheet: both a limit without use and one for all. */
const idleMs = 24 * 3_600_000;
const wholeMs = 7 * 24 * 3_600_000;
/** Writing at every request would cost more than it tells. */
const touchMs = 60_000;
const idLength = 16;

export interface Sessions {
  /** A new one, whose secret is told here and never again. One that was there before is ended, so that none can be foisted on anybody. */
  open(user: string, from: { readonly address: string; readonly agent: string; readonly before?: string | undefined }): Promise<string>;
  read(secret: string): Promise<Session | undefined>;
  list(user: string): Promise<readonly Session[]>;
  /** Ends one of a user, or all. */
  end(user: string, id?: string): Promise<void>;
  /** Forgets what has run out. */
  prune(): Promise<void>;
}

export function createSessions(database: Kysely<PeopleTables>, now: () => number): Sessions {
  const alive = () => database.selectFrom('sessions').selectAll().where('seen_at', '>', now() - idleMs).where('created_at', '>', now() - wholeMs);
  type Row = Awaited<ReturnType<ReturnType<typeof alive>['executeTakeFirstOrThrow']>>;
  const sessionOf = ({ hash, user, created_at, seen_at, address, agent }: Row): Session => ({ id: hash.slice(0, idLength), user, createdAt: created_at, seenAt: seen_at, address, agent });
  return {
    async open(user, { address, agent, before }) {
      if (before !== undefined) await database.deleteFrom('sessions').where('hash', '=', hashOf(before)).execute();
      const secret = newSecret();
      await database.insertInto('sessions').values({ hash: hashOf(secret), user, created_at: now(), seen_at: now(), address, agent: agent.slice(0, 200) }).execute();
      return secret;
    },
    async read(secret) {
      const row = await alive().where('hash', '=', hashOf(secret)).executeTakeFirst();
      if (row === undefined) return undefined;
      if (now() - row.seen_at > touchMs) await database.updateTable('sessions').where('hash', '=', row.hash).set({ seen_at: now() }).execute();
      return sessionOf(row);
    },
    list: async (user) => (await alive().where('user', '=', user).orderBy('seen_at', 'desc').execute()).map(sessionOf),
    async end(user, id) {
      const own = database.deleteFrom('sessions').where('user', '=', user);
      await (id === undefined ? own : own.where(sql`substr(hash, 1, ${idLength})`, '=', id)).execute();
    },
    async prune() {
      await database.deleteFrom('sessions').where(({ or, eb }) => or([eb('seen_at', '<=', now() - idleMs), eb('created_at', '<=', now() - wholeMs)])).execute();
    },
  };
}
