import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHttpServer } from '@culprit/lab';
import { afterEach, expect, test } from 'vitest';
import { password, runServer, setUp, type RunningServer } from './running-server.ts';

const folders: string[] = [];
const running: RunningServer[] = [];
afterEach(async () => {
  // What a failed test left running.
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'culprit-process-'));
  folders.push(made);
  return made;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd: string = folder()): RunningServer {
  const server = runServer(args, { cwd, env });
  running.push(server);
  return server;
}

test('from nothing to a watched target: start, set up by the address that is printed, back up, stop, restore', async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  const [data, work] = [folder(), folder()];
  const config = join(work, 'culprit.config.yaml');
  // Often, so that a look that a busy machine disturbed is soon followed by another.
  const often = 'watch: { defaults: { interval: 1s } }\n';
  writeFileSync(config, `${often}targets:\n  - ${web.url}/\n`);
  const server = run(['--data', data], { CULPRIT_LISTEN: '127.0.0.1:0', CULPRIT_LOG_LEVEL: 'info' }, work);
  const { url, secrets, ask } = await setUp(server);
  const summary = (): Promise<{ readonly up: number }> => ask('/summary');
  const targets = async (): Promise<number> => (await ask<{ readonly items: readonly object[] }>('/targets')).items.length;
  await expect.poll(async () => (await summary()).up, { timeout: 60_000 }).toBe(1);
  // The process that was started is the one that runs, with what glibc and V8 have to know from the beginning.
  const begun = (file: string): readonly string[] => readFileSync(`/proc/${server.child.pid ?? 0}/${file}`, 'latin1').split('\0');
  expect(begun('environ')).toEqual(expect.arrayContaining(['MALLOC_ARENA_MAX=1', 'MALLOC_MMAP_THRESHOLD_=32768']));
  expect(begun('cmdline')).toEqual(expect.arrayContaining(['--max-semi-space-size=2', '--no-turbofan', '--no-concurrent-recompilation']));

  // A wrong config changes nothing and is told; the next right one is taken.
  writeFileSync(config, 'targets:\n  - nonsense://x\n');
  server.child.kill('SIGHUP');
  await server.until(/the config was not taken: .*nonsense/);
  expect(await targets()).toBe(1);
  writeFileSync(config, `${often}targets:\n  - ${web.url}/\n  - ${web.url}/other\n`);
  server.child.kill('SIGHUP');
  await server.until(/the config was read again/);
  await expect.poll(targets, { timeout: 60_000 }).toBe(2);

  const second = run(['--data', data, '--listen', '127.0.0.1:0'], {}, work);
  expect([await second.ended(), second.said()]).toEqual([2, expect.stringContaining('Another server')]);
  const copy = join(work, 'copy.db');
  expect(await run(['backup', copy, '--data', data]).ended()).toBe(0);
  expect([statSync(copy).mode & 0o777, statSync(`${copy}.key`).mode & 0o777]).toEqual([0o600, 0o600]);
  const refused = run(['restore', copy, '--data', data]);
  expect([await refused.ended(), refused.said()]).toEqual([2, expect.stringContaining('Stop it first')]);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  for (const secret of secrets) expect(server.said().replace(/\/set-up#\S+/, '')).not.toContain(secret);

  const other = folder();
  expect(await run(['restore', copy, '--data', other]).ended()).toBe(0);
  expect(readdirSync(work).toSorted()).toEqual(['copy.db', 'copy.db.key', 'culprit.config.yaml']);
  const nowhere = run(['backup', join(work, 'no-such-folder/copy.db'), '--data', other]);
  expect([await nowhere.ended(), nowhere.said()]).toEqual([2, expect.stringMatching(/^culprit-server: The database \S+ can't be used: .*\n$/)]);
  const again = run(['--data', other, '--listen', new URL(url).host], {}, work);
  await again.until(/watches/);
  expect(await ask('/set-up')).toMatchObject({ needed: false });
  expect(await ask('/session', { method: 'POST', body: { name: 'mara', password } })).toMatchObject({ user: { name: 'mara' } });
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
