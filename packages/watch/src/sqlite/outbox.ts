import type { Kysely, Selectable } from 'kysely';
import type { Message, OutboxEntry } from '../records.ts';
import type { Outbox } from '../store.ts';
import { pageOf, pageSize } from './pages.ts';
import type { Tables } from './tables.ts';
import { guarded } from './trouble.ts';

export function outboxIn(database: Kysely<Tables>): Outbox {
  // Of each subject and channel, the first that waits: whoever is told that it is over was told before that it began.
  const heads = database.selectFrom('outbox').select((row) => row.fn.min('id').as('id')).where('state', '=', 'waiting').groupBy(['channel', 'subject']);
  return {
    due: (now, limit) => guarded(async () => {
      const rows = await database.selectFrom('outbox').selectAll().where('id', 'in', heads).where('state', '=', 'waiting').where('next_at', '<=', now).orderBy('next_at').orderBy('id').limit(limit).execute();
      return rows.map(entryOf);
    }),
    nextAt: () => guarded(async () => {
      const first = await database.selectFrom('outbox').select('next_at').where('id', 'in', heads).orderBy('next_at').limit(1).executeTakeFirst();
      return first?.next_at;
    }),
    settle: (id, outcome) => guarded(async () => {
      await database.updateTable('outbox')
        .set((row) => ({
          attempts: row('attempts', '+', 1), state: outcome.state, receipt: outcome.receipt.slice(0, 500),
          ...(outcome.state === 'waiting' ? { next_at: outcome.nextAt } : { settled_at: outcome.at }),
        }))
        .where('id', '=', id).where('state', '=', 'waiting').execute();
    }),
    hasten: (ms) => guarded(async () => {
      await database.updateTable('outbox').set((row) => ({ next_at: row('next_at', '-', ms) })).where('state', '=', 'waiting').where(({ or, eb, ref }) => or([eb('attempts', '>', 0), eb('next_at', '=', ref('created_at'))])).execute();
    }),
    list: ({ state, channel, ...page }) => guarded(async () => {
      let query = database.selectFrom('outbox').selectAll().orderBy('id', 'desc').limit(pageSize(page) + 1);
      if (state !== undefined) query = query.where('state', '=', state);
      if (channel !== undefined) query = query.where('channel', '=', channel);
      if (page.after !== undefined) query = query.where('id', '<', Number(page.after));
      return pageOf((await query.execute()).map(entryOf), page, ({ id }) => String(id));
    }),
  };
}

function entryOf({ id, key, channel, subject, body, state, attempts, created_at, next_at, settled_at, receipt }: Selectable<Tables['outbox']>): OutboxEntry {
  return {
    id, key, channel, subject, message: JSON.parse(body) as Message, state: state as OutboxEntry['state'], attempts, createdAt: created_at, nextAt: next_at,
    ...(settled_at === null ? {} : { settledAt: settled_at }), ...(receipt === null ? {} : { receipt }),
  };
}
