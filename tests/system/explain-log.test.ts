import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { because } from './requirements.ts';

const bin = join(import.meta.dirname, '../../apps/cli/bin/culprit.js');
const reason = existsSync('/proc/self/status') ? undefined : 'peak memory is read from /proc';

/** The most memory that a process has held so far, in MB. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1_000;
  } catch {
    return 0;
  }
}

test.skipIf(reason !== undefined)(`a log of 1 GB is explained in less than 150 MB${because(reason)}`, { timeout: 300_000 }, async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `2026-11-22T08:00:${String(index % 60).padStart(2, '0')} INFO worker ${index % 97} handled GET /v1/models in ${index % 300} ms`);
  const block = Buffer.from(`${lines.join('\n')}\nError: connect ECONNREFUSED 127.0.0.1:5432\n`);
  const explaining = spawn(process.execPath, [bin, 'explain', '--format', 'json', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const output: Buffer[] = [];
  explaining.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const ended = once(explaining, 'close');
  const begun = performance.now();
  let peak = 0;
  let sent = 0;
  for (; sent < 1_000_000_000; sent += block.length) {
    if (!explaining.stdin.write(block)) await once(explaining.stdin, 'drain');
    peak = Math.max(peak, peakOf(explaining.pid ?? 0));
  }
  explaining.stdin.end();
  await ended;
  process.stdout.write(`explain: ${Math.round(sent / 1_000 / (performance.now() - begun))} MB/s, at most ${Math.round(peak)} MB\n`);
  const understood = JSON.parse(Buffer.concat(output).toString()) as { readonly matches: readonly { readonly error: string; readonly count: number }[]; readonly bytes: number };
  expect(understood.matches).toContainEqual(expect.objectContaining({ error: 'network/node-econnrefused', count: Math.ceil(1_000_000_000 / block.length) }));
  expect(understood.bytes).toBe(sent);
  expect(peak).toBeLessThan(150);
});
