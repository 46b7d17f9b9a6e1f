import { run, type Finding } from '@culprit/core';
import { modelHub, startHttpServer, tinyWeights, type HttpBehaviour, type HttpServer, type ModelHubOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import * as engine from '@culprit/storage-endpoint/transfer';
import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mirrorSync } from '../src/commands/sync.ts';
import manifest from '../src/manifest.ts';
import { rangedTransfer } from '../src/sync/ranged-transfer.ts';
import { cronRecipe, systemdRecipe } from '../src/sync/recipes.ts';
import { fits, requireSafeNames } from '../src/sync/safe-path.ts';
import { syncRepository, type SyncOptions } from '../src/sync/sync-repository.ts';
import { createStreamTransfer } from '../src/sync/transfer.ts';
import { runCommand } from './run-command.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'culprit-sync-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const commit = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const weightsPath = `/lab/tiny/resolve/${commit}/model.safetensors`;

/** A hub whose paths are there by commit as well, as a real one's are. */
function byCommit(options: ModelHubOptions = {}, more: Readonly<Record<string, HttpBehaviour>> = {}): Promise<HttpServer> {
  const { routes = {}, ...rest } = modelHub(options);
  return startHttpServer({ ...rest, routes: { ...routes, ...Object.fromEntries(Object.entries(routes).map(([path, behaviour]) => [path.replace(/\/main(?=\/|$)/, `/${commit}`), behaviour])), ...more } });
}
const sync = (server: { readonly url: string }, more: Partial<SyncOptions> = {}): ReturnType<typeof syncRepository> =>
  syncRepository({ target: { hub: 'huggingface', endpoint: server.url, repository: 'lab/tiny' }, folder, transfer: createStreamTransfer({ attempts: 2, pauseMs: 1 }), ...more });
const fetched = (server: HttpServer): readonly string[] => server.requests.filter(({ url }) => url.includes('/resolve/')).map(({ url, headers }) => `${url.split('/').at(-1)} ${headers['range'] ?? 'whole'}`);
const weights = (): Promise<string> => readFile(join(folder, 'model.safetensors'), 'utf8');

describe.each([['streams', createStreamTransfer({ attempts: 2, pauseMs: 1 })], ['ranges, by the engine of storage-endpoint', rangedTransfer(engine, {})]])('by %s', (_, transfer) => {
  test('a repository is brought over by its commit, and a second run fetches nothing', async () => {
    await using hub = await byCommit();
    expect(await sync(hub, { transfer })).toMatchObject({ outcome: 'done', fetched: 2, kept: 0, unverified: 0, commit });
    expect(await weights()).toBe(tinyWeights);
    const before = fetched(hub).length;
    expect(await sync(hub, { transfer })).toMatchObject({ outcome: 'done', fetched: 0, kept: 2 });
    expect(fetched(hub)).toHaveLength(before);
  });

  test('the token goes to the hub, and not to where it leads for large files', async () => {
    const token = `hf_${'aB3d'.repeat(8)}xY`;
    await using store = await startHttpServer({ fallback: { body: tinyWeights } });
    await using hub = await byCommit({ dataUrl: store.url, token, private: true });
    expect(await sync(hub, { token, transfer })).toMatchObject({ fetched: 2 });
    expect(hub.requests.every(({ headers }) => headers['authorization'] === `Bearer ${token}`)).toBe(true);
    expect([...new Set(store.requests.map(({ headers }) => headers['authorization']))]).toEqual([undefined]);
  });

  test('bytes that are not those of the hub are refused', async () => {
    await using hub = await byCommit({}, { [weightsPath]: { body: 'x'.repeat(tinyWeights.length) } });
    await expect(sync(hub, { transfer })).rejects.toMatchObject({ code: 'verification-failed' });
    await expect(stat(join(folder, 'model.safetensors'))).rejects.toThrow(/ENOENT/);
  });
});

