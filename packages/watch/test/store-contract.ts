import type { Report } from '@culprit/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident, OutboxEntry, Result, Store, WatchedTarget } from '../src/index.ts';

const minute = 60_000;
const day = 86_400_000;
const t0 = Date.UTC(2026, 10, 22, 7);

const target = (id: string): WatchedTarget => ({
  id, entry: `https://${id}.example/`, label: id, tags: [], origin: 'config', paused: false,
  intervalMs: 20_000, jitterMs: 0, timeoutMs: 10_000, retries: 0, retryDelayMs: 1_000,
});

const look = (at: number, verdict: Result['verdict'] = 'up', more: Partial<Result> = {}): Result =>
  ({ target: 'a', dueAt: t0 + at, startedAt: t0 + at + 3, tookMs: 10, verdict, attempts: 1, phases: { connect: 1, tls: 4 }, ...more });

const incident = (revision: number, more: Partial<Incident> = {}): Incident => ({
  id: 'i1', key: 'network/connection-refused@a:443', cause: 'network/connection-refused', subject: 'a:443', severity: 'critical', owner: 'service', layer: 'connection',
  state: 'open', openedAt: t0, changedAt: t0, targets: ['a'], touched: ['a'], returns: 0, flapping: false, rule: 'down',
  numbers: { n: 1, bad: 1, inconclusive: 0, windowMs: 20_000 },
  text: { en: { title: 'a:443 refuses connections', remedies: [] }, 'zh-CN': { title: 'a:443 拒绝连接', remedies: [] } }, told: [], revision, ...more,
});

const message = (key: string, subject = 'i1', nextAt = t0): Pick<OutboxEntry, 'key' | 'channel' | 'subject' | 'message' | 'createdAt' | 'nextAt'> =>
  ({ key, channel: 'mail', subject, message: { kind: 'triggered', at: t0, incident: incident(1) }, createdAt: t0, nextAt });

const report = (text = 'x'): Report => ({
  version: 1, tool: { name: 'culprit', version: '0' }, plugins: [], context: {}, startedAt: new Date(t0).toISOString(), tookMs: 1,
  settings: { depth: 'quick', offline: true }, targets: [{ id: 't1', kind: 'host', label: 'a.example', data: {} }],
  evidence: [{ id: 'e1', fact: 'p/f', input: {}, tookMs: 1, status: 'observed', exhibit: text }],
  findings: [
    { id: 'p/c#bad', check: 'p/c', layer: 'http', target: 't1', outcome: 'fail', severity: 'major', params: { status: 500 }, evidence: ['e1'] },
    { id: 'p/d#good', check: 'p/d', layer: 'http', target: 't1', outcome: 'pass', params: {}, evidence: ['e1'] },
  ],
  diagnoses: [], notes: [], thirdParties: [], interrupted: false, bugs: [], texts: {}, exitCode: 1,
});

const always = { from: 0, to: t0 + 1_000 * day };

