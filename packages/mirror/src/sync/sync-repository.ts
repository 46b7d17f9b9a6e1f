import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hubs } from '../hub/hub.ts';
import { filePath, maySendToken } from '../hub/requests.ts';
import { below } from '../targets/base-url.ts';
import type { ModelMirror } from '../targets/model-mirror.ts';
import { eachOf } from './each-of.ts';
import { openHubClient, type HubClient } from './hub-client.ts';
import { listRepository, type SizedFile } from './list-repository.ts';
import { fits, leadsThroughLink, ownFolder, requireSafeNames } from './safe-path.ts';
import { SyncError } from './sync-error.ts';
import { inLockedFolder, readSyncState, writeSyncState, type SyncedFile } from './sync-state.ts';
import { createStreamTransfer, TransferError, type Transfer, type WantedFile } from './transfer.ts';

/** What a run is about to do. */
export interface SyncPlan {
  readonly fetch: readonly SizedFile[];
  /** Files that are there already, verified. */
  readonly kept: number;
  readonly bytes: number;
}

export interface SyncOptions {
  /** Which repository, and where from. Its `token` is not read: give {@link SyncOptions.token}. */
  readonly target: Omit<ModelMirror, 'token' | 'file' | 'route'>;
  /** Where to; made if it is not there. */
  readonly folder: string;
  /** Sent to the endpoint alone, and only encrypted or within this machine. */
  readonly token?: string;
  /** Patterns with `*` and `?`; default: everything. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Default: one stream for each file. */
  readonly transfer?: Transfer;
  /** Requests at the same time. Default: 4. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  /** Asked before anything is fetched; `false` ends the run. Default: yes. */
  readonly approve?: (plan: SyncPlan) => Promise<boolean>;
  /** Told of bytes as they come, and of files as they are done. */
  readonly on?: (event: { readonly type: 'bytes'; readonly bytes: number } | { readonly type: 'file'; readonly path: string }) => void;
  readonly now?: () => Date;
  /** Hosts that no proxy is used for; default: NO_PROXY of the environment. */
  readonly noProxy?: string;
}

export interface SyncResult extends Omit<SyncPlan, 'fetch'> {
  readonly outcome: 'done' | 'declined';
  readonly commit?: string;
  readonly fetched: number;
  /** Files of which the hub tells no more than a size. */
  readonly unverified: number;
}

/**
 * Brings a repository into a folder: every file by its commit, gone on from where it broke off, verified by what the hub
 * tells of it, and put into its place whole. Run again it fetches what changed. Files that the hub no longer has stay.
 * Rejects with a `SyncError`, or with the reason of the signal; what came so far is kept for the next run.
 */
export async function syncRepository(options: SyncOptions): Promise<SyncResult> {
  const { target, folder, token, include = ['*'], exclude = [], concurrency = 4, signal = new AbortController().signal, approve = async () => true, now = () => new Date(), noProxy = process.env['NO_PROXY'] ?? process.env['no_proxy'] } = options;
  await using client = await openHubClient({ endpoint: target.endpoint, ...(token === undefined || !maySendToken(target.endpoint) ? {} : { token }), ...(noProxy === undefined ? {} : { noProxy }) });
  const { files, commit } = await listRepository(client, target, signal);
  const wanted = files.filter(({ path }) => include.some((pattern) => fits(path, pattern)) && !exclude.some((pattern) => fits(path, pattern)));
  if (wanted.length === 0) {
    throw new SyncError('nothing-listed', { en: `${target.repository} has ${files.length} files, and none of them is wanted.`, 'zh-CN': `${target.repository} 共有 ${files.length} 个文件，没有一个符合条件。` });
  }
  requireSafeNames(wanted.map(({ path }) => path));
  // Awaited here: the client is closed when this function ends.
  return await inLockedFolder(folder, async () => {
    const before = (await readSyncState(folder))?.files ?? {};
    const done = new Map<string, SyncedFile>();
    await eachOf(wanted, concurrency, signal, async (file, stop) => {
      const there = await verified(folder, file, before[file.path], stop);
      if (there !== undefined) done.set(file.path, there);
    });
    const fetch = wanted.filter(({ path }) => !done.has(path));
    const plan: SyncPlan = { fetch, kept: done.size, bytes: fetch.reduce((sum, { size }) => sum + size, 0) };
    const figures = { kept: plan.kept, bytes: plan.bytes, unverified: wanted.filter((file) => identityOf(file).startsWith('size:')).length, ...(commit === undefined ? {} : { commit }) };
    if (fetch.length > 0 && !await approve(plan)) return { outcome: 'declined', fetched: 0, ...figures };
    const pinned: ModelMirror = commit === undefined ? target : { ...target, revision: commit };
    for (const [path, seen] of await fetchAll(client, pinned, fetch, { ...options, concurrency, signal })) done.set(path, seen);
    const { hub, endpoint, repository, revision = hubs[hub].revision } = target;
    await writeSyncState(folder, { version: 1, hub, endpoint, repository, revision, ...(commit === undefined ? {} : { commit }), finishedAt: now().toISOString(), files: Object.fromEntries([...done].sort(([a], [b]) => (a < b ? -1 : 1))) });
    // What earlier commits had begun is of no use any more.
    await rm(join(folder, ownFolder, 'parts'), { recursive: true, force: true });
    return { outcome: 'done', fetched: fetch.length, ...figures };
  });
}

