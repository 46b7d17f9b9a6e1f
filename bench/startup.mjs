import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackCommandLine } from './packed.mjs';
import { table } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.env.BENCH_ROUNDS ?? 25);

/** Cold processes, interleaved so that a noisy neighbour hits all alike. */
export async function startup({ ports, expiredPort, ca, folder }) {
  const node = process.execPath;
  const healthy = `https://127.0.0.1:${ports[0]}/`;
  const broken = `https://127.0.0.1:${expiredPort}/`;
  const forms = [['from source', join(root, 'apps/cli/bin/culprit.js')], ...packed(folder)];
  const each = (name, ...args) => Object.fromEntries(forms.map(([form, bin]) => [`culprit ${name}, ${form}`, [node, bin, ...args]]));
  const contenders = {
    'node -e 0': [node, '-e', '0'],
    'bare node:tls script': [node, join(root, 'bench/bare-tls.mjs'), String(ports[0]), ca],
    ...each('--version', '--version'),
    ...each('healthy', healthy, '--ca', ca),
    ...each('broken', broken, '--ca', ca, '--offline'),
    ...(which('curl') ? { curl: ['curl', '-sS', '--cacert', ca, healthy] } : {}),
  };
  const expected = (name) => (name.startsWith('culprit broken') ? 1 : 0);
  // The compile cache belongs to the product: every contender may use one, and it is warm as it is on the second day.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') };
  // Node would read and parse these authorities in each of its processes.
  delete env.NODE_EXTRA_CA_CERTS;
  for (const command of Object.values(contenders)) for (let i = 0; i < 3; i++) timed(command, env);
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(contenders)) {
      const sample = timed(command, env);
      if (sample.status !== expected(name)) throw new Error(`${name} ended with ${sample.status}: ${sample.output}`);
      samples[name].push(sample);
    }
  }
  const quantile = (name, key, share) => samples[name].map((sample) => sample[key]).toSorted((a, b) => a - b)[Math.floor(rounds * share)];
  const median = (name, key) => quantile(name, key, 0.5);
  const ratio = (name, key, base) => (median(name, key) / median(base, key)).toFixed(2);
  table(`Start-up: median of ${rounds} interleaved cold processes`, ['', 'wall ms', 'quartiles', '× node -e 0', '× bare tls', 'CPU ms', '× node -e 0'],
    Object.keys(contenders).map((name) => [
      name, median(name, 'wall').toFixed(0), `${quantile(name, 'wall', 0.25).toFixed(0)}–${quantile(name, 'wall', 0.75).toFixed(0)}`,
      ratio(name, 'wall', 'node -e 0'), ratio(name, 'wall', 'bare node:tls script'), median(name, 'cpu').toFixed(0), ratio(name, 'cpu', 'node -e 0'),
    ]));
}

function packed(folder) {
  try {
    return [['packed', unpackCommandLine(folder)]];
  } catch (error) {
    process.stdout.write(`skipped: the packed command line (${error.message})\n`);
    return [];
  }
}

/** Wall and CPU (user and system, by wait4) of one process, in milliseconds. */
function timed(command, env) {
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null', '_', ...command], { env, encoding: 'utf8' });
  const lines = stderr.trim().split('\n');
  const [wall, user, system] = (lines.at(-1) ?? '').split(' ').map(Number);
  return { status, wall: wall * 1_000, cpu: (user + system) * 1_000, output: lines.slice(0, -1).join('\n') };
}

const which = (program) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
