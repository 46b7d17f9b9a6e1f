import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startHttpServer } from '@culprit/lab';
import { afterEach, expect, test } from 'vitest';

const password = 'correct horse battery';
const entry = fileURLToPath(new URL('../../apps/server/bin/culprit-server.js', import.meta.url));
const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  // What a failed test left running.
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'culprit-process-'));
  folders.push(made);
  return made;
}

interface Run {
  readonly child: ChildProcess;
  said(): string;
  until(pattern: RegExp): Promise<RegExpExecArray>;
  ended(): Promise<number | null>;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd: string = folder()): Run {
  const child = spawn(process.execPath, [entry, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', ...env } });
  children.push(child);
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const exit = once(child, 'exit') as Promise<[number | null]>;
  return {
    child, said: () => text,
    until: (pattern) => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (found !== null) resolve(found);
      };
      listeners.add(look);
      void exit.then(() => reject(new Error(`ended: ${text}`)));
      look();
    }),
    ended: async () => (await exit)[0],
  };
}

test('from nothing to a watched target: start, set up by the address that is printed, back up, stop, restore', async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  const [data, work] = [folder(), folder()];
  const config = join(work, 'culprit.config.yaml');
  // Often, so that a look that a busy machine disturbed is soon followed by another.
  const often = 'watch: { defaults: { interval: 1s } }\n';
  writeFileSync(config, `${often}targets:\n  - ${web.url}/\n`);
  const server = run(['--data', data], { CULPRIT_LISTEN: '127.0.0.1:0', CULPRIT_LOG_LEVEL: 'info' }, work);
  const [, url = '', token = ''] = await server.until(/(http:\/\/127\.0\.0\.1:\d+)\/set-up#([\w-]{43})\n/);
  const call = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${url}/api/v1${path}`, init);
  const made = await call('/set-up', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, name: 'mara', password }) });
  expect(made.status).toBe(201);
  const cookie = made.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const seen = async (): Promise<{ readonly up: number; readonly unseen: number; readonly paused: number }> => (await call('/summary', { headers: { cookie } })).json() as never;
  await expect.poll(async () => (await seen()).up, { timeout: 60_000 }).toBe(1);

  // A wrong config changes nothing and is told; the next right one is taken.
  writeFileSync(config, 'targets:\n  - nonsense://x\n');
  server.child.kill('SIGHUP');
  await server.until(/the config was not taken: .*nonsense/);
  expect((await (await call('/targets', { headers: { cookie } })).json() as { items: object[] }).items).toHaveLength(1);
  writeFileSync(config, `${often}targets:\n  - ${web.url}/\n  - ${web.url}/other\n`);
  server.child.kill('SIGHUP');
  await server.until(/the config was read again/);
  await expect.poll(async () => { const { items } = await (await call('/targets', { headers: { cookie } })).json() as { items: object[] }; return items.length; }, { timeout: 60_000 }).toBe(2);

  const second = run(['--data', data, '--listen', '127.0.0.1:0'], {}, work);
  expect([await second.ended(), second.said()]).toEqual([2, expect.stringContaining('Another server')]);
  const copy = join(work, 'copy.db');
  expect(await run(['backup', copy, '--data', data]).ended()).toBe(0);
  expect([statSync(copy).mode & 0o777, statSync(`${copy}.key`).mode & 0o777]).toEqual([0o600, 0o600]);
  const refused = run(['restore', copy, '--data', data]);
  expect([await refused.ended(), refused.said()]).toEqual([2, expect.stringContaining('Stop it first')]);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  for (const secret of [token, password, cookie.split('=')[1] ?? '-']) expect(server.said().replace(`/set-up#${token}`, '')).not.toContain(secret);

  const other = folder();
  expect(await run(['restore', copy, '--data', other]).ended()).toBe(0);
  const again = run(['--data', other, '--listen', new URL(url).host], {}, work);
  await again.until(/watches/);
  expect((await (await call('/set-up')).json() as { needed: boolean }).needed).toBe(false);
  const loggedIn = await call('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'mara', password }) });
  expect(loggedIn.status).toBe(201);
  again.child.kill('SIGTERM');
  expect(await again.ended()).toBe(0);
}, 240_000);

test('misuse is told in one paragraph, in the language of the environment', async () => {
  const file = join(folder(), 'no.db');
  writeFileSync(file, 'not a database');
  const runs = [
    run(['--listen', 'nowhere']), run(['--alow-outbound', '10.0.0.0/8']), run(['--allow-outbound', '10.0.0.0/99', '--data', folder()]), run(['watch']), run(['backup']),
    run(['restore', file, '--data', folder()]), run(['backup', join(folder(), 'x.db'), '--data', folder()]), run(['watch'], { LC_ALL: 'zh_CN.UTF-8' }),
  ];
  expect(await Promise.all(runs.map((one) => one.ended()))).toEqual(runs.map(() => 2));
  expect(runs.map((one) => one.said())).toEqual([
    expect.stringContaining('--listen "nowhere" is wrong'), expect.stringContaining('--allow-outbound'), expect.stringContaining('"10.0.0.0/99"'), expect.stringContaining('There is no command watch'), expect.stringContaining('Name the file'),
    expect.stringContaining('is no whole database'), expect.stringContaining('There is no database'), expect.stringContaining('没有命令 watch'),
  ]);
  const help = run(['--help']);
  expect([await help.ended(), help.said()]).toEqual([0, expect.stringContaining('--public-url <')]);
}, 120_000);

test('what is deployed names options that exist', () => {
  const unit = readFileSync(new URL('../../apps/server/deploy/culprit-server.service', import.meta.url), 'utf8');
  const container = readFileSync(new URL('../../apps/server/deploy/Containerfile', import.meta.url), 'utf8');
  const options = readFileSync(new URL('../../apps/server/src/options.ts', import.meta.url), 'utf8');
  const names = [...unit.matchAll(/ --([a-z-]+)/g), ...container.matchAll(/CULPRIT_([A-Z_]+)=/g)].map(([, name = '']) => name.toLowerCase().replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase())).filter((name) => name !== 'global' && name !== 'now');
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => !options.includes(`  ${name}: {`))).toEqual([]);
});
