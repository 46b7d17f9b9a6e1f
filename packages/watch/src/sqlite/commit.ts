import { sql, type Transaction } from 'kysely';
import type { Resolution, Result, Verdict } from '../records.ts';
import type { Batch } from '../store.ts';
import { packReport, findingRows } from './reports.ts';
import type { ResultRow, Tables } from './tables.ts';

/** Their places are stored. */
export const verdicts: readonly Verdict[] = ['up', 'down', 'inconclusive'];
export const resolutions: readonly Resolution[] = ['minute', 'hour', 'day'];
const widthsMs: readonly number[] = [60_000, 3_600_000, 86_400_000];

/** Writes a batch inside of a transaction. What is there already stays, and nothing that rests on it is counted again. */
export async function writeBatch(transaction: Transaction<Tables>, batch: Batch, numberOf: (target: string) => number): Promise<void> {
  const rollups = new Map<string, Tables['rollups']>();
  const accepted = new Set<string>();
  for (const result of batch.results ?? []) {
    const row = resultRow(result, numberOf(result.target));
    const { numInsertedOrUpdatedRows } = await transaction.insertInto('results').values(row).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) continue;
    accepted.add(`${row.target} ${row.due_at}`);
    addToRollups(rollups, row);
    await transaction.insertInto('standings')
      .values({ target: row.target, due_at: row.due_at, verdict: row.verdict, since: row.due_at, body: JSON.stringify(result) })
      .onConflict((conflict) => conflict.column('target').doUpdateSet({
        since: sql`case when verdict = excluded.verdict then since else excluded.due_at end`,
        due_at: sql`excluded.due_at`, verdict: sql`excluded.verdict`, body: sql`excluded.body`,
      }).where(({ eb, or, ref }) => or([eb(ref('excluded.due_at'), '>', ref('standings.due_at')), eb(ref('standings.due_at'), '>', batch.at ?? Infinity)])))
      .execute();
  }
  for (const row of rollups.values()) {
    await transaction.insertInto('rollups').values(row).onConflict((conflict) => conflict.columns(['resolution', 'target', 'node', 'from_at']).doUpdateSet({
      up: sql`up + excluded.up`, down: sql`down + excluded.down`, inconclusive: sql`inconclusive + excluded.inconclusive`, planned: sql`planned + excluded.planned`,
      took_sum: sql`took_sum + excluded.took_sum`,
      // A span without an answer has no shortest one: 0 looks stand there.
      took_min: sql`case when up = 0 then excluded.took_min when excluded.up = 0 then took_min else min(took_min, excluded.took_min) end`,
      took_max: sql`max(took_max, excluded.took_max)`,
    })).execute();
  }
  for (const { target, dueAt, report } of batch.reports ?? []) {
    const number = numberOf(target);
    if (!accepted.has(`${number} ${dueAt}`)) continue;
    await transaction.insertInto('reports').values({ target: number, due_at: dueAt, exit_code: report.exitCode, body: packReport(report) }).onConflict((conflict) => conflict.doNothing()).execute();
    for (const row of findingRows(report, number, dueAt)) await transaction.insertInto('findings').values(row).onConflict((conflict) => conflict.doNothing()).execute();
  }
  await writeIncidents(transaction, batch);
  await writeOthers(transaction, batch);
}

async function writeIncidents(transaction: Transaction<Tables>, { incidents = [], transitions = [] }: Batch): Promise<void> {
  for (const incident of incidents) {
    const { id, key, state, revision, resolvedAt = null } = incident;
    await transaction.insertInto('incidents').values({ id, key, state, revision, ended_at: resolvedAt, body: JSON.stringify(incident) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ state, revision, ended_at: resolvedAt, body: sql`excluded.body` }).whereRef('excluded.revision', '>=', 'incidents.revision'))
      .execute();
    for (const target of incident.touched) await transaction.insertInto('incident_targets').values({ target, incident: id }).onConflict((conflict) => conflict.doNothing()).execute();
  }
  for (const transition of transitions) {
    await transaction.insertInto('transitions').values({ incident: transition.incident, revision: transition.revision, body: JSON.stringify(transition) }).onConflict((conflict) => conflict.doNothing()).execute();
  }
}

