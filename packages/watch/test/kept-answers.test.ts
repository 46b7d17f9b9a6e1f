import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultRetention, openSqliteStore, type Resolution, type Result, type Rollup, type Standing, type Store } from '../src/index.ts';
import { KeptAnswers, type Changes } from '../src/sqlite/kept-answers.ts';
import { forKysely } from '../src/sqlite/node-sqlite.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const t0 = Date.UTC(2026, 10, 22, 7);
const ids = ['a', 'b', 'c'];

async function opened(path: string): Promise<Store> {
  const store = await openSqliteStore({ path, busyTimeoutMs: 1 });
  await store.saveTargets(ids.map((id) => ({ id, entry: `https://${id}.example/`, label: id, tags: [], origin: 'config', paused: false, intervalMs: 20_000, jitterMs: 0, timeoutMs: 10_000, retries: 0, retryDelayMs: 1_000 })));
  return store;
}

const look = (target: string, dueAt: number, verdict: Result['verdict'] = 'up', tookMs = 10): Result => ({ target, dueAt, startedAt: dueAt, tookMs, verdict, attempts: 1, phases: {} });

/** Added up by the rollups themselves, which are read each time. */
async function addedUp(store: Store, span: { readonly resolution: Resolution; readonly from: number; readonly to: number }): Promise<readonly Rollup[]> {
  const totals = new Map<string, Rollup>();
  for (const { target, up, down, inconclusive, planned, tookMs } of await store.rollups(span)) {
    const known = totals.get(target);
    const minima = [...known === undefined || known.up === 0 ? [] : [known.tookMs.min], ...up === 0 ? [] : [tookMs.min]];
    totals.set(target, {
      target, resolution: span.resolution, node: '', from: span.from, up: up + (known?.up ?? 0), down: down + (known?.down ?? 0), inconclusive: inconclusive + (known?.inconclusive ?? 0), planned: planned + (known?.planned ?? 0),
      tookMs: { sum: tookMs.sum + (known?.tookMs.sum ?? 0), min: minima.length === 0 ? 0 : Math.min(...minima), max: Math.max(tookMs.max, known?.tookMs.max ?? 0) },
    });
  }
  return [...totals.values()];
}

/** What the file says. */
async function standingsOf(store: Store): Promise<readonly unknown[]> {
  const rows = await store.database.withTables<{ standings: { target: number; verdict: number; since: number; body: string } }>().selectFrom('standings').selectAll().orderBy('target').execute();
  return rows.map(({ target, verdict, since, body }) => ({ target: ids[target - 1], since, verdict: ['up', 'down', 'inconclusive'][verdict], latest: JSON.parse(body) as Result }));
}

const spans = fc.array(
  fc.record({ resolution: fc.constantFrom<Resolution>('minute', 'hour', 'day'), from: fc.integer({ min: -4 * day, max: 2 * day }), wide: fc.integer({ min: 0, max: 5 * day }) })
    .map(({ resolution, from, wide }) => ({ resolution, from: t0 + from, to: t0 + from + wide })),
  { minLength: 1, maxLength: 6 },
);
// Few moments, so that a look falls on one that is there, comes late, or after its hour was forgotten.
const moments = fc.tuple(fc.integer({ min: -3, max: 2 }), fc.constantFrom(0, 1, 40), fc.integer({ min: 0, max: 2 })).map(([days, minutes, seconds]) => t0 + days * day + minutes * minute + seconds * 1_000);
const looks = fc.array(
  fc.record({
    target: fc.constantFrom(...ids), dueAt: moments, verdict: fc.constantFrom<Result['verdict']>('up', 'down', 'inconclusive'), tookMs: fc.integer({ min: 0, max: 500 }),
    more: fc.constantFrom<Partial<Result>>({}, { planned: true }, { node: '192.0.2.1' }),
  }).map(({ target, dueAt, verdict, tookMs, more }): Result => ({ ...look(target, dueAt, verdict, tookMs), ...more })),
  { maxLength: 8 },
);
const ages = fc.constantFrom(hour, day, 2 * day, 9 * day);
type Step = (store: Store, asked: Parameters<typeof addedUp>[1]) => Promise<unknown>;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ results: looks, at: fc.option(moments, { nil: undefined }) }).map(({ results, at }): Step => (store) => store.commit({ results, ...at === undefined ? {} : { at } })) },
  { weight: 1, arbitrary: fc.record({ now: moments, minutes: ages, hours: ages, days: ages }).map(({ now, ...retention }): Step => (store) => store.prune(now, { ...defaultRetention, results: day, ...retention })) },
  { weight: 2, arbitrary: fc.constant<Step>((store, asked) => Promise.all([store.standings(), store.totals(asked)])) },
);

