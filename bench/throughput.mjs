import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { table } from './table.mjs';

const rounds = Number(process.env.BENCH_THROUGHPUT_ROUNDS ?? 5);
const probes = Number(process.env.BENCH_PROBES ?? 4_000);
const concurrency = 20;
const exporter = '/usr/bin/prometheus-blackbox-exporter';

/** Repeated probes of 1,000 targets by a warm process: probes per CPU second of the client, and its peak memory. */
export async function throughput({ ports, ca, folder }) {
  const contenders = {
    'bare node:tls loop, one context': () => worker('bare-loop.mjs', ports, ca),
    'culprit library': () => worker('library-loop.mjs', ports, ca),
    ...(existsSync(exporter) ? { blackbox_exporter: () => blackbox(ports, ca, folder) } : {}),
  };
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) samples[name].push(await measure());
  }
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const bare = 'bare node:tls loop, one context';
  // Ratios within a round: what disturbs one contender disturbs its neighbours too.
  const ratio = (name, other) => median(samples[name].map((sample, round) => sample.perCpuSecond / samples[other][round].perCpuSecond));
  table(`Throughput: ${probes} probes of 1,000 targets, ${concurrency} at a time, median of ${rounds} rounds`, ['', 'probes / CPU s', '× bare', ...(samples.blackbox_exporter ? ['× blackbox'] : []), 'probes / s', 'peak MB'],
    Object.keys(contenders).map((name) => [name, median(samples[name].map((s) => s.perCpuSecond)).toFixed(0), ratio(name, bare).toFixed(2), ...(samples.blackbox_exporter ? [ratio(name, 'blackbox_exporter').toFixed(2)] : []), median(samples[name].map((s) => s.perSecond)).toFixed(0), median(samples[name].map((s) => s.peakMb)).toFixed(0)]));
  if (!samples.blackbox_exporter) process.stdout.write('skipped: blackbox_exporter is not installed (Debian package prometheus-blackbox-exporter)\n');
}

async function worker(script, ports, ca) {
  const child = fork(fileURLToPath(new URL(`./${script}`, import.meta.url)), [], { env: { ...process.env, CULPRIT_BENCH: '1' } });
  child.send({ ports, ca, probes, concurrency });
  const [result] = await once(child, 'message', { signal: AbortSignal.timeout(300_000) });
  await once(child, 'exit');
  return result;
}

/** The exporter as Debian ships it, asked by a process of its own over keep-alive connections; its CPU time is read from /proc. */
async function blackbox(ports, ca, folder) {
  const config = join(folder, 'blackbox.yml');
  writeFileSync(config, `modules:\n  https:\n    prober: http\n    timeout: 5s\n    http:\n      preferred_ip_protocol: ip4\n      tls_config:\n        ca_file: ${ca}\n`);
  const port = await freePort();
  const child = spawn(exporter, [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'], { stdio: 'ignore' });
  try {
    for (let attempt = 0; attempt < 100 && spawnSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]).status !== 0; attempt++) await delay(50);
    const asker = (count) => new Promise((resolve, reject) => {
      const loop = fork(fileURLToPath(new URL('./blackbox-loop.mjs', import.meta.url)));
      loop.send({ ports, port, probes: count, concurrency });
      loop.once('message', resolve);
      loop.once('exit', (code) => code !== 0 && reject(new Error(`blackbox-loop ended with ${code}`)));
    });
    await asker(1_000);
    const before = cpuOf(child.pid);
    const { seconds } = await asker(probes);
    const cpu = cpuOf(child.pid) - before;
    const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
    return { perCpuSecond: probes / cpu, perSecond: probes / seconds, peakMb };
  } finally {
    child.kill();
  }
}

/** User and system seconds of a process: fields 14 and 15 of /proc/pid/stat, in ticks of 10 ms. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
