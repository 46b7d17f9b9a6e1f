import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cpuOf, hasBlackbox, peakMbOf, startBlackbox } from './processes.mjs';
import { table } from './table.mjs';

const rounds = Number(process.env.BENCH_THROUGHPUT_ROUNDS ?? 5);
const probes = Number(process.env.BENCH_PROBES ?? 4_000);
const concurrency = 20;

/** Repeated probes of 1,000 targets by a warm process: probes per CPU second of the client, and its peak memory. */
export async function throughput({ ports, ca, folder }) {
  const contenders = {
    'bare node:tls loop, one context': () => worker('bare-loop.mjs', ports, ca),
    'culprit library': () => worker('library-loop.mjs', ports, ca),
    ...(hasBlackbox() ? { blackbox_exporter: async () => blackbox(await startBlackbox(ca, folder), ports) } : {}),
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
async function blackbox(exporter, ports) {
  try {
    const asker = (count) => new Promise((resolve, reject) => {
      const loop = fork(fileURLToPath(new URL('./blackbox-loop.mjs', import.meta.url)));
      loop.send({ ports, port: exporter.port, probes: count, concurrency });
      loop.once('message', resolve);
      loop.once('exit', (code) => code !== 0 && reject(new Error(`blackbox-loop ended with ${code}`)));
    });
    await asker(1_000);
    const before = cpuOf(exporter.pid);
    const { seconds } = await asker(probes);
    const cpu = cpuOf(exporter.pid) - before;
    return { perCpuSecond: probes / cpu, perSecond: probes / seconds, peakMb: peakMbOf(exporter.pid) };
  } finally {
    exporter.stop();
  }
}
