import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { openSqliteStore, type Result, type Rollup, type Store } from '../../packages/watch/src/index.ts';
import { createReceiver } from '../../packages/watch/test/receiver.ts';
import { scratchFolder } from './daemon.ts';
import { apt, because, firstReason, type Reason } from './requirements.ts';
import { password, runServer, setUp } from './running-server.ts';

/** Debian puts it below a folder that is named by the architecture. */
const library = (): string | undefined => (existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1')).find((path) => existsSync(path)) : undefined);
const found = (): Reason => (library() === undefined ? 'libfaketime is not where Debian puts it' : undefined);
const reason = firstReason(apt('libfaketime'), found);
const [skip, why] = [reason !== undefined, because(reason)];
const hourMs = 3_600_000;

interface Look { readonly dueAt: number; readonly verdict: string; readonly because?: string }
interface Fault { readonly kind: string; readonly endedAt?: number; readonly details: { readonly ms: number } }
interface Items<Item> { readonly items: readonly Item[] }

test.skipIf(skip)(`a server whose clock is put forward an hour and back again: survived, said once each, nothing lost, nobody shut out${why}`, async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  await using receiver = await createReceiver();
  using folder = scratchFolder();
  folder.write('culprit.config.yaml', `
controls: { timeSources: [], resolvers: [] }
targets: [{ kind: http-resource, url: '${web.url}/', name: web, interval: 1s }]
watch:
  channels: [{ name: ops, type: webhook, options: { url: env:RECEIVER } }]
  heartbeats: [{ id: backup, name: Backup, interval: 10m, grace: 1m }]
`);
  const clock = join(folder.path, 'clock');
  const forward = (hours: number): void => writeFileSync(clock, `+${hours * 3_600}s\n`);
  forward(0);
  const start = (listen: string) => runServer(['--listen', listen, '--data', join(folder.path, 'data'), '--allow-outbound', '127.0.0.1'], {
    cwd: folder.path, env: { LD_PRELOAD: library() ?? '', FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', RECEIVER: receiver.url },
  });
  await using server = start('127.0.0.1:0');
  const { ask, call, url } = await setUp(server);
  const logIn = async (tried: string): Promise<number> => (await call('/session', { method: 'POST', headers: { cookie: '' }, body: { name: 'mara', password: tried } })).status;
  const { secret } = await ask<{ readonly secret: string }>('/tokens', { method: 'POST', body: { name: 'ci', scopes: ['read'] } });
  await call('/heartbeats/backup/beat', { method: 'POST' });
  const { items: [target] } = await ask<Items<{ readonly id: string }>>('/targets');
  const span = `from=0&to=${Date.now() + 10 * hourMs}`;
  const looks = async (): Promise<readonly Look[]> => (await ask<Items<Look>>(`/targets/${target?.id}/results?${span}&limit=1000`)).items;
  const faults = async (): Promise<readonly (readonly [string, boolean])[]> => (await ask<Items<Fault>>('/self-faults')).items
    .map(({ kind, endedAt, details }) => [kind === 'clock-jump' ? `${kind} ${Math.round(details.ms / hourMs)}` : kind, endedAt !== undefined] as const).toSorted();
  /** All looks, once so many of the present time said something. */
  const after = async (more: number, hours: number, verdict: string): Promise<readonly Look[]> => {
    const now = (): number => Date.now() + hours * hourMs;
    const then = now();
    await expect.poll(async () => (await looks()).filter((look) => look.dueAt > then && look.dueAt < now() + 60_000 && look.verdict === verdict).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(more);
    return looks();
  };

  await after(3, 0, 'up');
  forward(1);
  // That the target's own clock proves this one wrong is trouble of this machine; the target answers.
  await after(4, 1, 'up');
  await expect.poll(faults).toEqual([['clock-jump 1', true], ['network/clock-skew', false]]);
  // Whoever guesses while the clock is ahead waits for seconds, and not for an hour once it is back.
  for (let guess = 0; guess < 6; guess += 1) await logIn(`guess number ${guess}`);

  forward(0);
  await after(4, 0, 'up');
  await expect.poll(faults).toEqual([['clock-jump -1', true], ['clock-jump 1', true], ['network/clock-skew', true]]);
  await expect.poll(() => logIn(password), { timeout: 30_000, interval: 500 }).toBe(201);
  expect((await fetch(`${url}/api/v1/targets`, { headers: { authorization: `Bearer ${secret}` } })).status).toBe(200);

  // A process that begins before the last look of the one before it.
  forward(1);
  await after(1, 1, 'up');
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  forward(0);
  await using again = start(new URL(url).host);
  await again.until(/watches/);
  await after(3, 0, 'up');
  await expect.poll(() => ask('/summary')).toMatchObject({ up: 1, inconclusive: 0 });
  again.child.kill('SIGTERM');
  expect(await again.ended()).toBe(0);

  // Each look was counted once, and nobody heard of anything but the clock: twice that it was wrong, twice that it was right again.
  await using store = await openStore(join(folder.path, 'data/culprit.db'));
  const all = await everyLook(store, target?.id ?? '');
  for (const resolution of ['minute', 'hour', 'day'] as const) {
    const rollups = await store.rollups({ resolution, target: target?.id ?? '', from: 0, to: Date.now() + 10 * hourMs });
    const sum = (count: (rollup: Rollup) => number): number => rollups.reduce((total, rollup) => total + count(rollup), 0);
    const counted = (verdict: string): number => all.filter((look) => look.verdict === verdict).length;
    expect([resolution, sum(({ up }) => up), sum(({ down }) => down), sum(({ inconclusive }) => inconclusive)]).toEqual([resolution, counted('up'), 0, counted('inconclusive')]);
  }
  expect((await store.incidents({})).items).toEqual([]);
  expect((await store.faults({ limit: 100 })).items.filter(({ kind }) => kind === 'clock-jump')).toHaveLength(3);
  expect(receiver.received.map(({ body }) => (JSON.parse(body) as { readonly kind: string }).kind)).toEqual(['self-fault', 'self-fault-ended', 'self-fault', 'self-fault-ended']);
}, 240_000);

async function openStore(path: string): Promise<Store & AsyncDisposable> {
  const store = await openSqliteStore({ path });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

async function everyLook(store: Store, target: string): Promise<readonly Result[]> {
  const looks: Result[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.results({ target, from: 0, to: Date.now() + 10 * hourMs, limit: 1_000, ...(after === undefined ? {} : { after }) });
    looks.push(...page.items);
    if (page.next === undefined) return looks;
    after = page.next;
  }
}
