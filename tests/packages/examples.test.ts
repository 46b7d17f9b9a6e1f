import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { refusedPort, startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the examples that compose the core are well typed', () => {
  const { status, stdout } = spawnSync('tsc', ['--noEmit', '-p', 'examples'], { cwd: root, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

/** What the endpoint says while the service depends on `target`. */
async function readiness(target: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const child = spawn(process.execPath, [join(root, 'examples/readiness-endpoint/main.ts'), target], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [url] = await once(createInterface({ input: child.stdout }), 'line') as [string];
    const response = await fetch(url);
    return { status: response.status, body: await response.json() };
  } finally {
    child.kill();
  }
}

test('a service says on its readiness endpoint what it can not reach, and why', async () => {
  await using port = await refusedPort();
  expect(await readiness(`tcp://127.0.0.1:${port.port}`)).toMatchObject({ status: 503, body: { ready: false, causes: [{ cause: 'network/connection-refused', owner: 'service' }] } });
});

test('it is ready when everything can be reached', async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  expect(await readiness(server.url)).toEqual({ status: 200, body: { ready: true, causes: [] } });
});

/** The end of a test suite that looks at its services first. */
const suite = (services: string): Promise<{ readonly code: number | null; readonly output: string }> => new Promise((resolve, reject) => {
  const child = spawn('vitest', ['run', '--root', 'examples/vitest-suite'], { cwd: root, env: { ...process.env, SERVICES: services, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, output }));
});

test('a test suite fails with the cause where a service is out of reach', async () => {
  await using port = await refusedPort();
  const { code, output } = await suite(`tcp://127.0.0.1:${port.port}`);
  expect(output).toContain('network/connection-refused');
  expect(code).toBe(1);
});

test('it passes where all of them answer', async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  expect(await suite(server.url)).toMatchObject({ code: 0 });
});