test('what was changed or lost on the disk is fetched again, and nothing else', async () => {
  await using hub = await byCommit();
  await sync(hub);
  await writeFile(join(folder, 'model.safetensors'), tinyWeights.replace('culprit', 'Culprit'));
  expect(await sync(hub)).toMatchObject({ fetched: 1, kept: 1 });
  expect(await weights()).toBe(tinyWeights);
});

test('files that are right are kept even where nothing is known of an earlier run', async () => {
  await writeFile(join(folder, 'model.safetensors'), tinyWeights);
  await using hub = await byCommit();
  expect(await sync(hub)).toMatchObject({ fetched: 1, kept: 1 });
});

test('a transfer that breaks off is gone on from, in the next run too', async () => {
  await using breaking = await byCommit({}, { [weightsPath]: (request, response) => {
    const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
    response.writeHead(from === 0 ? 200 : 206, { 'Content-Length': tinyWeights.length - from, ...(from === 0 ? {} : { 'Content-Range': `bytes ${from}-${tinyWeights.length - 1}/${tinyWeights.length}` }) });
    // Half of what is left, and then the line is cut; the third time nothing comes at all.
    if (from === 0 || from === 31_500) response.write(tinyWeights.slice(from, from + (tinyWeights.length - from) / 2), () => setTimeout(() => response.destroy(), 20));
    else response.destroy();
  } });
  await expect(sync(breaking)).rejects.toMatchObject({ code: 'transfer-failed' });
  expect(fetched(breaking).filter((line) => line.startsWith('model'))).toEqual(['model.safetensors whole', 'model.safetensors bytes=31500-', 'model.safetensors bytes=47250-']);
  await expect(stat(join(folder, 'model.safetensors'))).rejects.toThrow(/ENOENT/);
  await using whole = await byCommit();
  await sync(whole);
  expect(await weights()).toBe(tinyWeights);
  expect(fetched(whole)).toEqual(['model.safetensors bytes=47250-']);
  expect(await readdir(join(folder, '.culprit-sync'))).toEqual(['last-good.json']);
});

test('more bytes than were listed are not written', async () => {
  await using hub = await byCommit({}, { [weightsPath]: { body: `${tinyWeights}more` } });
  await expect(sync(hub)).rejects.toThrow(/more than the 63000 bytes/);
  const parts = await readdir(join(folder, '.culprit-sync/parts'));
  const sizes = await Promise.all(parts.map(async (name) => (await stat(join(folder, '.culprit-sync/parts', name))).size));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(tinyWeights.length);
});

test('a token is not sent unencrypted over a network', async () => {
  await expect(sync({ url: 'http://mirror.example' }, { token: 'x' })).rejects.toMatchObject({ code: 'token-kept-back' });
});

test('only what is wanted comes, and wanting nothing that is there is an error', async () => {
  await using hub = await byCommit();
  expect(await sync(hub, { include: ['*.json'] })).toMatchObject({ fetched: 1 });
  expect(await sync(hub, { exclude: ['model*'] })).toMatchObject({ fetched: 0, kept: 1 });
  await expect(sync(hub, { include: ['*.gguf'] })).rejects.toMatchObject({ code: 'nothing-listed' });
});

test('a refusal of the hub is told by its state', async () => {
  await using hub = await byCommit({ private: true, token: 'x' });
  await expect(sync(hub)).rejects.toThrow(/401 for lab\/tiny \(repository-unknown\)/);
});

test('an interrupted run ends at once and is gone on from', async () => {
  const controller = new AbortController();
  await using hanging = await byCommit({}, { [weightsPath]: (_request, response) => {
    response.writeHead(200, { 'Content-Length': tinyWeights.length });
    response.write(tinyWeights.slice(0, 20_000), () => setTimeout(() => controller.abort(new Error('enough')), 100));
  } });
  await expect(sync(hanging, { signal: controller.signal })).rejects.toThrow('enough');
  await using hub = await byCommit();
  expect(await sync(hub)).toMatchObject({ outcome: 'done' });
  expect(fetched(hub)).toContain('model.safetensors bytes=20000-');
});

