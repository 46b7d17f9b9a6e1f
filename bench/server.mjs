// The server as it is published: 1,000 HTTPS targets (or as many as are asked for) every 20 seconds, full handshakes, certificates read, everything stored.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuOf, freePort, machineTicks, peakMbOf, residentMbOf, startBlackbox } from './processes.mjs';
import { unpackServer } from './packed.mjs';
import { table } from './table.mjs';

const intervalSeconds = 20;
const seconds = Number(process.env.BENCH_SERVER_SECONDS ?? 60);
/** `source`: the checkout instead of what is published. */
const form = process.env.BENCH_SERVER_FORM ?? 'packed';
/** Bars of the issue: what a check may cost, what the process may hold, how late a look may begin. */
const bars = { cpuMs: 4, residentMb: 130, lagMs: 50 };

export async function server({ ports, ca, folder }) {
  const ours = await culprit(ports, ca, folder);
  const rows = [['culprit-server', ours.checks.toFixed(0), ours.cpuMs.toFixed(2), ours.residentMb.toFixed(0), ours.peakMb.toFixed(0), ours.lagMs.toFixed(0)]];
  const theirs = await blackbox(ports, ca, folder);
  if (theirs !== undefined) rows.push(['blackbox_exporter (no schedule, no history)', theirs.checks.toFixed(0), theirs.cpuMs.toFixed(2), theirs.residentMb.toFixed(0), theirs.peakMb.toFixed(0), '–']);
  table(`Server: ${ports.length} HTTPS targets every ${intervalSeconds} s, ${seconds} s after a first round`, ['', 'checks', 'CPU ms / check', 'RSS MB', 'peak MB', 'lag p99 ms'], rows);
  if (theirs === undefined) process.stdout.write('skipped: blackbox_exporter is not installed (Debian package prometheus-blackbox-exporter)\n');
  else process.stdout.write(`CPU per check: ${(ours.cpuMs / theirs.cpuMs).toFixed(2)} × blackbox_exporter\n`);
  process.stdout.write(`meanwhile ${(ours.busy * 100).toFixed(0)} % of the machine was at work and ${(ours.stolen * 100).toFixed(0)} % was taken away; ${ours.missed} looks were left out\n`);
  const missed = [['cpuMs', ours.cpuMs], ['residentMb', ours.residentMb], ['lagMs', ours.lagMs]].filter(([name, value]) => value > bars[name]);
  process.stdout.write(missed.length === 0 ? 'every bar is met\n' : `${missed.map(([name, value]) => `${name} ${value.toFixed(1)} is above ${bars[name]}`).join('; ')}\n`);
}

async function culprit(ports, ca, folder) {
  const config = join(folder, 'culprit.config.json');
  writeFileSync(config, JSON.stringify({ targets: ports.map((port) => `https://127.0.0.1:${port}/`), watch: { defaults: { interval: `${intervalSeconds}s` } } }));
  const port = await freePort();
  const entry = form === 'source' ? fileURLToPath(new URL('../apps/server/bin/culprit-server.js', import.meta.url)) : unpackServer(folder);
  // In a folder of its own: from the workspace it would take every plugin there along, as sources that Node has to strip (16 MB).
  const child = spawn(process.execPath, [entry, '--config', config, '--data', join(folder, 'data'), '--listen', `127.0.0.1:${port}`, '--log-level', 'warn'], { cwd: folder, stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, NODE_EXTRA_CA_CERTS: ca } });
  try {
    const token = await setUpToken(child);
    const base = `http://127.0.0.1:${port}`;
    const made = await fetch(`${base}/api/v1/set-up`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, name: 'bench', password: 'twelve or more letters' }) });
    const cookie = made.headers.getSetCookie()[0].split(';', 1)[0];
    const summary = async () => (await fetch(`${base}/api/v1/summary`, { headers: { cookie } })).json();
    const looks = async () => {
      const text = await (await fetch(`${base}/metrics`, { headers: { cookie } })).text();
      return text.split('\n').filter((line) => line.startsWith('culprit_check_duration_seconds_count')).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    // The first round reads every certificate and warms up; afterwards it goes on as it would for months.
    await delay((intervalSeconds + 5) * 1_000);
    const [before, begun, machine] = [await looks(), cpuOf(child.pid), machineTicks()];
    await delay(seconds * 1_000);
    const cpu = cpuOf(child.pid) - begun;
    const checks = await looks() - before;
    const now = machineTicks();
    const share = (name) => (now[name] - machine[name]) / (now.all - machine.all);
    const { up, health } = await summary();
    if (up !== ports.length) throw new Error(`only ${up} of ${ports.length} targets are up: ${JSON.stringify(health)}`);
    return { checks, cpuMs: cpu * 1_000 / checks, residentMb: residentMbOf(child.pid), peakMb: peakMbOf(child.pid), lagMs: health.lagMs.p99, busy: share('busy'), stolen: share('stolen'), missed: health.missed };
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

async function setUpToken(child) {
  let said = '';
  for await (const chunk of child.stderr) {
    said += chunk;
    const [, token] = /set-up#([\w-]+)/.exec(said) ?? [];
    if (token !== undefined) {
      child.stderr.resume();
      return token;
    }
  }
  throw new Error(`the server did not start: ${said}`);
}

/** The exporter asked at the same pace. */
async function blackbox(ports, ca, folder) {
  const exporter = await startBlackbox(ca, folder);
  if (exporter === undefined) return undefined;
  try {
    const ask = async (count) => {
      const loop = fork(fileURLToPath(new URL('./blackbox-loop.mjs', import.meta.url)));
      loop.send({ ports, port: exporter.port, probes: count, concurrency: 20, perSecond: ports.length / intervalSeconds });
      await once(loop, 'message');
    };
    await ask(500);
    const begun = cpuOf(exporter.pid);
    const checks = Math.round(seconds / 2 * ports.length / intervalSeconds);
    await ask(checks);
    return { checks, cpuMs: (cpuOf(exporter.pid) - begun) * 1_000 / checks, residentMb: residentMbOf(exporter.pid), peakMb: peakMbOf(exporter.pid) };
  } finally {
    exporter.stop();
  }
}
