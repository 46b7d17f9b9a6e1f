import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const exporter = '/usr/bin/prometheus-blackbox-exporter';

export const hasBlackbox = () => existsSync(exporter);

/** The exporter as Debian ships it; `undefined` where it is not installed. */
export async function startBlackbox(ca, folder) {
  if (!hasBlackbox()) return undefined;
  const config = join(folder, 'blackbox.yml');
  writeFileSync(config, `modules:\n  https:\n    prober: http\n    timeout: 5s\n    http:\n      preferred_ip_protocol: ip4\n      tls_config:\n        ca_file: ${ca}\n`);
  const port = await freePort();
  const child = spawn(exporter, [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'], { stdio: 'ignore' });
  for (let attempt = 0; attempt < 100 && spawnSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]).status !== 0; attempt++) await delay(50);
  return { pid: child.pid, port, stop: () => child.kill() };
}

/** User and system seconds of a process: fields 14 and 15 of /proc/pid/stat, in ticks of 10 ms. */
export function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** What the machine did so far, in ticks: everybody's work, what the hypervisor took away, and all there was. */
export function machineTicks() {
  const [user, nice, system, idle, wait, irq, softIrq, stolen] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].trim().split(/\s+/).slice(1).map(Number);
  return { busy: user + nice + system + irq + softIrq, stolen, all: user + nice + system + idle + wait + irq + softIrq + stolen };
}

const status = (pid, name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
export const peakMbOf = (pid) => status(pid, 'VmHWM');
export const residentMbOf = (pid) => status(pid, 'VmRSS');

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
