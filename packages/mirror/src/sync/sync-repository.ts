import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hubs } from '../hub/hub.ts';
import { maySendToken } from '../hub/requests.ts';
import type { ModelMirror } from '../targets/model-mirror.ts';
import { eachOf } from './each-of.ts';
import { fetchFiles } from './fetch-files.ts';
import { holds, identityOf } from './identity.ts';
import { openHubClient } from './hub-client.ts';
import { listRepository, type SizedFile } from './list-repository.ts';
import { fits, ownFolder, requireSafeNames } from './safe-path.ts';
import { SyncError } from './sync-error.ts';
import { inLockedFolder, readSyncState, writeSyncState, type SyncedFile } from './sync-state.ts';
import { createStreamTransfer, type Transfer } from './transfer.ts';

/** What a run is about to do. */
export interface SyncPlan {
  readonly fetch: readonly SizedFile[];
  /** Files that are there already, verified. */
  readonly kept: number;
  readonly bytes: number;
}

export type SyncEvent = { readonly type: 'bytes'; readonly bytes: number } | { readonly type: 'file'; readonly path: string };

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
  readonly on?: (event: SyncEvent) => void;
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
  const { target, folder, token, on, transfer = createStreamTransfer(), include = ['*'], exclude = [], concurrency = 4, signal = new AbortController().signal, approve = async () => true, now = () => new Date(), noProxy = process.env['NO_PROXY'] ?? process.env['no_proxy'] } = options;
  if (token !== undefined && !maySendToken(target.endpoint)) {
    throw new SyncError('token-kept-back', { en: `The token is not sent to ${target.endpoint}: it would go over the network unencrypted. Use an https:// endpoint, or leave the token out.`, 'zh-CN': `没有把令牌发往 ${target.endpoint}：它会以明文在网络上传输。请使用 https:// 端点，或不提供令牌。` });
  }
  await using client = await openHubClient({ endpoint: target.endpoint, ...(token === undefined ? {} : { token }), ...(noProxy === undefined ? {} : { noProxy }) });
  const { files, commit } = await listRepository(client, target, signal);
  const wanted = files.filter(({ path }) => include.some((pattern) => fits(path, pattern)) && !exclude.some((pattern) => fits(path, pattern)));
  if (wanted.length === 0) {
    throw new SyncError('nothing-listed', { en: `${target.repository} has ${files.length} files, and none of them is wanted.`, 'zh-CN': `${target.repository} 共有 ${files.length} 个文件，没有一个符合条件。` });
  }
  requireSafeNames(wanted.map(({ path }) => path));
  // Awaited here: the client is closed when this function ends.
  return await inLockedFolder(folder, async () => {
    const last = await readSyncState(folder);
    if (last !== undefined && (last.hub !== target.hub || last.repository !== target.repository)) {
      throw new SyncError('other-repository', { en: `${folder} holds ${last.repository}. Name another folder for ${target.repository}.`, 'zh-CN': `${folder} 中是 ${last.repository}。请为 ${target.repository} 指定另一个文件夹。` });
    }
    const before = last?.files ?? {};
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
    for (const [path, seen] of await fetchFiles(client, pinned, fetch, { folder, concurrency, signal, transfer, ...(on === undefined ? {} : { on }) })) done.set(path, seen);
    const { hub, endpoint, repository, revision = hubs[hub].revision } = target;
    await writeSyncState(folder, { version: 1, hub, endpoint, repository, revision, ...(commit === undefined ? {} : { commit }), finishedAt: now().toISOString(), files: Object.fromEntries([...done].sort(([a], [b]) => (a < b ? -1 : 1))) });
    // What earlier commits had begun is of no use any more.
    await rm(join(folder, ownFolder, 'parts'), { recursive: true, force: true });
    return { outcome: 'done', fetched: fetch.length, ...figures };
  });
}

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
