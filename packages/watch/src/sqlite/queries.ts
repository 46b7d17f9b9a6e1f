import type { JsonObject, Layer, Params, Severity } from '@culprit/core';
import { sql, type Kysely } from 'kysely';
import type { Beat, Incident, LogIns, Result, Rollup, SelfFault, Setting, StoredFinding, Transition, WatchedTarget } from '../records.ts';
import type { Store } from '../store.ts';
import { resolutions, verdicts, widthsMs } from './commit.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { pageOf, pageSize } from './pages.ts';
import { unpackReport } from './reports.ts';
import type { Sums } from './sums.ts';
import type { ResultRow, Tables } from './tables.ts';
import { guarded } from './trouble.ts';

type Questions = Pick<Store, 'targets' | 'settings' | 'saveSetting' | 'removeSetting' | 'results' | 'standings' | 'report' | 'reports' | 'findings' | 'rollups' | 'totals'
  | 'incidents' | 'incident' | 'faults' | 'conditions' | 'logIns' | 'beats'>;

interface Naming {
  readonly numberOf: (target: string) => number | undefined;
  readonly nameOf: (number: number) => string;
}

const maxRollups = 50_000;

/** No target has this number: what is asked about an unknown one finds nothing. */
const nobody = -1;

export function queriesIn(database: Kysely<Tables>, { numberOf, nameOf }: Naming, kept: KeptAnswers): Questions {
  const number = (target: string): number => numberOf(target) ?? nobody;
  return {
    targets: () => guarded(async () => (await database.selectFrom('targets').select('body').orderBy('number').execute()).map(({ body }) => JSON.parse(body) as WatchedTarget)),
    settings: (kind) => guarded(async () => {
      const all = database.selectFrom('settings').selectAll().orderBy('kind').orderBy('id');
      const rows = await (kind === undefined ? all : all.where('kind', '=', kind)).execute();
      return rows.map(({ kind, id, body, changed_at }): Setting => ({ kind: kind as Setting['kind'], id, body: JSON.parse(body) as Setting['body'], changedAt: changed_at }));
    }),
    saveSetting: ({ kind, id, body, changedAt }) => guarded(async () => {
      const row = { body: JSON.stringify(body), changed_at: changedAt };
      await database.insertInto('settings').values({ kind, id, ...row }).onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(row)).execute();
    }),
    removeSetting: (kind, id) => guarded(async () => {
      const { numDeletedRows } = await database.deleteFrom('settings').where('kind', '=', kind).where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    }),

    results: ({ target, from, to, verdict, ...page }) => guarded(async () => {
      let query = database.selectFrom('results').selectAll().where('target', '=', number(target)).where('due_at', '>=', from).where('due_at', '<', before(to, page.after)).orderBy('due_at', 'desc').limit(pageSize(page) + 1);
      if (verdict !== undefined) query = query.where('verdict', '=', verdicts.indexOf(verdict));
      return pageOf((await query.execute()).map((row) => resultOf(row, target)), page, ({ dueAt }) => String(dueAt));
    }),
    standings: () => guarded(async () => [...(await kept.standings(async () =>
      new Map((await database.selectFrom('standings').select(['target', 'since', 'verdict', 'body']).orderBy('target').execute()).map(({ target, since, verdict, body }) =>
        [target, { target: nameOf(target), since, verdict: verdicts[verdict] ?? 'inconclusive', latest: JSON.parse(body) as Result }])))).values()]),
    report: (target, dueAt) => guarded(async () => {
      const row = await database.selectFrom('reports').select('body').where('target', '=', number(target)).where('due_at', '=', dueAt).executeTakeFirst();
      return row === undefined ? undefined : unpackReport(row.body);
    }),
    reports: ({ target, from, to, ...page }) => guarded(async () => {
      const rows = await database.selectFrom('reports').select(['due_at', 'exit_code']).where('target', '=', number(target)).where('due_at', '>=', from).where('due_at', '<', before(to, page.after)).orderBy('due_at', 'desc').limit(pageSize(page) + 1).execute();
      return pageOf(rows.map(({ due_at, exit_code }) => ({ target, dueAt: due_at, exitCode: exit_code })), page, ({ dueAt }) => String(dueAt));
    }),
    findings: ({ target, finding, from, to, ...page }) => guarded(async () => {
      const place = page.after?.split('.').map(Number);
      let query = database.selectFrom('findings').selectAll().where('due_at', '>=', from).where('due_at', '<', to).orderBy('due_at', 'desc').orderBy('target', 'desc').orderBy('position', 'desc').limit(pageSize(page) + 1);
      if (target !== undefined) query = query.where('target', '=', number(target));
      if (finding !== undefined) query = query.where('finding', '=', finding);
      if (place !== undefined) query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('due_at', 'target', 'position'), '<', tuple(place[0] ?? 0, place[1] ?? 0, place[2] ?? 0)));
      const { items, next } = pageOf(await query.execute(), page, ({ due_at, target: of, position }) => `${due_at}.${of}.${position}`);
      return {
        ...(next === undefined ? {} : { next }),
        items: items.map((row): StoredFinding => ({
          target: nameOf(row.target), dueAt: row.due_at, finding: row.finding, layer: row.layer as Layer, outcome: row.outcome as StoredFinding['outcome'],
          ...(row.severity === null ? {} : { severity: row.severity as Severity }), about: row.about, params: JSON.parse(row.params) as Params,
        })),
      };
    }),
    rollups: ({ resolution, target, node = '', from, to }) => guarded(async () => {
      // Rows stand target by target: a span of all of them is found by asking for it target by target. CROSS JOIN keeps SQLite
      // from reading everybody's whole past instead, https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
      let query = database.selectFrom('targets').crossJoin('rollups').whereRef('rollups.target', '=', 'targets.number')
        .select(['from_at', 'up', 'down', 'inconclusive', 'planned', 'took_sum', 'took_min', 'took_max'])
        // What was asked for need not be read from each row.
        .$if(target === undefined, (wider) => wider.select('number')).$if(node === '*', (wider) => wider.select('node'))
        .where('resolution', '=', resolutions.indexOf(resolution)).where('from_at', '>=', from).where('from_at', '<', to);
      if (target !== undefined) query = query.where('targets.number', '=', number(target));
      query = node === '*' ? query.where('node', '!=', '') : query.where('node', '=', node);
      const rows = await query.orderBy('targets.number').orderBy('node').orderBy('from_at').limit(maxRollups).execute();
      return rows.map((row) => rollupOf(row, { target: target ?? nameOf(row.number ?? nobody), resolution, node: row.node ?? node, from: row.from_at }));
    }),
    totals: ({ resolution, target, node = '', from, to }) => guarded(async () => {
      const place = resolutions.indexOf(resolution);
      const query = database.selectFrom('targets').crossJoin('rollups').whereRef('rollups.target', '=', 'targets.number')
        .select(({ fn }) => [
          'number', fn.sum<number>('up').as('up'), fn.sum<number>('down').as('down'), fn.sum<number>('inconclusive').as('inconclusive'), fn.sum<number>('planned').as('planned'),
          fn.sum<number>('took_sum').as('took_sum'), fn.max('took_max').as('took_max'),
          // A span in which nothing was up has no shortest look.
          sql<number>`coalesce(min(case when up > 0 then took_min end), 0)`.as('took_min'),
        ])
        .where('resolution', '=', place).where('from_at', '>=', from).where('from_at', '<', to)
        .groupBy('targets.number').orderBy('targets.number').limit(maxRollups)
        .$if(node === '*', (each) => each.where('node', '!=', '').groupBy('node').orderBy('node').select('node')).$if(node !== '*', (one) => one.where('node', '=', node))
        .$if(target !== undefined, (one) => one.where('targets.number', '=', number(target ?? '')));
      if (node !== '' || target !== undefined) return (await query.execute()).map((row) => rollupOf(row, { target: nameOf(row.number), resolution, node: row.node ?? node, from }));
      const width = widthsMs[place] ?? 1;
      // The beginnings of spans that lie in it are the same all through an hour.
      const window = { resolution: place, from: Math.ceil(from / width) * width, to: Math.ceil(to / width) * width };
      const sums = await kept.totals(window, async () => new Map((await query.execute()).map((row) => [row.number, row])));
      return [...sums].map(([of, row]) => rollupOf(row, { target: nameOf(of), resolution, node, from }));
    }),

    incidents: ({ state, target, key, ...page }) => guarded(async () => {
      let query = database.selectFrom('incidents').select(['id', 'body']).orderBy('id', 'desc').limit(pageSize(page) + 1);
      if (state !== undefined) query = query.where('state', '=', state);
      if (key !== undefined) query = query.where('key', '=', key);
      if (target !== undefined) query = query.where('id', 'in', (from) => from.selectFrom('incident_targets').select('incident').where('incident_targets.target', '=', target));
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return pageOf((await query.execute()).map(({ body }) => JSON.parse(body) as Incident), page, ({ id }) => id);
    }),
    incident: (id) => guarded(async () => {
      const row = await database.selectFrom('incidents').select('body').where('id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const transitions = await database.selectFrom('transitions').select('body').where('incident', '=', id).orderBy('revision').execute();
      return { incident: JSON.parse(row.body) as Incident, transitions: transitions.map(({ body }) => JSON.parse(body) as Transition) };
    }),
    faults: ({ open, ...page }) => guarded(async () => {
      let query = database.selectFrom('faults').select('body').orderBy('id', 'desc').limit(pageSize(page) + 1);
      if (open !== undefined) query = query.where('ended_at', open ? 'is' : 'is not', null);
      if (page.after !== undefined) query = query.where('id', '<', page.after);
      return pageOf((await query.execute()).map(({ body }) => JSON.parse(body) as SelfFault), page, ({ id }) => id);
    }),
    conditions: () => guarded(async () => (await database.selectFrom('conditions').selectAll().execute()).map(({ rule, subject, body }) => ({ rule, subject, state: JSON.parse(body) as JsonObject }))),
    logIns: ({ service, from, to }) => guarded(async () => {
      let query = database.selectFrom('log_ins').selectAll().where('minute', '>=', from - (from % 60_000)).where('minute', '<', to).orderBy('minute');
      if (service !== undefined) query = query.where('service', '=', service);
      return (await query.execute()).map(({ minute, service, outcome, reason, count }): LogIns => ({ service, at: minute, outcome: outcome as LogIns['outcome'], reason, count }));
    }),
    beats: () => guarded(async () => (await database.selectFrom('beats').selectAll().execute()).map((row) => ({ ...row, status: row.status as Beat['status'] }))),
  };
}

