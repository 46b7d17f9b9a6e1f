import type { Kysely } from 'kysely';
import type { PeopleTables } from './people-tables.ts';

/** Who changed what, or tried to get in. No secret stands in it. */
interface AuditEntry {
  readonly id: number;
  readonly at: number;
  /** The name of a user, `token:<name>`, or `-` for somebody unknown. */
  readonly actor: string;
  /** `log-in`, `log-in-failed`, `user-created`, `target-removed`, … */
  readonly action: string;
  readonly subject: string;
  readonly address: string;
}

/** A year, and no more entries than this. */
const keptMs = 366 * 86_400_000;
const keptEntries = 200_000;

export interface AuditLog {
  write(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
  /** Newest first, older than `before`. */
  list(limit: number, before?: number): Promise<readonly AuditEntry[]>;
  prune(): Promise<void>;
}

export function createAuditLog(database: Kysely<PeopleTables>, now: () => number): AuditLog {
  return {
    async write({ actor, action, subject, address }) {
      await database.insertInto('audit').values({ at: now(), actor: actor.slice(0, 100), action, subject: subject.slice(0, 300), address }).execute();
    },
    async list(limit, before) {
      const newest = database.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
      return (before === undefined ? newest : newest.where('id', '<', before)).execute();
    },
    async prune() {
      const oldest = await database.selectFrom('audit').select('id').orderBy('id', 'desc').offset(keptEntries).limit(1).executeTakeFirst();
      await database.deleteFrom('audit').where(({ or, eb }) => or([eb('at', '<', now() - keptMs), eb('id', '<=', oldest?.id ?? 0)])).execute();
    },
  };
}
