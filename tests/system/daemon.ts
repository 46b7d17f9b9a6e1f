import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { searchPath } from './requirements.ts';

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

export interface ScratchFolder extends Disposable {
  readonly path: string;
  write(name: string, text: string): void;
}

/** A folder that servers which give up root's rights can write to as well. */
export function scratchFolder(files: { readonly [name: string]: string } = {}): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), 'culprit-daemon-'));
  chmodSync(path, 0o777);
  const write = (name: string, text: string): void => writeFileSync(join(path, name), text, { mode: 0o644 });
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export interface DaemonOptions {
  readonly command: readonly string[];
  /** The ports of 127.0.0.1 that it will listen on. */
  readonly ports: readonly number[];
  /** What it works in; removed with it. */
  readonly folder: ScratchFolder;
}

/** Starts a server in the foreground and waits until it listens. Disposing ends it, and it alone. */
export async function startDaemon({ command: [program = '', ...args], ports, folder }: DaemonOptions): Promise<AsyncDisposable> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: searchPath, LANG: 'C' } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-4_000); });
  let over = false;
  const closed = once(child, 'close').catch((error: unknown) => { said += String(error); }).finally(() => { over = true; });
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await closed;
    clearTimeout(late);
    folder[Symbol.dispose]();
  };
  for (const port of ports) {
    for (let tries = 0; !(await listens(port)); tries++) {
      if (over || tries > 200) {
        await end();
        throw new Error(`${program} does not listen on ${port}: ${said}`);
      }
      await pause(50);
    }
  }
  return { [Symbol.asyncDispose]: end };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
