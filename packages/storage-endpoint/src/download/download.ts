import picomatch from 'picomatch';
import type { StoreAccess } from '../live/access.ts';
import type { SentRequest } from '../live/canonical-request.ts';
import { sentRecordOf, type SentRecord } from '../live/sent-record.ts';
import { storeClient, type PlainCredential } from '../live/store-client.ts';
import { Connections, type TransferConnection } from '../transfer/connections.ts';
import { transfer, type TransferEvent, type TransferResult } from '../transfer/transfer.ts';
import { listObjects, nearPrefixes, type ListedObject, type NearPrefixes } from './list-objects.ts';
import { digestOfTag } from './object-digests.ts';
import { PooledHandler } from './pooled-handler.ts';
import { signedSource, type ObjectItem } from './signed-source.ts';

export interface DownloadOptions {
  /** The store and bucket, as an S3 client is configured. */
  readonly access: Omit<StoreAccess, 'credential' | 'route'>;
  /** Absent: nothing is signed. */
  readonly credential?: PlainCredential;
  /** A key, or a prefix: what stands behind its last slash begins the names of the files. Empty: the whole bucket. */
  readonly key: string;
  readonly folder: string;
  /** Globs over the paths below the folder. Absent: all. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** SHA-256 of files by path below the folder, in hex; a file of it that is missing makes the download incomplete. */
  readonly sha256?: ReadonlyMap<string, string>;
  /** Whether to have the SHA-256 of every file: for a manifest. */
  readonly hash?: boolean;
  /** Requests at a time. Default: as many as `transfer` takes. */
  readonly streams?: number;
  readonly connection?: TransferConnection;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  readonly on?: (event: TransferEvent) => void;
  /** Hears what went out: each request of the listing with its status, and the first one for an object, of which the others differ in the key alone. Nothing in it lets anybody in. */
  readonly sent?: (record: SentRecord & { readonly status?: number }) => void;
}

export type DownloadResult =
  | ({ readonly outcome: TransferResult['outcome'] } & Omit<TransferResult, 'outcome'> & { /** Paths of the manifest that the bucket doesn't have. */ readonly missing: readonly string[] })
  /** The listing was had, and holds nothing that is wanted. `listed`: what globs left out. */
  | { readonly outcome: 'nothing-found'; readonly listed: number; readonly near?: NearPrefixes }
  /** The listing could not be had. */
  | { readonly outcome: 'not-listed'; readonly code: string; readonly status?: number };

/**
 * Fetches an object, or everything below a prefix, into a folder: see `transfer` for how. The AWS SDK lists; the bytes travel
 * without it. Rejects where the folder can't be written; what the store says is in the result.
 */
export async function download(options: DownloadOptions): Promise<DownloadResult> {
  const { access, credential, key, folder, sha256, streams, connection, now = () => new Date(), signal = new AbortController().signal, on, sent = () => {} } = options;
  using connections = new Connections(connection, 1);
  const client = await storeClient(access, new PooledHandler(connections, signal, (exchanged) => sent({ ...sentRecordOf(exchanged, access), status: exchanged.status })), credential, now);
  let listed: readonly ListedObject[];
  try {
    listed = below(await listObjects(client, access.bucket, key, signal), key);
    if (listed.length === 0) {
      const near = await nearPrefixes(client, access.bucket, key, signal);
      return { outcome: 'nothing-found', listed: 0, ...(near === undefined ? {} : { near }) };
    }
  } catch (error) {
    if (signal.aborted) return { outcome: 'interrupted', files: [], refused: [], missing: [], bytesFetched: 0, bytesResumed: 0 };
    return { outcome: 'not-listed', ...refusalOf(error) };
  } finally {
    client.destroy();
  }
  const wants = wanted(options);
  const items = itemsOf(listed, key, sha256).filter(({ path }) => wants(path));
  if (items.length === 0) return { outcome: 'nothing-found', listed: listed.length };
  const paths = new Set(items.map(({ path }) => path));
  const missing = [...sha256?.keys() ?? []].filter((path) => wants(path) && !paths.has(path));
  let told = false;
  const first = (request: SentRequest): void => {
    if (!told) sent(sentRecordOf({ sent: request, headers: {} }, access));
    told = true;
  };
  const result = await transfer({
    items, folder, signal, source: signedSource(access, credential, now, first), ...(options.hash === true ? { digest: 'sha256' as const } : {}),
    ...(streams === undefined ? {} : { streams }), ...(connection === undefined ? {} : { connection }), ...(on === undefined ? {} : { on }),
  });
  return { ...result, outcome: result.outcome === 'complete' && missing.length > 0 ? 'incomplete' : result.outcome, missing };
}

/** `models/a` is the object of that name, or else the folder; it is not `models/ab`. */
function below(objects: readonly ListedObject[], key: string): readonly ListedObject[] {
  const exact = objects.filter((object) => object.key === key && !key.endsWith('/'));
  if (exact.length > 0) return exact;
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  // Consoles make an empty object of a folder.
  return objects.filter((object) => object.key.startsWith(prefix) && !object.key.endsWith('/'));
}

function itemsOf(objects: readonly ListedObject[], key: string, sha256: DownloadOptions['sha256']): readonly ObjectItem[] {
  const single = objects.length === 1 && objects[0]?.key === key;
  const start = single ? key.lastIndexOf('/') + 1 : key === '' || key.endsWith('/') ? key.length : key.length + 1;
  return objects.map((object) => {
    const path = object.key.slice(start);
    const hex = sha256?.get(path);
    const pinned = hex === undefined ? undefined : { algorithm: 'sha256', hex } as const;
    return {
      key: object.key, path, size: object.size, digests: [...(pinned === undefined ? [] : [pinned]), ...digestOfTag(object.tag)],
      ...(object.tag === undefined ? {} : { version: object.tag.replace(/^"?(.*?)"?$/, '"$1"') }), ...(pinned === undefined ? {} : { pinned }),
    };
  });
}

function wanted({ include = [], exclude = [] }: DownloadOptions): (path: string) => boolean {
  const [takes, leaves] = [picomatch([...include], { dot: true }), picomatch([...exclude], { dot: true })];
  // `*.json` means it in every folder, as for git and rclone.
  const fits = (matches: (text: string) => boolean) => (path: string): boolean => matches(path) || matches(path.slice(path.lastIndexOf('/') + 1));
  return (path) => (include.length === 0 || fits(takes)(path)) && !(exclude.length > 0 && fits(leaves)(path));
}

/** Codes only: the texts of the SDK may hold what a server wrote. */
function refusalOf(error: unknown): { readonly code: string; readonly status?: number } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN' };
  const status = '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null && 'httpStatusCode' in error.$metadata ? Number(error.$metadata.httpStatusCode) : Number.NaN;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code: code.replaceAll(/[^\w.-]/g, '').slice(0, 60), ...(status > 0 ? { status } : {}) };
}
