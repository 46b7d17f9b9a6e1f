import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startHttpServer, type HttpServer } from '@culprit/lab';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore, type Result } from '../../packages/watch/src/index.ts';
import { scratchFolder, type ScratchFolder } from './daemon.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';
import { runServer, setUp, type Client, type RunningServer } from './running-server.ts';

/* The whole server on a disk of its own, which fails: nothing is lost, and it is said on the page, at /readyz and in the log. */

const reason = firstReason(root, program('mount'));
const [skip, why] = [reason !== undefined, because(reason)];

function must(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

let folder: ScratchFolder;
let disk: string;
let web: HttpServer;

beforeEach(async () => {
  if (skip) return;
  folder = scratchFolder();
  disk = join(folder.path, 'disk');
  mkdirSync(disk);
  must('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk);
  web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  folder.write('culprit.config.yaml', `controls: { timeSources: [], resolvers: [] }\nwatch: { defaults: { interval: 1s, retries: 0 } }\ntargets: ['${web.url}/']\n`);
});
afterEach(async () => {
  if (skip) return;
  await web[Symbol.asyncDispose]();
  must('umount', '-l', disk);
  folder[Symbol.dispose]();
});

const start = (listen = '127.0.0.1:0'): RunningServer => runServer(['--listen', listen, '--data', join(disk, 'data')], { cwd: folder.path });
const ready = async ({ url }: Client): Promise<unknown> => (await fetch(`${url}/readyz`)).json();
const health = async ({ ask }: Client): Promise<{ readonly storeTrouble?: string; readonly unstored: number; readonly faults: readonly { readonly kind: string }[] }> => (await ask<{ readonly health: never }>('/summary')).health;
const looks = async ({ ask }: Client): Promise<number> => {
  const { items: [target] } = await ask<{ readonly items: readonly { readonly id: string }[] }>('/targets');
  return (await ask<{ readonly items: readonly Result[] }>(`/targets/${target?.id}/results?limit=1000`)).items.length;
};

/** Ends it, and says whether each request that the target answered is one stored look. */
async function expectNothingLost(server: RunningServer): Promise<void> {
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  const store = await openSqliteStore({ path: join(disk, 'data/culprit.db') });
  const [target] = await store.targets();
  const { items } = await store.results({ target: target?.id ?? '', from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1_000 });
  const rollups = await store.rollups({ resolution: 'day', target: target?.id ?? '', from: 0, to: Number.MAX_SAFE_INTEGER });
  await store.close();
  expect(items.length).toBe(web.requests.length);
  expect(rollups.reduce((sum, { up }) => sum + up, 0)).toBe(items.length);
}

test.skipIf(skip)(`a disk that fills up while the server runs${why}`, async () => {
  await using server = start();
  const client = await setUp(server);
  await expect.poll(() => looks(client), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  const ballast = join(disk, 'ballast');
  // To the last byte, and again whenever SQLite gives some back.
  const fill = (): void => {
    for (let size = 1 << 20; size >= 512; size /= 2) {
      try {
        for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
      } catch { /* No room for so much. */ }
    }
  };
  await expect.poll(() => { fill(); return ready(client); }, { timeout: 60_000 }).toMatchObject({ status: 'not-ready', storage: 'full' });
  await expect.poll(async () => (await health(client)).unstored, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  expect(await health(client)).toMatchObject({ storeTrouble: 'full', faults: [{ kind: 'storage' }] });
  await server.until(/History could not be stored \(the disk is full\)/);
  rmSync(ballast);
  await expect.poll(() => ready(client), { timeout: 30_000 }).toMatchObject({ status: 'ok' });
  await expect.poll(() => health(client), { timeout: 30_000 }).toMatchObject({ unstored: 0, faults: [] });
  await expectNothingLost(server);
}, 180_000);

test.skipIf(skip)(`a database that another program holds${why}`, async () => {
  await using server = start();
  const client = await setUp(server);
  await expect.poll(() => looks(client), { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  const holder = spawn(process.execPath, ['-e', 'const d = new (require("node:sqlite").DatabaseSync)(process.argv[1]); d.exec("begin immediate"); console.log("held"); setInterval(() => {}, 1e6)', join(disk, 'data/culprit.db')], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  await expect.poll(() => ready(client), { timeout: 30_000 }).toMatchObject({ status: 'not-ready', storage: 'locked' });
  await expect.poll(async () => (await health(client)).unstored, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  await server.until(/History could not be stored \(another program holds the database\)/);
  holder.kill('SIGKILL');
  await expect.poll(() => health(client), { timeout: 30_000 }).toMatchObject({ unstored: 0, faults: [] });
  await expectNothingLost(server);
}, 120_000);

test.skipIf(skip)(`a read-only disk is told in one sentence, and harms nothing${why}`, async () => {
  await using server = start();
  await server.until(/watches/);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  must('mount', '-o', 'remount,ro', disk);
  await using refused = start();
  expect([await refused.ended(), refused.said()]).toEqual([2, expect.stringMatching(/^culprit-server: The (?:database|folder) \S+ can't be used: .*read-only.*\n$/)]);
  must('mount', '-o', 'remount,rw', disk);
  await using again = start();
  await setUp(again);
}, 60_000);

const tracing = firstReason(root, program('mount'), apt('strace'));

test.skipIf(tracing)(`a disk that is read-only for a while${because(tracing)}`, async () => {
  await using server = start();
  const client = await setUp(server);
  await expect.poll(() => looks(client), { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  // The kernel makes no disk read-only under files that are open for writing unless it must, and then never takes it back:
  // the same answers are put in for it. Only SQLite writes by pwrite(2).
  const calls = 'pwrite64,ftruncate,fdatasync,fsync,?mkdir,?mkdirat';
  const tracer = spawn('strace', ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:error=EROFS`, '-p', String(server.child.pid)], { stdio: 'ignore' });
  const detached = once(tracer, 'exit');
  try {
    await expect.poll(() => ready(client), { timeout: 30_000 }).toMatchObject({ status: 'not-ready', storage: 'read-only' });
    await expect.poll(async () => (await health(client)).unstored, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    await server.until(/History could not be stored \(the disk is read-only\)/);
  } finally {
    tracer.kill('SIGTERM');
    await detached;
  }
  await expect.poll(() => health(client), { timeout: 30_000 }).toMatchObject({ unstored: 0, faults: [] });
  expect(await ready(client)).toMatchObject({ status: 'ok' });
  await expectNothingLost(server);
}, 120_000);

const shadowing = firstReason(root, program('mount'), program('losetup'), program('mkfs.ext4'), program('e2fsck'), () => (existsSync('/dev/loop-control') ? undefined : 'there are no loop devices'));

test.skipIf(shadowing)(`a file system that the kernel made read-only after an error, and its mending${because(shadowing)}`, async () => {
  const image = join(folder.path, 'image');
  const mount = (): void => must('mount', '-o', 'loop,errors=remount-ro', image, disk);
  writeFileSync(image, '');
  truncateSync(image, 16 << 20);
  must('mkfs.ext4', '-q', '-F', image);
  mount();
  try {
    await using server = start();
    const client = await setUp(server);
    await expect.poll(() => looks(client), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    const [device = ''] = spawnSync('losetup', ['-n', '-O', 'NAME', '-j', image], { encoding: 'utf8' }).stdout.trim().split('\n');
    writeFileSync(`/sys/fs/ext4/${basename(device)}/trigger_fs_error`, 'test');
    await expect.poll(() => ready(client), { timeout: 30_000 }).toMatchObject({ status: 'not-ready', storage: 'read-only' });
    await server.until(/History could not be stored \(the disk is read-only\)/);
    const accepted = await looks(client);
    const asked = web.requests.length;
    await expect.poll(() => web.requests.length, { timeout: 30_000 }).toBeGreaterThan(asked + 1);
    server.child.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    must('umount', disk);
    // 1: it was mended, https://man7.org/linux/man-pages/man8/e2fsck.8.html
    expect(spawnSync('e2fsck', ['-fy', image]).status).toBeLessThanOrEqual(1);
    mount();
    await using again = start(new URL(client.url).host);
    await again.until(/watches/);
    await expect.poll(() => looks(client), { timeout: 30_000 }).toBeGreaterThan(accepted);
    expect(await ready(client)).toMatchObject({ status: 'ok' });
  } finally {
    must('umount', '-l', disk);
  }
}, 180_000);

test.skipIf(skip)(`kill -9, and again: the next one takes over at once, and what was stored stays${why}`, async () => {
  let client: Client | undefined;
  let stored = 0;
  for (let round = 0; round < 3; round += 1) {
    await using server = start(client === undefined ? '127.0.0.1:0' : new URL(client.url).host);
    if (client === undefined) client = await setUp(server);
    else await server.until(/watches/);
    const known = client;
    await expect.poll(() => looks(known), { timeout: 30_000 }).toBeGreaterThanOrEqual(stored + 2);
    stored = await looks(known);
    server.child.kill('SIGKILL');
    await server.ended();
  }
  expect(readdirSync(join(disk, 'data'))).toContain('culprit.db');
  expect(statSync(join(disk, 'data/culprit.key')).mode & 0o777).toBe(0o600);
}, 120_000);