/** What a file is known by: equal identities are equal bytes, except where only the size is told. */
const identityOf = ({ sha256, gitOid, size }: SizedFile): string => (sha256 !== undefined ? `sha256:${sha256}` : gitOid !== undefined ? `git:${gitOid}` : `size:${size}`);

/** The file as it stands, if it is the one that is listed. */
async function verified(folder: string, file: SizedFile, known: SyncedFile | undefined, signal: AbortSignal): Promise<SyncedFile | undefined> {
  const path = join(folder, file.path);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true || stats.size !== file.size) return undefined;
  const identity = identityOf(file);
  const seen: SyncedFile = { size: stats.size, mtimeMs: stats.mtimeMs, identity };
  if (known !== undefined && known.identity === identity && known.size === stats.size && known.mtimeMs === stats.mtimeMs) return seen;
  // By its size alone nobody can tell an old file from a new one.
  return identity.startsWith('size:') || !await holds(path, identity, stats.size, signal) ? undefined : seen;
}

/** A file and the name that its beginning has meanwhile. */
type Coming = { readonly file: SizedFile; readonly name: string };

/** Fetches files beside the folder's own, and puts each into its place when all have come and are right. */
async function fetchAll(client: HubClient, target: ModelMirror, files: readonly SizedFile[], { folder, transfer = createStreamTransfer(), concurrency, signal, on }: SyncOptions & { readonly concurrency: number; readonly signal: AbortSignal }): Promise<ReadonlyMap<string, SyncedFile>> {
  for (const { path } of files) {
    if (await leadsThroughLink(folder, path)) throw new SyncError('unsafe-name', { en: `${path} leads through a symbolic link in ${folder}.`, 'zh-CN': `${path} 在 ${folder} 中经过了符号链接。` });
  }
  const parts = join(folder, ownFolder, 'parts');
  // Named by what it will hold: other bytes under the same path never go on from it.
  const nameOf = (file: SizedFile): string => createHash('sha256').update(`${target.repository}\0${target.revision ?? ''}\0${file.path}\0${identityOf(file)}`).digest('hex');
  let coming = files.map((file): Coming => ({ file, name: nameOf(file) }));
  const right: Coming[] = [];
  for (let attempt = 1; coming.length > 0; attempt += 1) {
    const wanted = coming.map(({ file: { path, size, sha256 }, name }): WantedFile => {
      const url = below(target.endpoint, filePath(target, path));
      return { name, size, ...(sha256 === undefined ? {} : { sha256 }), locate: (stop) => client.locate(url, stop), open: (from, stop) => client.bytes(url, from, stop) };
    });
    try {
      await transfer.fetch({ folder: parts, files: wanted, streams: concurrency, signal, ...(on === undefined ? {} : { progress: (bytes) => on({ type: 'bytes', bytes }) }) });
    } catch (cause) {
      signal.throwIfAborted();
      throw broken(cause, coming);
    }
    const wrong: Coming[] = [];
    await eachOf(coming, 2, signal, async (one, stop) => {
      const identity = identityOf(one.file);
      if (identity.startsWith('size:') || await holds(join(parts, one.name), identity, one.file.size, stop)) right.push(one);
      else wrong.push(one);
    });
    for (const { name } of wrong) await rm(join(parts, name), { force: true });
    if (wrong[0] !== undefined && attempt >= 2) throw otherBytes(wrong[0].file);
    coming = wrong;
  }
  const placed = new Map<string, SyncedFile>();
  for (const { file, name } of right) {
    const place = join(folder, file.path);
    await mkdir(dirname(place), { recursive: true });
    await rename(join(parts, name), place);
    const { size, mtimeMs } = await stat(place);
    placed.set(file.path, { size, mtimeMs, identity: identityOf(file) });
    on?.({ type: 'file', path: file.path });
  }
  return placed;
}

function broken(cause: unknown, coming: readonly Coming[]): SyncError {
  const file = cause instanceof TransferError ? coming.find(({ name }) => name === cause.file)?.file : undefined;
  if (file !== undefined && cause instanceof TransferError && cause.code === 'mismatch') return otherBytes(file);
  const [path, why] = [file?.path ?? '?', cause instanceof Error ? cause.message : String(cause)];
  return new SyncError('transfer-failed', { en: `${path} did not come: ${why}. Run again to go on from where it broke off.`, 'zh-CN': `未能取得 ${path}：${why}。再次运行即可从中断处继续。` }, { cause });
}

const otherBytes = (file: SizedFile): SyncError => new SyncError('verification-failed', {
  en: `${file.path} came again and again with other bytes than ${identityOf(file)}: the mirror, or somebody on the way, changes them.`,
  'zh-CN': `多次取得的 ${file.path} 都与 ${identityOf(file)} 不符：镜像或途中有人改动了内容。`,
});

/** Whether the bytes of a file are those that its identity names. */
async function holds(path: string, identity: string, size: number, signal: AbortSignal): Promise<boolean> {
  const [kind = '', wanted] = identity.split(':', 2);
  const hash = kind === 'git' ? createHash('sha1').update(`blob ${size}\0`) : createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk);
  return hash.digest('hex') === wanted;
}
