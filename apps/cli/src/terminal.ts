import type { CommandIo } from '@culprit/core';

/** The process's own streams. */
export function terminal(color: boolean | undefined, env: { readonly [name: string]: string | undefined }): CommandIo {
  const wanted = color ?? ((env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb' && process.stdout.isTTY === true);
  return {
    // Opened by whoever reads it: touching it would keep the process alive.
    get stdin() {
      return process.stdin;
    },
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    color: wanted,
    interactive: process.stderr.isTTY === true && env['TERM'] !== 'dumb',
    // A terminal that doesn't know its width says 0; where there is none, COLUMNS may say it (POSIX, XBD 8.3).
    columns: Math.min(Math.max(process.stdout.columns || Number(env['COLUMNS']) || 100, 40), 120),
  };
}

/** A reader that has seen enough closes the pipe: that is no fault. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') endNow(Number(process.exitCode ?? 0));
      throw error;
    });
  }
}

/** Ends the process once everything written has left it. Sockets and name queries that nobody waits for don't hold it up. */
export function exitAfterFlush(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => endNow(code)));
}

/**
 * Ends the process at once. `process.exit` waits for the threads of libuv's pool, and one of them may sit in getaddrinfo
 * until the resolver's own time-out, ten seconds and more: then the process is replaced by one that only ends.
 */
export function endNow(code: number): never {
  const stuck = process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap');
  if (stuck && process.platform !== 'win32' && process.execve !== undefined) process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {});
  process.exit(code);
}
