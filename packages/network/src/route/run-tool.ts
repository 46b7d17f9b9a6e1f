import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** What a program printed; `refused`: it could not do its work, as without a right. */
export type ToolOutput = { readonly outcome: 'printed'; readonly text: string; readonly complete: boolean } | { readonly outcome: 'refused'; readonly why: string };

const maxBytes = 64 * 1024;
/** Where these programs are, though only root's PATH leads there. */
const systemFolders: readonly string[] = ['/usr/sbin', '/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/usr/bin', '/bin'];

/** The path of a program; never that of one in the working directory. */
export async function findTool(name: string): Promise<string | undefined> {
  if (process.platform === 'win32') return join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${name}.exe`);
  for (const folder of new Set([...(process.env['PATH'] ?? '').split(delimiter).filter((part) => part.startsWith('/')), ...systemFolders])) {
    const path = join(folder, name);
    if (await access(path, constants.X_OK).then(() => true, () => false)) return path;
  }
  return undefined;
}

/** Runs a program without a shell and reads what it prints. It is killed at the deadline and with the signal; what it printed by then counts. */
export function runTool(path: string, args: readonly string[], { patienceMs, signal }: { readonly patienceMs: number; readonly signal: AbortSignal }): Promise<ToolOutput> {
  return new Promise((resolve) => {
    // In English, and without what its own variables would add (MTR_OPTIONS).
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, env: { PATH: [...systemFolders, process.env['PATH'] ?? ''].join(delimiter), LC_ALL: 'C', ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? 'C:\\Windows' } : {}) } });
    let [text, complaint, cut] = ['', '', false];
    const stop = (): void => {
      cut = true;
      child.kill('SIGKILL');
    };
    const late = setTimeout(stop, patienceMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.length > maxBytes) stop();
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaint = (complaint + chunk).slice(0, 500);
    });
    const end = (output: ToolOutput): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      resolve(output);
    };
    child.once('error', (error) => end({ outcome: 'refused', why: 'code' in error ? String(error.code) : error.name }));
    child.once('close', (code) => end(code === 0 || cut
      ? { outcome: 'printed', text: text.slice(0, maxBytes), complete: !cut }
      : { outcome: 'refused', why: (complaint.trim().split('\n').at(-1) ?? '').slice(0, 200) || `exit ${code}` }));
  });
}
