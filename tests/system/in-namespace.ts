import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { searchPath } from './requirements.ts';

/** Starts a web server at port 80 of every address in a network namespace. Disposing ends it, and it alone. */
export const startWebIn = (namespace: string): Promise<AsyncDisposable> => start('ip', 'netns', 'exec', namespace, process.execPath, '-e',
  'require("node:http").createServer((_, reply) => reply.end("ok")).listen(80, () => console.log("ready")); process.stdin.resume().on("end", () => process.exit())');

/** Starts a TLS server at port 443 of every address in a network namespace, with the PEM files of its chain and key. */
export const startTlsIn = (namespace: string, chain: string, key: string): Promise<AsyncDisposable> => start('ip', 'netns', 'exec', namespace, process.execPath, '-e',
  `const { readFileSync } = require("node:fs"); const [, chain, key] = process.argv;
require("node:https").createServer({ cert: readFileSync(chain), key: readFileSync(key) }, (_, reply) => reply.end("ok")).listen(443, () => console.log("ready")); process.stdin.resume().on("end", () => process.exit())`, chain, key);

/** Where a slow link ends: a namespace, and the device and the address (with its prefix length) that it gets there. */
type End = readonly [namespace: string, device: string, address: string];

/** A link on which every packet takes that long, one way. Disposing takes it away. */
export const startSlowLink = (left: End, right: End, ms: number): Promise<AsyncDisposable> =>
  start('python3', fileURLToPath(new URL('slow-link.py', import.meta.url)), ...left, ...right, String(ms));

/** Starts what says when it is ready, and ends when its input does. */
async function start(command: string, ...args: readonly string[]): Promise<AsyncDisposable> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: searchPath } });
  const closed = once(child, 'close');
  const answered = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), closed.then(() => undefined)]);
  if (answered === undefined) throw new Error(`${command} did not start`);
  return {
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await closed;
    },
  };
}
