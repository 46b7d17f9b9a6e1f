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
    // A terminal that doesn't know its width says 0.
    columns: Math.min(Math.max(process.stdout.columns || 100, 40), 120),
  };
}

/** A reader that has seen enough closes the pipe: that is no fault. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
}

/** Ends the process once everything written has left it. Sockets and name queries that nobody waits for don't hold it up. */
export function exitAfterFlush(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}
