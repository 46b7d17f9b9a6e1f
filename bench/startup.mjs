import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.env.BENCH_ROUNDS ?? 25);

/** Cold processes, interleaved so that a noisy neighbour hits all alike. */
export async function startup({ ports, expiredPort, ca, folder }) {
  const node = process.execPath;
  const bin = join(root, 'apps/cli/bin/culprit.js');
  const healthy = `https://127.0.0.1:${ports[0]}/`;
  const broken = `https://127.0.0.1:${expiredPort}/`;
  const contenders = {
    'node -e 0': [node, '-e', '0'],
    'culprit --version': [node, bin, '--version'],
    'bare node:tls script': [node, join(root, 'bench/bare-tls.mjs'), String(ports[0]), ca],
    'culprit, healthy target': [node, bin, healthy, '--ca', ca],
    'culprit, broken target': [node, bin, broken, '--ca', ca, '--offline'],
    ...(which('curl') ? { curl: ['curl', '-sS', '--cacert', ca, healthy] } : {}),
  };
  const expected = { 'culprit, broken target': 1 };
  // The compile cache belongs to the product: every contender may use one, and it is warm as it is on the second day.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') };
  for (const command of Object.values(contenders)) for (let i = 0; i < 3; i++) timed(command, env);
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(contenders)) {
      const sample = timed(command, env);
      if (sample.status !== (expected[name] ?? 0)) throw new Error(`${name} ended with ${sample.status}: ${sample.output}`);
      samples[name].push(sample);
    }
  }
  const median = (name, key) => samples[name].map((sample) => sample[key]).toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
  const base = { wall: median('node -e 0', 'wall'), cpu: median('node -e 0', 'cpu') };
  table(`Start-up: median of ${rounds} interleaved cold processes`, ['', 'wall ms', '× node -e 0', 'CPU ms', '× node -e 0'],
    Object.keys(contenders).map((name) => [name, median(name, 'wall').toFixed(0), (median(name, 'wall') / base.wall).toFixed(2), median(name, 'cpu').toFixed(0), (median(name, 'cpu') / base.cpu).toFixed(2)]));
}

/** Wall and CPU (user and system, by wait4) of one process, in milliseconds. */
function timed(command, env) {
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null', '_', ...command], { env, encoding: 'utf8' });
  const lines = stderr.trim().split('\n');
  const [wall, user, system] = (lines.at(-1) ?? '').split(' ').map(Number);
  return { status, wall: wall * 1_000, cpu: (user + system) * 1_000, output: lines.slice(0, -1).join('\n') };
}

const which = (program) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
