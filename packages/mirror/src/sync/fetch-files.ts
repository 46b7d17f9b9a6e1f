import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filePath } from '../hub/requests.ts';
import { below } from '../targets/base-url.ts';
import type { ModelMirror } from '../targets/model-mirror.ts';
import { eachOf } from './each-of.ts';
import type { HubClient } from './hub-client.ts';
import { holds, identityOf } from './identity.ts';
import type { SizedFile } from './list-repository.ts';
import { leadsThroughLink, ownFolder } from './safe-path.ts';
import { SyncError } from './sync-error.ts';
import type { SyncEvent } from './sync-repository.ts';
import type { SyncedFile } from './sync-state.ts';
import { TransferError, type Transfer, type WantedFile } from './transfer.ts';

interface Fetching {
  readonly folder: string;
  readonly transfer: Transfer;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly on?: (event: SyncEvent) => void;
}

/** A file and the name that its beginning has meanwhile. */
type Coming = { readonly file: SizedFile; readonly name: string };

/** Fetches files beside the folder's own, and puts each into its place when all have come and are right. */
export async function fetchFiles(client: HubClient, target: ModelMirror, files: readonly SizedFile[], { folder, transfer, concurrency, signal, on }: Fetching): Promise<ReadonlyMap<string, SyncedFile>> {
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
