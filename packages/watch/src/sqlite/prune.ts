import type { Kysely, Transaction } from 'kysely';
import type { Retention } from '../store.ts';
import type { Tables } from './tables.ts';

/** Targets whose looks are gone through at a time: a turn must not hold up the others. */
const targetsAtATime = 10;
const rowsAtATime = 5_000;

/** Forgets step by step; each call goes on where the last one stopped. */
export function createPruner(database: Kysely<Tables>, numbers: ReadonlyMap<string, number>): (now: number, retention: Retention) => Promise<boolean> {
  let next = 0;
  return async (now, retention) => {
    const all = [...numbers.values()];
    const some = all.slice(next, next + targetsAtATime);
    next = next + targetsAtATime >= all.length ? 0 : next + targetsAtATime;
    await database.transaction().execute(async (transaction) => {
      for (const target of some) {
        await transaction.deleteFrom('results').where('target', '=', target).where('due_at', '<', now - retention.results).execute();
        await transaction.deleteFrom('reports').where('target', '=', target).where('due_at', '<', now - retention.reports).execute();
        await transaction.deleteFrom('findings').where('target', '=', target).where('due_at', '<', now - retention.reports).execute();
        for (const [resolution, age] of [retention.minutes, retention.hours, retention.days].entries()) {
          for (let node: string | null = ''; node !== null; node = await nodeAfter(transaction, resolution, target, node)) {
            await transaction.deleteFrom('rollups').where('resolution', '=', resolution).where('target', '=', target).where('node', '=', node).where('from_at', '<', now - age).execute();
          }
        }
      }
      if (next !== 0) return;
      const before = now - retention.incidents;
      const ended = transaction.selectFrom('incidents').select('id').where('state', '=', 'resolved').where('ended_at', '<', before).limit(rowsAtATime);
      await transaction.deleteFrom('transitions').where('incident', 'in', ended).execute();
      await transaction.deleteFrom('incident_targets').where('incident', 'in', ended).execute();
      await transaction.deleteFrom('incidents').where('id', 'in', ended).execute();
      await transaction.deleteFrom('faults').where('ended_at', '<', before).execute();
      await transaction.deleteFrom('outbox').where('state', '!=', 'waiting').where('settled_at', '<', before).execute();
      await transaction.deleteFrom('log_ins').where('minute', '<', before).execute();
    });
    return next !== 0;
  };
}

/** Leaps from node to node: reading all rows to see which nodes there are would take longer than forgetting. */
async function nodeAfter(transaction: Transaction<Tables>, resolution: number, target: number, node: string): Promise<string | null> {
  const row: { readonly next: string | null } | undefined = await transaction.selectFrom('rollups').select((of) => of.fn.min('node').as('next'))
    .where('resolution', '=', resolution).where('target', '=', target).where('node', '>', node).executeTakeFirst();
  return row?.next ?? null;
}