test('totals are the sum of the rollups and standings what the file says, whatever is stored, forgotten and asked at the same time', async () => {
  await fc.assert(fc.asyncProperty(spans, fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), async (windows, turns) => {
    const store = await opened(':memory:');
    try {
      for (const [turn, steps] of turns.entries()) {
        const asked = windows[turn % windows.length] ?? { resolution: 'hour', from: t0, to: t0 };
        await Promise.all(steps.map((take) => take(store, asked)));
        for (const window of windows) expect(await store.totals(window)).toEqual(await addedUp(store, window));
        expect(await store.standings()).toEqual(await standingsOf(store));
      }
    } finally {
      await store.close();
    }
  }), { numRuns: 40 });
});

const window = { resolution: 1, from: t0, to: t0 + day };
const sums = { up: 1, down: 0, inconclusive: 0, planned: 0, took_sum: 10, took_min: 10, took_max: 10 };
const added = (at: number): Changes => ({ standings: [{ target: 1, look: look('a', at) }], rollups: [{ resolution: 1, target: 1, node: '', from_at: at, ...sums, took_sum: 5, took_min: 5, took_max: 5 }] });

/** Answers that count how often they were read, and read as long as `meanwhile` takes. */
function counted(meanwhile: () => Promise<unknown> = async () => undefined): { readonly kept: KeptAnswers; readonly totals: () => Promise<unknown>; readonly standings: () => Promise<unknown>; readonly reads: () => number } & Disposable {
  const connection = new DatabaseSync(':memory:');
  const kept = new KeptAnswers(forKysely(connection));
  let reads = 0;
  const read = async <T>(value: T): Promise<Map<number, T>> => {
    reads += 1;
    await meanwhile();
    return new Map([[1, value]]);
  };
  return {
    kept, reads: () => reads,
    totals: async () => [...await kept.totals(window, () => read(sums))],
    standings: async () => [...await kept.standings(() => read<Standing>({ target: 'a', verdict: 'up', since: t0, latest: look('a', t0) }))],
    [Symbol.dispose]: () => connection.close(),
  };
}

test('an answer is read once, however many looks follow', async () => {
  using answers = counted();
  await answers.totals();
  await answers.standings();
  for (const at of [t0, t0 + hour]) await answers.kept.committing(async () => added(at));
  expect(await answers.totals()).toEqual([[1, { ...sums, up: 3, took_sum: 20, took_min: 5 }]]);
  expect(await answers.standings()).toMatchObject([[1, { since: t0, latest: { dueAt: t0 + hour } }]]);
  expect(answers.reads()).toBe(2);
});

const storing = (kept: KeptAnswers, until: Promise<void>, at = t0): Promise<void> => kept.committing(async () => {
  await until;
  return added(at);
});

test.each<[string, (kept: KeptAnswers, until: Promise<void>) => Promise<void>]>([
  ['stored', storing], ['forgotten', (kept, until) => kept.pruning(t0, defaultRetention, () => until)],
])('an answer that was read while something was %s is read again', async (_, write) => {
  using around = counted(async () => write(around.kept, Promise.resolve()));
  await around.totals();
  await around.totals();
  expect(around.reads()).toBe(2);

  using within = counted();
  const { promise, resolve } = Promise.withResolvers<void>();
  const writing = write(within.kept, promise);
  await within.totals();
  resolve();
  await writing;
  await within.totals();
  expect(within.reads()).toBe(2);
});

test('after two batches were under way at once, an answer is read again', async () => {
  using answers = counted();
  await answers.standings();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = storing(answers.kept, promise, t0);
  await storing(answers.kept, Promise.resolve(), t0 + hour);
  resolve();
  await first;
  await answers.standings();
  expect(answers.reads()).toBe(2);
});

test('what was refused is in no answer, and what another process wrote is in the next one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-watch-'));
  const path = join(folder, 'history.db');
  const store = await opened(path);
  const hours = { resolution: 'hour', from: t0, to: t0 + day } as const;
  const seen = async (): Promise<readonly unknown[]> => [(await store.totals(hours)).map(({ up, down }) => [up, down]), (await store.standings()).map(({ verdict }) => verdict)];
  await store.commit({ results: [look('a', t0)] });
  expect(await seen()).toEqual([[[1, 0]], ['up']]);

  const other = new DatabaseSync(path);
  other.exec('begin immediate');
  await expect(store.commit({ results: [look('a', t0 + minute, 'down')] })).rejects.toMatchObject({ trouble: 'locked' });
  expect(await seen()).toEqual([[[1, 0]], ['up']]);
  other.exec('update rollups set up = 7; update standings set verdict = 2; commit');
  other.close();
  expect(await seen()).toEqual([[[7, 0]], ['inconclusive']]);

  await store.commit({ results: [look('a', t0 + minute, 'down')] });
  expect(await seen()).toEqual([[[7, 1]], ['down']]);
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
