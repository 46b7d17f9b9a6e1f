// The servers run in a process of their own, so that the client's CPU time is the client's alone.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** So many healthy HTTPS ports and one with an expired certificate, all on 127.0.0.1, signed by one authority. */
export async function startServers(count) {
  const child = fork(fileURLToPath(new URL('./server-process.mjs', import.meta.url)), [String(count)]);
  const [{ ports, expiredPort, authority }] = await once(child, 'message', { signal: AbortSignal.timeout(60_000) });
  const folder = await mkdtemp(join(tmpdir(), 'culprit-bench-'));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, authority);
  return {
    ports, expiredPort, ca, authority, folder,
    async stop() {
      child.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