const rollupOf = ({ up, down, inconclusive, planned, took_sum: sum, took_min: min, took_max: max }: Sums, of: Pick<Rollup, 'target' | 'resolution' | 'node' | 'from'>): Rollup =>
  ({ ...of, up, down, inconclusive, planned, tookMs: { sum, min, max } });

const before = (to: number, after: string | undefined): number => (after === undefined ? to : Math.min(to, Number(after)));

function resultOf(row: ResultRow, target: string): Result {
  const { name_ms: name, connect_ms: connect, tls_ms: tls, first_byte_ms: firstByte } = row;
  return {
    target, dueAt: row.due_at, startedAt: row.started_at, tookMs: row.took_ms, verdict: verdicts[row.verdict] ?? 'inconclusive', attempts: row.attempts,
    phases: { ...(name === null ? {} : { name }), ...(connect === null ? {} : { connect }), ...(tls === null ? {} : { tls }), ...(firstByte === null ? {} : { firstByte }) },
    ...(row.cause === null ? {} : { cause: row.cause }),
    ...(row.because === null ? {} : { because: row.because as NonNullable<Result['because']> }),
    ...(row.node === null ? {} : { node: row.node }),
    ...(row.not_after === null ? {} : { certificateNotAfter: row.not_after }),
    ...(row.planned === 1 ? { planned: true } : {}),
  };
}
