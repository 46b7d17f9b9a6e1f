import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Controls, Report } from '@culprit/core';
import { expect } from 'vitest';
import { searchPath } from './requirements.ts';

const bin = fileURLToPath(new URL('../../apps/cli/bin/culprit.js', import.meta.url));

export interface ExamineOptions {
  /** What the program is started by: `ip netns exec …`, `faketime …`. */
  readonly by?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  /** Stand-ins for the third parties. Those that are not named are nobody. */
  readonly controls?: Partial<Controls>;
}

export interface Examined {
  readonly code: number | null;
  readonly report: Report;
}

/** Far more than any run needs; a run that takes longer hangs. */
const hangMs = 60_000;

/** Starts the real program. Its environment holds nothing of this machine's proxies, authorities or language. */
export function startCulprit(args: readonly string[], { by = [], env = {}, controls = {} }: ExamineOptions = {}): { readonly child: ChildProcessWithoutNullStreams; readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> } {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-system-'));
  const config = join(folder, 'culprit.config.json');
  writeFileSync(config, JSON.stringify({ controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [], ...controls } }));
  const [command = process.execPath, ...rest] = [...by, process.execPath, bin, ...args, '--config', config];
  const child = spawn(command, rest, { cwd: folder, env: { PATH: searchPath, HOME: folder, TMPDIR: tmpdir(), LANG: 'C', ...env } });
  child.stdin.end();
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output.stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { output.stderr += text; });
  const hang = setTimeout(() => child.kill('SIGKILL'), hangMs);
  const ended = new Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(hang);
      rmSync(folder, { recursive: true, force: true });
      resolve({ code, ...output });
    });
  });
  return { child, ended };
}

/** Runs the real program and reads its report. */
export async function examine(args: readonly string[], options?: ExamineOptions): Promise<Examined> {
  const { code, stdout, stderr } = await startCulprit([...args, '--format', 'json'], options).ended;
  expect({ stderr, begins: stdout.slice(0, 1) }).toEqual({ stderr: '', begins: '{' });
  return { code, report: JSON.parse(stdout) as Report };
}

/** The first diagnosis and the exit code: what a run comes to. A defect of the tool is one whatever else was found. */
export function outcomeOf({ code, report }: Examined): { readonly cause: string | undefined; readonly code: number | null } {
  expect(report.bugs).toEqual([]);
  return { cause: report.diagnoses[0]?.cause, code };
}

export const healthy = { cause: undefined, code: 0 } as const;
export const broken = (cause: string): { readonly cause: string; readonly code: number } => ({ cause, code: 1 });
