/** Runs `probe` for every target in turn, some at a time: first a warm-up over all of them, then the measured part. */
export async function measure({ ports, probes, concurrency }, probe) {
  const pass = async (count) => {
    let next = 0;
    await Promise.all(Array.from({ length: concurrency }, async () => {
      while (next < count) await probe(ports[next++ % ports.length]);
    }));
  };
  await pass(Math.max(ports.length, 1_000));
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await pass(probes);
  const { user, system } = process.cpuUsage(cpu);
  return { perCpuSecond: probes / ((user + system) / 1e6), perSecond: probes / ((performance.now() - begun) / 1e3), peakMb: process.resourceUsage().maxRSS / 1_024 };
}