test('two runs do not meet in one folder, and what a dead one left is taken over', async () => {
  await using hub = await byCommit();
  await mkdir(join(folder, '.culprit-sync'));
  await writeFile(join(folder, '.culprit-sync/lock'), String(process.pid));
  await expect(sync(hub)).rejects.toMatchObject({ code: 'locked' });
  await writeFile(join(folder, '.culprit-sync/lock'), '2147483646');
  expect(await sync(hub)).toMatchObject({ outcome: 'done' });
});

test('a folder belongs to one repository', async () => {
  await using hub = await byCommit();
  await sync(hub);
  await using other = await byCommit({}, { '/api/models/lab/other': { body: { json: { id: 'lab/other', sha: commit } } }, [`/api/models/lab/other/tree/${commit}`]: { body: { json: [{ type: 'file', path: 'a', size: 1 }] } } });
  await expect(sync(other, { target: { hub: 'huggingface', endpoint: other.url, repository: 'lab/other' } })).rejects.toMatchObject({ code: 'other-repository' });
});

test('a link in the folder leads no file out of it', async () => {
  await using outside = await mkdtempDisposable();
  await symlink(outside.path, join(folder, 'onnx'));
  const oid = createHash('sha1').update('blob 1\0x').digest('hex');
  await using hub = await byCommit({}, { [`/api/models/lab/tiny/tree/${commit}`]: { body: { json: [{ type: 'file', path: 'onnx/a.bin', size: 1, oid }] } }, [`/lab/tiny/resolve/${commit}/onnx/a.bin`]: { body: 'x' } });
  await expect(sync(hub)).rejects.toMatchObject({ code: 'unsafe-name' });
  expect(await readdir(outside.path)).toEqual([]);
});

async function mkdtempDisposable(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'culprit-outside-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test('a listing goes on at the endpoint, also where the hub names itself', async () => {
  const entry = (path: string): object => ({ type: 'file', path, size: 1, oid: createHash('sha1').update('blob 1\0x').digest('hex') });
  await using hub = await byCommit({}, {
    [`/api/models/lab/tiny/tree/${commit}`]: (request, response) => {
      const second = request.url?.includes('cursor=2') === true;
      response.writeHead(200, second ? {} : { Link: `<https://huggingface.co/api/models/lab/tiny/tree/${commit}?cursor=2>; rel="next"` }).end(JSON.stringify([entry(second ? 'b' : 'a')]));
    },
    [`/lab/tiny/resolve/${commit}/a`]: { body: 'x' }, [`/lab/tiny/resolve/${commit}/b`]: { body: 'x' },
  });
  expect(await sync(hub)).toMatchObject({ fetched: 2 });
});