/** What every store has to do. `make` opens an empty one, `reopen` the same one again in place of the one that is closed. */
export function storeContract(name: string, make: () => Promise<{ readonly store: Store; readonly reopen: () => Promise<Store>; readonly end: () => Promise<void> }>): void {
  describe(`${name}`, () => {
    let store: Store;
    let reopen: () => Promise<Store>;
    let end: () => Promise<void>;
    beforeEach(async () => {
      ({ store, reopen, end } = await make());
      await store.saveTargets([target('a'), target('b')]);
    });
    afterEach(() => end());

    test('gives back what was stored, after it was opened again too', async () => {
      const stored = look(0, 'down', { cause: 'c@a', node: '192.0.2.1', certificateNotAfter: t0 + day, planned: true });
      await store.commit({
        results: [stored], incidents: [incident(1)], transitions: [{ incident: 'i1', revision: 1, at: t0, kind: 'triggered', targets: ['a'] }], messages: [message('k1')],
        faults: [{ id: 'f1', kind: 'stalled', startedAt: t0, text: { en: 'x', 'zh-CN': 'x' }, details: { ms: 5 } }],
        conditions: [{ rule: 'r', subject: 'a', state: { row: 2 } }], logIns: [{ service: 's', at: t0 + 5, outcome: 'failure', reason: 'wrong-password', count: 3 }],
        beats: [{ heartbeat: 'h', at: t0, status: 'ok' }],
      });
      await store.saveSetting({ kind: 'rule', id: 'r', body: { days: 3 }, changedAt: t0 });
      await store.close();
      store = await reopen();
      expect((await store.targets()).map(({ id }) => id)).toEqual(['a', 'b']);
      expect((await store.results({ target: 'a', ...always })).items).toEqual([stored]);
      expect((await store.incidents({ state: 'open', target: 'a' })).items).toEqual([incident(1)]);
      expect((await store.incident('i1'))?.transitions.map(({ kind }) => kind)).toEqual(['triggered']);
      expect((await store.faults({ open: true })).items.map(({ id }) => id)).toEqual(['f1']);
      expect(await store.conditions()).toEqual([{ rule: 'r', subject: 'a', state: { row: 2 } }]);
      expect(await store.logIns({ from: t0, to: t0 + minute })).toEqual([{ service: 's', at: t0, outcome: 'failure', reason: 'wrong-password', count: 3 }]);
      expect(await store.beats()).toEqual([{ heartbeat: 'h', at: t0, status: 'ok' }]);
      expect(await store.settings('rule')).toEqual([{ kind: 'rule', id: 'r', body: { days: 3 }, changedAt: t0 }]);
      expect((await store.outbox.list({})).items).toMatchObject([{ key: 'k1', state: 'waiting', attempts: 0 }]);
    });

    test('stores a batch as a whole or not at all', async () => {
      await expect(store.commit({ results: [look(0), look(1_000, 'up', { target: 'nobody' })], messages: [message('k1')] })).rejects.toThrow('nobody');
      expect((await store.results({ target: 'a', ...always })).items).toEqual([]);
      expect((await store.outbox.list({})).items).toEqual([]);
    });

    test('counts a batch that comes twice once', async () => {
      const batch = { results: [look(0), look(20_000, 'down')], transitions: [{ incident: 'i1', revision: 1, at: t0, kind: 'triggered', targets: ['a'] }], incidents: [incident(1)], messages: [message('k1')] } as const;
      await store.commit(batch);
      await store.commit(batch);
      expect((await store.rollups({ resolution: 'hour', target: 'a', ...always }))[0]).toMatchObject({ up: 1, down: 1 });
      expect((await store.outbox.list({})).items).toHaveLength(1);
      expect((await store.incident('i1'))?.transitions).toHaveLength(1);
    });

    test('an older state of an incident does not replace a newer one', async () => {
      await store.commit({ incidents: [incident(2, { state: 'resolved', resolvedAt: t0 + 5 })] });
      await store.commit({ incidents: [incident(1)] });
      expect((await store.incident('i1'))?.incident.state).toBe('resolved');
    });

    test('rollups count failures, inconclusive looks and planned failures apart, and time only looks that were up', async () => {
      await store.commit({ results: [
        look(0, 'up', { tookMs: 30 }), look(20_000, 'inconclusive', { tookMs: 9_000 }), look(40_000, 'down', { tookMs: 1 }), look(minute, 'down', { planned: true }),
      ] });
      await store.commit({ results: [look(50_000, 'up', { tookMs: 10 })] });
      const [first, second] = await store.rollups({ resolution: 'minute', target: 'a', ...always });
      expect(first).toMatchObject({ from: t0, up: 2, down: 1, inconclusive: 1, planned: 0, tookMs: { sum: 40, min: 10, max: 30 } });
      expect(second).toMatchObject({ from: t0 + minute, up: 0, down: 0, inconclusive: 0, planned: 1 });
      expect(await store.rollups({ resolution: 'day', target: 'a', ...always })).toMatchObject([{ up: 2, down: 1, inconclusive: 1, planned: 1, tookMs: { sum: 40, min: 10, max: 30 } }]);
    });

    test('rollups tell the nodes of a target apart', async () => {
      await store.commit({ results: [look(0, 'up', { node: '192.0.2.1' }), look(20_000, 'down', { node: '192.0.2.2' }), look(40_000, 'down')] });
      expect(await store.rollups({ resolution: 'hour', target: 'a', ...always })).toMatchObject([{ node: '', up: 1, down: 2 }]);
      expect(await store.rollups({ resolution: 'hour', target: 'a', node: '*', ...always })).toMatchObject([{ node: '192.0.2.1', up: 1, down: 0 }, { node: '192.0.2.2', up: 0, down: 1 }]);
      expect(await store.rollups({ resolution: 'hour', node: '192.0.2.2', ...always })).toMatchObject([{ target: 'a', down: 1 }]);
    });

    test('totals tell what a span came to, target by target', async () => {
      await store.commit({ results: [look(0, 'up', { tookMs: 30 }), look(3_600_000, 'down'), look(7_200_000, 'up', { tookMs: 10 }), look(day, 'up'), look(0, 'down', { target: 'b' })] });
      expect(await store.totals({ resolution: 'hour', from: t0, to: t0 + day })).toMatchObject([
        { target: 'a', from: t0, node: '', up: 2, down: 1, tookMs: { sum: 40, min: 10, max: 30 } }, { target: 'b', up: 0, down: 1, tookMs: { sum: 0, min: 0, max: 0 } },
      ]);
    });

    test('totals of a target, and of each node that answered', async () => {
      await store.commit({ results: [look(0, 'up', { node: '192.0.2.1' }), look(3_600_000, 'down', { node: '192.0.2.2', planned: true }), look(7_200_000, 'up', { node: '192.0.2.1' }), look(0, 'up', { target: 'b', node: '192.0.2.1' })] });
      const span = { resolution: 'hour', from: t0, to: t0 + day } as const;
      expect(await store.totals({ ...span, target: 'a' })).toMatchObject([{ target: 'a', node: '', up: 2, down: 0, planned: 1 }]);
      expect(await store.totals({ ...span, target: 'a', node: '*' })).toMatchObject([{ node: '192.0.2.1', up: 2, planned: 0 }, { node: '192.0.2.2', up: 0, planned: 1 }]);
      expect((await store.totals({ ...span, node: '192.0.2.1' })).map(({ target, up }) => [target, up])).toEqual([['a', 2], ['b', 1]]);
      expect(await store.totals({ ...span, target: 'nobody' })).toEqual([]);
    });

    test('a standing tells since when, and a late look of earlier does not change it', async () => {
      await store.commit({ results: [look(0), look(20_000, 'down'), look(40_000, 'down')] });
      await store.commit({ results: [look(30_000, 'up')] });
      expect(await store.standings()).toMatchObject([{ target: 'a', verdict: 'down', since: t0 + 20_000, latest: { dueAt: t0 + 40_000 } }]);
    });

    test('pages through looks, newest first, each once', async () => {
      await store.commit({ results: [0, 1, 2, 3, 4].map((number) => look(number * 1_000)) });
      const seen: number[] = [];
      for (let after: string | undefined, more = true; more;) {
        const page = await store.results({ target: 'a', ...always, limit: 2, ...(after === undefined ? {} : { after }) });
        seen.push(...page.items.map(({ dueAt }) => dueAt - t0));
        after = page.next;
        more = after !== undefined;
      }
      expect(seen).toEqual([4_000, 3_000, 2_000, 1_000, 0]);
    });

    test('keeps reports and finds what they say is wrong', async () => {
      await store.commit({ results: [look(0, 'down'), look(1_000, 'down')], reports: [{ target: 'a', dueAt: t0, report: report() }, { target: 'a', dueAt: t0 + 1_000, report: report() }] });
      expect(await store.report('a', t0)).toEqual(report());
      expect(await store.report('a', t0 + 5)).toBeUndefined();
      expect((await store.reports({ target: 'a', ...always })).items.map(({ dueAt }) => dueAt - t0)).toEqual([1_000, 0]);
      const page = await store.findings({ finding: 'p/c#bad', ...always, limit: 1 });
      expect(page.items).toEqual([{ target: 'a', dueAt: t0 + 1_000, finding: 'p/c#bad', layer: 'http', outcome: 'fail', severity: 'major', about: 'a.example', params: { status: 500 } }]);
      expect((await store.findings({ ...always, limit: 1, after: page.next ?? '' })).items).toMatchObject([{ dueAt: t0 }]);
    });

    test('a report that a server made huge is kept without what it showed', async () => {
      await store.commit({ results: [look(0, 'down')], reports: [{ target: 'a', dueAt: t0, report: report('x'.repeat(1_100_000)) }] });
      expect((await store.report('a', t0))?.evidence[0]).toMatchObject({ fact: 'p/f', exhibit: null });
    });

    test('the outbox gives the first of a subject until it is settled, and what is due', async () => {
      await store.commit({ messages: [message('1'), message('2'), message('3', 'i2'), message('4', 'i3', t0 + day)] });
      const due = async (now: number): Promise<readonly string[]> => (await store.outbox.due(now, 10)).map(({ key }) => key);
      expect(await due(t0)).toEqual(['1', '3']);
      const [first] = await store.outbox.due(t0, 1);
      await store.outbox.settle(first?.id ?? 0, { state: 'waiting', nextAt: t0 + 500, receipt: '503' });
      expect(await due(t0)).toEqual(['3']);
      await store.outbox.settle(first?.id ?? 0, { state: 'delivered', at: t0 + 600, receipt: '200 OK' });
      expect(await due(t0)).toEqual(['2', '3']);
      expect((await store.outbox.list({ state: 'delivered' })).items).toMatchObject([{ key: '1', attempts: 2, receipt: '200 OK', settledAt: t0 + 600 }]);
      expect(await due(t0 + day)).toEqual(['2', '3', '4']);
      expect(await store.outbox.nextAt()).toBe(t0);
    });

    test('makes attempts due earlier, and nothing that waits for the end of quiet hours', async () => {
      await store.commit({ messages: [message('1'), message('2', 'i2'), message('quiet', 'i3', t0 + 2 * day)] });
      const [first] = await store.outbox.due(t0, 1);
      await store.outbox.settle(first?.id ?? 0, { state: 'waiting', nextAt: t0 + 10_000, receipt: '503' });
      await store.outbox.hasten(day);
      expect((await store.outbox.due(t0 + 10_000 - day, 10)).map(({ key }) => key)).toEqual(['2', '1']);
      expect((await store.outbox.due(t0 + 2 * day - 1, 10)).map(({ key }) => key)).toEqual(['2', '1']);
    });

    test('forgets looks before minutes, minutes before hours, and nothing that is open', async () => {
      await store.commit({ results: [look(0), look(10 * day)], incidents: [incident(1), incident(1, { id: 'i0', state: 'resolved', resolvedAt: t0 })], messages: [message('1')] });
      const retention = { results: day, reports: day, minutes: 2 * day, hours: 20 * day, days: 100 * day, incidents: day };
      while (await store.prune(t0 + 10 * day, retention)) { /* as long as there is more */ }
      expect((await store.results({ target: 'a', ...always })).items).toHaveLength(1);
      expect(await store.rollups({ resolution: 'minute', target: 'a', ...always })).toHaveLength(1);
      expect(await store.rollups({ resolution: 'hour', target: 'a', ...always })).toHaveLength(2);
      expect((await store.incidents({})).items.map(({ id }) => id)).toEqual(['i1']);
      expect((await store.outbox.list({})).items).toHaveLength(1);
    });

    test('keeps tables of others and makes them once', async () => {
      const migrations = { name: 'server', steps: { '0001-notes': async (database: Store['database']) => database.schema.createTable('notes').addColumn('text', 'text').execute() } };
      await store.migrate(migrations);
      await store.migrate(migrations);
      const notes = store.database.withTables<{ notes: { text: string } }>();
      await notes.insertInto('notes').values({ text: 'x' }).execute();
      expect(await notes.selectFrom('notes').selectAll().execute()).toEqual([{ text: 'x' }]);
    });
  });
}
