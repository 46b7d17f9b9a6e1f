import { sql, type CompiledQuery, type Kysely, type SqliteDatabase, type Transaction } from 'kysely';
import type { Resolution, Result, Verdict } from '../records.ts';
import type { Batch } from '../store.ts';
import type { Changes } from './kept-answers.ts';
import { packReport, findingRows } from './reports.ts';
import { together, type Sums } from './sums.ts';
import type { ResultRow, Tables } from './tables.ts';

/** Their places are stored. */
export const verdicts: readonly Verdict[] = ['up', 'down', 'inconclusive'];
export const resolutions: readonly Resolution[] = ['minute', 'hour', 'day'];
export const widthsMs: readonly number[] = [60_000, 3_600_000, 86_400_000];

type Write = (transaction: Transaction<Tables>, batch: Batch, numberOf: (target: string) => number) => Promise<Changes>;

/** Writes batches inside of a transaction, and tells what they changed. What is there already stays, and nothing that rests on it is counted again. `connection` is the one that `database` uses. */
export function createBatchWriter(database: Kysely<Tables>, connection: SqliteDatabase): Write {
  const writeLooks = createLookWriter(database, connection);
  return async (transaction, batch, numberOf) => {
    const { accepted, changes } = writeLooks(batch, numberOf);
    await writeReports(transaction, batch, numberOf, accepted);
    await writeIncidents(transaction, batch);
    await writeOthers(transaction, batch);
    return changes;
  };
}

/**
 * Looks are nearly all that is ever written, and building a statement costs ten times what SQLite takes to run it, handing it
 * through Kysely three times: the statements about them are built once and run on the connection, inside of the transaction
 * that has it. Their parameters are the values of a row, in the order of its literal.
 */
function createLookWriter(database: Kysely<Tables>, connection: SqliteDatabase): (batch: Batch, numberOf: (target: string) => number) => { readonly accepted: ReadonlySet<string>; readonly changes: Changes } {
  const result = database.insertInto('results').values(resultRow(sample, 0)).onConflict((conflict) => conflict.doNothing()).compile();
  const standing = database.insertInto('standings').values(standingRow(sample, 0))
    .onConflict((conflict) => conflict.column('target').doUpdateSet({
      since: sql`case when verdict = excluded.verdict then since else excluded.due_at end`,
      due_at: sql`excluded.due_at`, verdict: sql`excluded.verdict`, body: sql`excluded.body`,
    }).where(({ eb, or, ref }) => or([eb(ref('excluded.due_at'), '>', ref('standings.due_at')), eb(ref('standings.due_at'), '>', 0)])))
    .compile();
  const rollup = database.insertInto('rollups').values({ resolution: 0, target: 0, node: '', from_at: 0, ...sumsOf(resultRow(sample, 0)) }).onConflict((conflict) => conflict.columns(['resolution', 'target', 'node', 'from_at']).doUpdateSet({
    up: sql`up + excluded.up`, down: sql`down + excluded.down`, inconclusive: sql`inconclusive + excluded.inconclusive`, planned: sql`planned + excluded.planned`,
    took_sum: sql`took_sum + excluded.took_sum`,
    // A span without an answer has no shortest one: 0 stands there.
    took_min: sql`case when up = 0 then excluded.took_min when excluded.up = 0 then took_min else min(took_min, excluded.took_min) end`,
    took_max: sql`max(took_max, excluded.took_max)`,
  })).compile();
  const run = (query: CompiledQuery<unknown>, parameters: readonly (number | string | null)[]): number => Number(connection.prepare(query.sql).run(parameters).changes);

  return ({ results = [], at = Number.MAX_SAFE_INTEGER }, numberOf) => {
    const rollups = new Map<string, Tables['rollups']>();
    const accepted = new Set<string>();
    const standings: { readonly target: number; readonly look: Result }[] = [];
    for (const look of results) {
      const row = resultRow(look, numberOf(look.target));
      if (run(result, Object.values(row)) === 0) continue;
      accepted.add(`${row.target} ${row.due_at}`);
      addToRollups(rollups, row);
      if (run(standing, [...Object.values(standingRow(look, row.target)), at]) > 0) standings.push({ target: row.target, look });
    }
    const added = [...rollups.values()];
    for (const row of added) run(rollup, Object.values(row));
    return { accepted, changes: { standings, rollups: added } };
  };
}

const sample: Result = { target: '', dueAt: 0, startedAt: 0, tookMs: 0, verdict: 'up', attempts: 1, phases: {} };

const standingRow = (look: Result, target: number): Tables['standings'] => ({ target, due_at: look.dueAt, verdict: verdicts.indexOf(look.verdict), since: look.dueAt, body: JSON.stringify(look) });

const sumsOf = ({ verdict, took_ms, planned }: ResultRow): Sums => {
  const [up, failed] = [verdict === 0 ? 1 : 0, verdict === 1 ? 1 : 0];
  return { up, down: failed * (1 - planned), inconclusive: verdict === 2 ? 1 : 0, planned: failed * planned, took_sum: up * took_ms, took_min: up * took_ms, took_max: up * took_ms };
};

async function writeReports(transaction: Transaction<Tables>, batch: Batch, numberOf: (target: string) => number, accepted: ReadonlySet<string>): Promise<void> {
  for (const { target, dueAt, report } of batch.reports ?? []) {
    const number = numberOf(target);
    if (!accepted.has(`${number} ${dueAt}`)) continue;
    await transaction.insertInto('reports').values({ target: number, due_at: dueAt, exit_code: report.exitCode, body: packReport(report) }).onConflict((conflict) => conflict.doNothing()).execute();
    for (const row of findingRows(report, number, dueAt)) await transaction.insertInto('findings').values(row).onConflict((conflict) => conflict.doNothing()).execute();
  }
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
function addToRollups(rollups: Map<string, Tables['rollups']>, row: ResultRow): void {
  const { target, due_at, node } = row;
  const sums = sumsOf(row);
  const names = node === null ? [''] : ['', node];
  for (const [resolution, width] of widthsMs.entries()) {
    const from_at = due_at - (due_at % width);
    const span = `${resolution} ${target} ${from_at} `;
    for (const name of names) {
      const key = span + name;
      const known = rollups.get(key);
      const { up, down, inconclusive, planned, took_sum, took_min, took_max } = known === undefined ? sums : together(known, sums);
      rollups.set(key, { resolution, target, node: name, from_at, up, down, inconclusive, planned, took_sum, took_min, took_max });
    }
  }
}