test('names that would leave the folder are refused whatever a hub lists', () => {
  for (const name of ['../a', '/etc/passwd', 'a/../../b', 'a\\b', 'a\0', 'C:/x', '', 'a//b', '.culprit-sync/lock', 'con.txt', 'a./b', 'x'.repeat(300)]) expect(() => requireSafeNames([name]), name).toThrow(/can't be written safely/);
  expect(() => requireSafeNames(['A/x', 'a/X'])).toThrow(/one file on some disks/);
  expect(() => requireSafeNames(['config.json', 'onnx/model.onnx', '.gitattributes', '模型/权重.bin'])).not.toThrow();
  fc.assert(fc.property(fc.string({ maxLength: 40 }), (name) => {
    try {
      requireSafeNames([name]);
    } catch {
      return;
    }
    expect(join('/folder', name).startsWith('/folder/')).toBe(true);
  }));
});

test('a pattern means what fnmatch makes of it', () => {
  expect([fits('a/b.json', '*.json'), fits('model-00001-of-2.safetensors', 'model-?????-of-*.safetensors'), fits('', '*')]).toEqual([true, true, true]);
  expect([fits('a.jsonl', '*.json'), fits('ab', 'a'), fits('b', '?b')]).toEqual([false, false, false]);
  fc.assert(fc.property(fc.string(), fc.string(), (start, end) => fits(`${start}${end}`, `${start.replaceAll(/[*?]/g, '?')}*${end.replaceAll(/[*?]/g, '?')}`)));
});

describe('the command', () => {
  test('says what it will do, and does it only with a yes', async () => {
    await using hub = await byCommit();
    const target = `hf://lab/tiny?endpoint=${hub.url}`;
    await expect(runCommand(mirrorSync, [target, folder])).rejects.toThrow(/Add --yes/);
    const { exitCode, out, err } = await runCommand(mirrorSync, [target, folder], { options: { yes: true } });
    expect([exitCode, err]).toEqual([0, `2 files (0.1 MB) are to be fetched into ${folder}; 0 are there already.\n`]);
    expect(out).toContain('2 files fetched');
    expect((await runCommand(mirrorSync, [target, folder], { options: { format: 'json' } })).out).toContain('"kept":2');
  });

  test('fails with the reason in the language of the reader', async () => {
    await using hub = await byCommit({ private: true, token: 'x' });
    const { exitCode, err } = await runCommand(mirrorSync, [`hf://lab/tiny?endpoint=${hub.url}`, folder], { locale: 'zh-CN' });
    expect(exitCode).toBe(1);
    expect(err).toContain('返回 401');
  });

  test('prints a recipe for every day, with no secret but its name', async () => {
    const { out } = await runCommand(mirrorSync, ['hf://lab/tiny?endpoint=https://mirror.example&token=env:HF_TOKEN', '/srv/my models'], { options: { recipe: 'systemd', include: ['*.json'] } });
    expect(out).toContain(`ExecStart=/usr/bin/env culprit mirror sync "hf://lab/tiny?endpoint=https://mirror.example&token=env:HF_TOKEN" "/srv/my models" --include "*.json" --yes`);
    expect(out).toContain('OnCalendar=daily');
  });
});

test('recipes quote what a shell, systemd or cron would take apart', () => {
  expect(cronRecipe(['culprit', "it's 5%"])).toContain(`17 3 * * * culprit 'it'\\''s 5\\%'`);
  expect(systemdRecipe(['culprit', 'a"b\\c $x %h'])).toContain('culprit "a\\"b\\\\c $$x %%h"');
});

describe('the age of the last good synchronisation', () => {
  const judged = async (now?: Date): Promise<Finding | undefined> => (await run({ plugins: [network, manifest], targets: [`model-copy://${folder}?max-age=36h`] }, now === undefined ? {} : { now: () => now })).findings.find(({ check }) => check === 'mirror/last-sync');

  test('is told, and fails when it is too great', async () => {
    expect((await judged())?.id).toBe('mirror/last-sync#never');
    await using hub = await byCommit();
    await sync(hub);
    expect((await judged())?.id).toBe('mirror/last-sync#fresh');
    expect((await judged(new Date(Date.now() + 37 * 3_600_000)))?.params).toMatchObject({ hours: 37, allowed: 36, from: `hf://lab/tiny?endpoint=${hub.url}` });
    expect((await judged(new Date(Date.now() - 3_600_000)))?.id).toBe('mirror/last-sync#in-the-future');
  });

  test('is worth nothing when files are gone since', async () => {
    await using hub = await byCommit();
    await sync(hub);
    await rm(join(folder, 'config.json'));
    expect((await judged())?.params).toMatchObject({ missing: 1, files: 2, names: 'config.json' });
  });

  test('is that of the last good run, whatever came of later ones', async () => {
    await using hub = await byCommit();
    await sync(hub, { now: () => new Date('2026-11-01T00:00:00Z') });
    await using broken = await startHttpServer({});
    await expect(sync(broken)).rejects.toThrow(/404/);
    expect((await judged())?.params['finishedAt']).toBe('2026-11-01T00:00:00.000Z');
  });
});
