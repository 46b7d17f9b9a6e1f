import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** What became of a connection: bytes received and how it ended. */
export interface Outcome {
  readonly connected: boolean;
  readonly received: Buffer;
  /** `end`, an error code, or `open` when nothing had ended it after `patienceMs`. */
  readonly ending: string;
}

/** Connects, sends, and waits for the end, or for `patienceMs` without one. */
export function talk(
  to: NetConnectOpts,
  options: { readonly send?: string | Uint8Array; readonly patienceMs?: number } = {},
): Promise<Outcome> {
  return watch(connect(to), options);
}

/** The same over a socket that is being connected. */
export function watch(
  socket: Socket,
  options: { readonly send?: string | Uint8Array; readonly patienceMs?: number } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let connected = false;
    const finish = (ending: string): void => {
      clearTimeout(timer);
      resolve({ connected, received: Buffer.concat(chunks), ending });
      socket.destroy();
    };
    const timer = setTimeout(() => finish('open'), options.patienceMs ?? 5_000);
    socket.once('connect', () => {
      connected = true;
      if (options.send !== undefined) socket.write(options.send);
    });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('end', () => finish('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
}
