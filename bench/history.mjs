// A month of history for 1,000 targets, written as the watcher writes it, and what each page then asks for.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRetention, openSqliteStore } from '../packages/watch/src/index.ts';
import { table } from './table.mjs';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const targets = 1_000;
const days = 30;
/** The month is written at this interval, its last hours at the one that a server has. */
const coarse = hour;
const fine = 20_000;
const fineFor = 2 * hour;

export async function history() {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-history-'));
  try {
    const path = join(folder, 'history.db');
    const store = await openSqliteStore({ path });
    const ids = Array.from({ length: targets }, (_, index) => `t${index}`);
    await store.saveTargets(ids.map((id) => ({ id, entry: `https://${id}.example/`, label: id, tags: [], origin: 'config', paused: false, intervalMs: fine, jitterMs: 0, timeoutMs: 10_000, retries: 0, retryDelayMs: 0 })));
    const end = Date.UTC(2026, 10, 22);
    const written = end - hour;
    const cpu = process.cpuUsage();
    let looks = 0;
    for (let at = end - days * day; at < written; at += at < written - fineFor ? coarse : fine) {
      await store.commit(turn(ids, at));
      looks += targets;
      if (looks % (200 * targets) === 0) while (await store.prune(at, defaultRetention)) { /* until it went through all targets */ }
    }
    const { user, system } = process.cpuUsage(cpu);
    const { size } = await stat(path);
    const title = `${looks.toLocaleString('en')} looks at ${targets} targets, ${Math.round((user + system) / looks)} µs of CPU each to store; ${Math.round(size / 2 ** 20)} MB; ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB resident`;
    const rows = [];
    // What is looked at while pages are asked for lies in the last hour, and in what they ask for.
    let now = written;
    const look = () => store.commit(turn(ids, now += 10_000));
    for (const [name, ask] of Object.entries(pages(store, end))) rows.push([name, ...await measure(ask, look)]);
    table(title, ['page', 'rows', 'first ms', 'median ms', 'worst ms', 'median ms of CPU'], rows);
    await store.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What one moment brings: a look at each target; one in 200 is down, and one of those begins or ends an incident. */
function turn(ids, at) {
  const results = ids.map((target, index) => {
    const dueAt = at + index * 20;
    const lot = (index * 7_919 + Math.floor(at / minute)) % 200;
    return {
      target, dueAt, startedAt: dueAt, tookMs: 20 + lot, verdict: lot === 0 ? 'down' : lot === 1 ? 'inconclusive' : 'up', attempts: 1, phases: { name: 2, connect: 4, tls: 9, firstByte: 17 },
      node: `192.0.2.${index % 4}`, certificateNotAfter: at + 60 * day, ...(lot === 0 ? { cause: `network/connection-refused@${target}:443` } : {}),
    };
  });
  const down = results.find(({ verdict }) => verdict === 'down');
  if (down === undefined) return { at, results };
  const id = `${at.toString(36).padStart(9, '0')}-${down.target}`;
  const incident = {
    id, key: down.cause, cause: 'network/connection-refused', subject: `${down.target}:443`, severity: 'critical', owner: 'service', layer: 'connection', state: 'resolved', openedAt: at, changedAt: at + minute, resolvedAt: at + minute,
    targets: [], touched: [down.target], returns: 0, flapping: false, rule: 'down', numbers: { n: 1, bad: 1, inconclusive: 0, windowMs: fine }, told: [], revision: 2,
    text: { en: { title: `${down.target}:443 refuses connections`, remedies: [] }, 'zh-CN': { title: `${down.target}:443 拒绝连接`, remedies: [] } },
  };
  const finding = { id: 'network/connection#refused', check: 'network/connection', layer: 'connection', target: 't1', outcome: 'fail', severity: 'critical', params: {}, evidence: [] };
  const report = {
    version: 1, tool: { name: 'culprit', version: '0' }, plugins: [], context: {}, startedAt: new Date(at).toISOString(), tookMs: 20, settings: { depth: 'quick', offline: false },
    targets: [{ id: 't1', kind: 'tls-endpoint', label: `${down.target}:443`, data: {} }], evidence: [], findings: [finding], diagnoses: [], notes: [], thirdParties: [], interrupted: false, bugs: [], texts: {}, exitCode: 1,
  };
  const message = (revision, kind) => ({ key: `${id}:${revision}:${kind}:ops`, channel: 'ops', subject: id, message: { kind, at, incident }, createdAt: at, nextAt: at });
  return {
    at, results, reports: [{ target: down.target, dueAt: down.dueAt, report }], incidents: [incident],
    transitions: [{ incident: id, revision: 1, at, kind: 'triggered', targets: [down.target] }, { incident: id, revision: 2, at: at + minute, kind: 'resolved', targets: [] }],
    messages: [message(1, 'triggered'), message(2, 'resolved')],
  };
}

const pages = (store, end) => ({
  'overview: all targets, open incidents': async () => [...await store.standings(), ...(await store.incidents({ state: 'open' })).items],
  'overview: what a day came to for each': () => store.totals({ resolution: 'hour', from: end - day, to: end }),
  'overview: what a month came to for each': () => store.totals({ resolution: 'day', from: end - days * day, to: end }),
  'target: its last 100 looks': async () => (await store.results({ target: 't500', from: 0, to: end })).items,
  'target: two hours, in minutes': () => store.rollups({ resolution: 'minute', target: 't500', from: end - 2 * hour, to: end }),
  'target: a month, in hours': () => store.rollups({ resolution: 'hour', target: 't500', from: end - days * day, to: end }),
  'target: a month by node, in days': () => store.rollups({ resolution: 'day', target: 't500', node: '*', from: end - days * day, to: end }),
  'target: its incidents': async () => (await store.incidents({ target: 't500' })).items,
  'incidents: the latest 100': async () => (await store.incidents({})).items,
  'findings: the latest 100': async () => (await store.findings({ from: 0, to: end })).items,
  'messages: the latest 100': async () => (await store.outbox.list({})).items,
});

/** Asks as an open page does: again after every look. A first answer is one that nobody asked for before. */
async function measure(ask, look) {
  const asked = [];
  let rows = [];
  for (let round = 0; round < 21; round += 1) {
    await look();
    const cpu = process.cpuUsage();
    const begun = performance.now();
    rows = await ask();
    const ms = performance.now() - begun;
    const { user, system } = process.cpuUsage(cpu);
    asked.push({ ms, cpuMs: (user + system) / 1_000 });
  }
  const times = asked.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const cpuTimes = asked.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b);
  return [String(rows.length), ...[asked[0].ms, times[10], times.at(-1), cpuTimes[10]].map((ms) => ms.toFixed(1))];
}
