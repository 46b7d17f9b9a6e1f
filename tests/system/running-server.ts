import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const password = 'correct horse battery';

/** What `culprit-server` starts. */
export const serverEntry: string = fileURLToPath(new URL('../../apps/server/bin/culprit-server.js', import.meta.url));

/** A server that runs as a process of its own. Disposing ends it, however it hangs. */
export interface RunningServer extends AsyncDisposable {
  readonly child: ChildProcess;
  /** All that it printed so far. */
  said(): string;
  /** Rejects where it ends before it says so. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  ended(): Promise<number | null>;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What runs it, in place of this Node. */
  readonly command?: readonly [string, ...string[]];
}

export function runServer(args: readonly string[], { cwd, env = {}, command = [process.execPath, serverEntry] }: RunOptions): RunningServer {
  const [program, ...before] = command;
  const child = spawn(program, [...before, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', ...env } });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  // Not 'exit': what it said last may come after that.
  const exit = once(child, 'close') as Promise<[number | null]>;
  return {
    child, said: () => text,
    until: (pattern) => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (found === null) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      void exit.then(() => reject(new Error(`ended: ${text}`)));
      look();
    }),
    ended: async () => (await exit)[0],
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

export interface Client {
  readonly url: string;
  /** The secrets by which it got in. */
  readonly secrets: readonly string[];
  /** A request below /api/v1 with the session of the administrator. */
  call(path: string, init?: { readonly method?: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }): Promise<Response>;
  /** What a request is answered with; it has to succeed. */
  ask<T>(path: string, init?: Parameters<Client['call']>[1]): Promise<T>;
}

/** Waits for the address of the set-up page and makes the first administrator, mara. */
export async function setUp(server: RunningServer): Promise<Client> {
  const [, url = '', token = ''] = await server.until(/(http:\/\/[\d.]+:\d+)\/set-up#([\w-]{43})\n/);
  let cookie = '';
  const call: Client['call'] = (path, { method = 'GET', body, headers = {} } = {}) => fetch(`${url}/api/v1${path}`, {
    method, headers: { 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const made = await call('/set-up', { method: 'POST', body: { token, name: 'mara', password } });
  if (made.status !== 201) throw new Error(`set-up: ${made.status} ${await made.text()}`);
  cookie = made.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  return {
    url, secrets: [token, password, cookie.split('=')[1] ?? '-'], call,
    async ask<T>(path: string, init?: Parameters<Client['call']>[1]) {
      const answer = await call(path, init);
      if (!answer.ok) throw new Error(`${init?.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
      return await answer.json() as T;
    },
  };
}
