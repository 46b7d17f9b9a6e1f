import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a run of the real program left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly env?: { readonly [name: string]: string };
  readonly cwd?: string;
  readonly input?: string;
}

const bin = fileURLToPath(new URL('../bin/culprit.js', import.meta.url));

/** The program with nothing of this machine's proxies, authorities or language in its environment. */
export function startCulprit(args: readonly string[], { env = {}, cwd, input }: StartOptions = {}): { readonly child: ChildProcessWithoutNullStreams; readonly ended: Promise<Ended> } {
  const clean = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const child = spawn(process.execPath, [bin, ...args], { env: { ...clean, LANG: 'C', ...env }, cwd: cwd ?? fileURLToPath(new URL('.', import.meta.url)) });
  const chunks = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { chunks.stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { chunks.stderr += text; });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...chunks }));
  });
  return { child, ended };
}

export const culprit = (args: readonly string[], options?: StartOptions): Promise<Ended> => startCulprit(args, options).ended;