async function writeOthers(transaction: Transaction<Tables>, { messages = [], faults = [], conditions = [], logIns = [], beats = [] }: Batch): Promise<void> {
  for (const { message, createdAt, nextAt, ...rest } of messages) {
    await transaction.insertInto('outbox').values({ ...rest, state: 'waiting', body: JSON.stringify(message), created_at: createdAt, next_at: nextAt, settled_at: null, receipt: null })
      .onConflict((conflict) => conflict.column('key').doNothing()).execute();
  }
  for (const fault of faults) {
    const { id, startedAt, endedAt = null } = fault;
    await transaction.insertInto('faults').values({ id, started_at: startedAt, ended_at: endedAt, body: JSON.stringify(fault) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ended_at: endedAt, body: sql`excluded.body` })).execute();
  }
  for (const { rule, subject, state } of conditions) {
    await transaction.insertInto('conditions').values({ rule, subject, body: JSON.stringify(state) })
      .onConflict((conflict) => conflict.columns(['rule', 'subject']).doUpdateSet({ body: sql`excluded.body` })).execute();
  }
  for (const { at, ...rest } of logIns) {
    await transaction.insertInto('log_ins').values({ ...rest, minute: at - (at % 60_000) })
      .onConflict((conflict) => conflict.columns(['minute', 'service', 'outcome', 'reason']).doUpdateSet({ count: sql`count + excluded.count` })).execute();
  }
  for (const beat of beats) {
    await transaction.insertInto('beats').values(beat)
      .onConflict((conflict) => conflict.column('heartbeat').doUpdateSet({ at: sql`excluded.at`, status: sql`excluded.status` }).whereRef('excluded.at', '>=', 'beats.at')).execute();
  }
}

function resultRow({ phases, ...result }: Result, target: number): ResultRow {
  return {
    target, due_at: result.dueAt, started_at: result.startedAt, took_ms: Math.round(result.tookMs), verdict: verdicts.indexOf(result.verdict), attempts: result.attempts,
    name_ms: phases.name ?? null, connect_ms: phases.connect ?? null, tls_ms: phases.tls ?? null, first_byte_ms: phases.firstByte ?? null,
    cause: result.cause ?? null, because: result.because ?? null, node: result.node ?? null, not_after: result.certificateNotAfter ?? null,
    planned: result.planned === true ? 1 : 0,
  };
}

/** Of a look: its minute, hour and day, for all nodes together and for its own. */
function addToRollups(rollups: Map<string, Tables['rollups']>, { target, due_at, verdict, took_ms, node, planned }: ResultRow): void {
  const [up, down, inconclusive] = [verdict === 0 ? 1 : 0, verdict === 1 && planned === 0 ? 1 : 0, verdict === 2 ? 1 : 0];
  for (const name of node === null ? [''] : ['', node]) {
    for (const [resolution, width] of widthsMs.entries()) {
      const from_at = due_at - (due_at % width);
      const key = `${resolution} ${target} ${from_at} ${name}`;
      const known = rollups.get(key);
      const took = up === 1 ? took_ms : undefined;
      rollups.set(key, {
        resolution, target, node: name, from_at,
        up: (known?.up ?? 0) + up, down: (known?.down ?? 0) + down, inconclusive: (known?.inconclusive ?? 0) + inconclusive,
        planned: (known?.planned ?? 0) + (verdict === 1 ? planned : 0),
        took_sum: (known?.took_sum ?? 0) + (took ?? 0),
        took_min: known === undefined || known.up === 0 ? took ?? 0 : Math.min(known.took_min, took ?? known.took_min),
        took_max: Math.max(known?.took_max ?? 0, took ?? 0),
      });
    }
  }
}
