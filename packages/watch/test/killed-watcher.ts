// A watcher of twenty lights that keep going out and on, over a clock that runs as fast as the machine lets it. It says
// what the store has taken, and what was sent, the moment it knows; somebody kills it.
import { writeSync } from 'node:fs';
import { createSecretReader } from '@culprit/core';
import { createWatch, openSqliteStore, type Batch } from '../src/index.ts';
import { createStreet, streetExaminer, warmUp } from './lights.ts';
import { manualClock } from './manual-clock.ts';

const say = (line: string): unknown => writeSync(1, `${line}\n`);
const store = await openSqliteStore({ path: process.argv[2] ?? '', busyTimeoutMs: 2_000 });
const names = Array.from({ length: 20 }, (_, index) => `l${index}`);
const street = createStreet();
await warmUp();

const commit = store.commit.bind(store);
Object.assign(store, {
  commit: async (batch: Batch) => {
    await commit(batch);
    for (const { target, dueAt } of batch.results ?? []) say(`look ${target} ${dueAt}`);
    for (const { incident, revision } of batch.transitions ?? []) say(`step ${incident} ${revision}`);
    for (const { key } of batch.messages ?? []) say(`message ${key}`);
  },
});

const latest = Math.max(Date.UTC(2026, 10, 22, 7), ...(await store.standings()).map(({ latest }) => latest.dueAt));
const clock = manualClock(latest + 1_000);
const watch = createWatch({
  examiner: streetExaminer(street), secrets: createSecretReader([{ scheme: 'test', resolve: async () => 'http://127.0.0.1:9/hook' }]), targets: names.map((name) => `light://${name}`),
  watch: { defaults: { interval: '5s', retries: 0 }, channels: [{ name: 'ops', type: 'webhook', options: { url: 'test:url' } }], flapping: { span: '1m', returns: 100 } },
}, {
  store, clock,
  send: async (_url, { headers }) => {
    say(`sent ${headers['culprit-delivery']}`);
    return new Response(null, { status: 200 });
  },
});
await watch.start();
say('started');
for (let round = 0; ; round += 1) {
  // Any sequence will do that turns over: incidents have to begin and end all the time.
  for (const [index, name] of names.entries()) street.lights.set(name, (round * 7 + index * 3) % 5 < 2 ? (index % 4 === 0 ? 'dark' : 'off') : 'on');
  await clock.pass(1_000);
}
