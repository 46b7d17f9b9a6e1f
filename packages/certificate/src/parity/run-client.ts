import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import type { ClientRun, ClientRunInput } from '../facts/client-run.ts';
import { programs, type ClientProgram } from './programs.ts';

const maxBytes = 64 * 1024;

/** Starts the program without a shell and ends it at its deadline. What it writes down is taken away again. */
export async function runClient(client: ClientRunInput['client'], url: string, patienceMs: number, signal: AbortSignal): Promise<ClientRun> {
  const program = programs.find((one) => one.client === client);
  const href = URL.parse(url)?.href;
  if (program === undefined || href === undefined) return { outcome: 'not-installed' };
  const { source } = program;
  if (source === undefined) return run(program, program.args, href, patienceMs, signal);
  const folder = await mkdtemp(join(tmpdir(), 'culprit-client-'));
  try {
    const file = join(folder, source.name);
    await writeFile(file, source.text, { mode: 0o600 });
    return await run(program, [...program.args, file], href, patienceMs, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run({ program, stdin, patienceMs: own, missing }: ClientProgram, args: readonly string[], url: string, patienceMs: number, signal: AbortSignal): Promise<ClientRun> {
  return new Promise((resolve) => {
    // Python looks for modules in the working directory first, so it is started where nobody else leaves any.
    const options = { cwd: parse(process.execPath).root, timeout: Math.max(1, Math.round(Math.min(own, patienceMs))), killSignal: 'SIGKILL', maxBuffer: maxBytes, signal, windowsHide: true, encoding: 'utf8' } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      const status = Number(/^\s*(\d{3})\s*$/.exec(stdout)?.[1] ?? 0);
      if (error === null && status >= 100) return resolve({ outcome: 'answered', status });
      if (error === null) return resolve({ outcome: 'failed', code: 'NO_STATUS', complaint: '' });
      if (String(error.code) === 'ENOENT' || missing?.test(stderr) === true) return resolve({ outcome: 'not-installed' });
      if (error.killed === true) return resolve({ outcome: 'timed-out' });
      const complaint = stderr.trim().split('\n').findLast((text) => text.trim() !== '' && !/^\s+at |^\s*\.\.\. \d+ more|^exit status/.test(text)) ?? '';
      resolve({ outcome: 'failed', code: String(error.code ?? error.signal ?? 'UNKNOWN'), complaint: complaint.trim().slice(0, 200) });
    });
    // A program that ends before it has read says so by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin(url));
  });
}
