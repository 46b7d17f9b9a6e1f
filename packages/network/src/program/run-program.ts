/** What a program printed; `missing` where there is none of that name, `failed` with its exit code or why it was ended. */
export type ProgramOutput =
  | { readonly outcome: 'printed'; readonly stdout: string }
  | { readonly outcome: 'missing' }
  /** `stdout` is what it had printed by then, `complaint` the last line of its stderr. */
  | { readonly outcome: 'failed'; readonly code: string; readonly stdout: string; readonly complaint: string };

export interface ProgramOptions {
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

const maxBytes = 256 * 1024;

/** Runs a program of the system without a shell, in the C locale so that its words can be read, and ends it at the deadline. */
export async function runProgram(name: string, args: readonly string[], { patienceMs, signal }: ProgramOptions): Promise<ProgramOutput> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile(name, [...args], { timeout: Math.max(1, Math.round(patienceMs)), killSignal: 'SIGKILL', maxBuffer: maxBytes, signal, windowsHide: true, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      if (error === null) return resolve({ outcome: 'printed', stdout });
      const { code } = error;
      if (String(code) === 'ENOENT') return resolve({ outcome: 'missing' });
      resolve({ outcome: 'failed', code: String(code ?? error.signal ?? 'UNKNOWN'), stdout, complaint: stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '' });
    }).stdin?.end();
  });
}
