import type { TargetEntry } from '@culprit/core';
import { grants } from '@culprit/people';
import type { Incident, Standing, WatchedTarget } from '@culprit/watch';
import { checkSupplied } from '../policy/supplied-target.ts';
import { csvOf } from './csv.ts';
import { audited, identityOf } from './identity.ts';
import type { App, Parts } from './parts.ts';
import { ProblemError } from './problem.ts';
import * as s from './schemas.ts';
import { withoutEchoes } from './without-echoes.ts';

const at = (summary: string): { readonly tags: string[]; readonly summary: string } => ({ tags: ['targets'], summary });
const nothing = { 204: { type: 'null', description: 'Done' } } as const;

/** Nobody types more to say what to watch: characters of JSON. */
const maxEntry = 8_192;

/** What is watched, and what was seen of it. */
export async function targetRoutes(app: App, parts: Parts): Promise<void> {
  const { watch, store } = parts;
  const known = (id: string): WatchedTarget => {
    const found = watch.targets().find((target) => target.id === id);
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  };
  const shown = (target: WatchedTarget, standing: Standing | undefined, incidents: readonly Incident[], whole: boolean) => {
    const { entry, ...rest } = target;
    const worst = watch.worst(target.id);
    const looked = standing === undefined ? {} : { standing: { verdict: standing.verdict, since: standing.since, latest: standing.latest } };
    return {
      ...rest, kind: typeof entry === 'string' ? 'text' : entry.kind, ...looked, ...(worst === undefined ? {} : { worst }), ...(whole ? { entry } : {}),
      incidents: incidents.filter(({ targets }) => targets.includes(target.id)).map(({ id }) => id),
    };
  };

  app.get('/targets', { config: { access: 'read' }, schema: { ...at('Everything that is watched, and how it stands'), response: { 200: s.list(s.Target) } } }, async () => {
    const standings = new Map((await store.standings()).map((standing) => [standing.target, standing]));
    const incidents = watch.openIncidents();
    return { items: watch.targets().map((target) => shown(target, standings.get(target.id), incidents, false)) };
  });
  app.post('/targets', { config: { access: 'write' }, schema: { ...at('Watch something more'), body: s.ref(s.NewTarget), response: { 201: s.ref(s.Target) } } }, async (request, reply) => {
    const { entry, ...change } = request.body;
    // It is told to everybody who looks at a list.
    if (JSON.stringify(entry).length > maxEntry) throw new ProblemError('too-large');
    await checkSupplied(entry as TargetEntry, parts.supplied, parts.plugins);
    const added = await watch.addTarget(entry as TargetEntry);
    const target = await watch.changeTarget(added.id, change) ?? added;
    await audited(parts, request, 'target-added', target.label);
    return reply.code(201).send(shown(target, undefined, [], true));
  });
  app.get('/targets/:id', { config: { access: 'read' }, schema: { ...at('One of them'), params: s.Id, response: { 200: s.ref(s.Target) } } }, async (request) => {
    const target = known(request.params.id);
    const standing = (await store.standings()).find(({ target: id }) => id === target.id);
    const { user, scopes } = identityOf(request);
    return shown(target, standing, watch.openIncidents(), grants(user.role, 'write', scopes));
  });
  app.patch('/targets/:id', { config: { access: 'write' }, schema: { ...at('Change how it is watched'), params: s.Id, body: s.ref(s.TargetChange), response: { 200: s.ref(s.Target) } } }, async (request) => {
    const { origin, label } = known(request.params.id);
    if (origin === 'config') throw new ProblemError('conflict', { detail: 'in-config-file' });
    const target = await watch.changeTarget(request.params.id, request.body);
    if (target === undefined) throw new ProblemError('not-found');
    await audited(parts, request, 'target-changed', `${label}: ${Object.keys(request.body).join(', ')}`);
    return shown(target, undefined, watch.openIncidents(), true);
  });
  app.delete('/targets/:id', { config: { access: 'write' }, schema: { ...at('Watch it no longer'), params: s.Id, response: nothing } }, async (request, reply) => {
    const { origin, label } = known(request.params.id);
    if (origin === 'config') throw new ProblemError('conflict', { detail: 'in-config-file' });
    if (!await watch.removeTarget(request.params.id)) throw new ProblemError('not-found');
    await audited(parts, request, 'target-removed', label);
    return reply.code(204).send(null);
  });
  app.post('/targets/:id/run', { config: { access: 'write', rateLimit: { max: 60, timeWindow: 60_000 } }, schema: { ...at('Look now'), params: s.Id, response: { 200: s.ref(s.Look) } } }, async (request) => {
    const look = await watch.runNow(request.params.id);
    if (look === undefined) throw new ProblemError('not-found');
    return { result: look.result, report: withoutEchoes(look.report, identityOf(request)) };
  });

  app.get('/targets/:id/results', { config: { access: 'read' }, schema: { ...at('Its looks, the newest first'), params: s.Id, querystring: s.ResultQuery, response: { 200: s.page(s.Result) } } }, async (request) => {
    const { verdict, ...query } = request.query;
    return store.results({ target: request.params.id, ...spanOf(query, 86_400_000), ...pageOf(query), ...(verdict === undefined ? {} : { verdict }) });
  });
  app.get('/targets/:id/reports', { config: { access: 'read' }, schema: { ...at('Reports that were kept, the newest first'), params: s.Id, querystring: s.SpanPage, response: { 200: s.page(s.ReportEntry) } } }, async (request) =>
    store.reports({ target: request.params.id, ...spanOf(request.query, 31 * 86_400_000), ...pageOf(request.query) }));
  app.get('/targets/:id/reports/:dueAt', { config: { access: 'read' }, schema: { ...at('A report'), params: s.ReportParams } }, async (request) => {
    const report = await store.report(request.params.id, request.params.dueAt);
    if (report === undefined) throw new ProblemError('not-found');
    return withoutEchoes(report, identityOf(request));
  });
  for (const [name, summary, wideMs] of [['rollups', 'What spans of time came to', 7 * 86_400_000], ['totals', 'What one span came to', 86_400_000]] as const) app.get(`/${name}`, {
    config: { access: 'read' }, schema: { ...at(`${summary}, for each target; as CSV for whoever serves the content`), querystring: s.RollupQuery, response: { 200: { content: { 'application/json': { schema: s.list(s.Rollup) }, 'text/csv': { schema: { type: 'string' } } } } } },
  }, async (request, reply) => {
    const { resolution, node, target, format, ...span } = request.query;
    const rollups = await store[name]({ resolution, ...spanOf(span, wideMs), ...(target === undefined ? {} : { target }), ...(node === undefined ? {} : { node }) });
    if (format !== 'csv') return reply.type('application/json').send({ items: rollups });
    const labels = new Map(watch.targets().map(({ id, label }) => [id, label]));
    const rows = rollups.map(({ target: id, node: server, from, up, down, inconclusive, planned, tookMs }) =>
      [labels.get(id) ?? id, server, new Date(from).toISOString(), up, down, inconclusive, planned, up === 0 ? '' : Math.round(tookMs.sum / up), up === 0 ? '' : tookMs.min, up === 0 ? '' : tookMs.max]);
    return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="culprit-${name}.csv"`)
      .send(csvOf(['target', 'node', 'from', 'up', 'down', 'inconclusive', 'planned', 'mean_ms', 'min_ms', 'max_ms'], rows));
  });

  function spanOf({ from, to }: { readonly from?: number; readonly to?: number }, wideMs: number): { readonly from: number; readonly to: number } {
    const end = to ?? parts.now() + 60_000;
    return { from: from ?? end - wideMs, to: end };
  }
}

/** A page as the store takes it. */
export const pageOf = ({ limit, after }: { readonly limit?: number; readonly after?: string }): { readonly limit?: number; readonly after?: string } =>
  ({ ...(limit === undefined ? {} : { limit }), ...(after === undefined ? {} : { after }) });
