import { monotonicMs } from '@culprit/core';
import { TransferError, type Transfer, type WantedFile } from './transfer.ts';

/** Far below the life of any signed address, and the ranges of a file come one after the other. */
const locationLastsMs = 30_000;

/** As much of that engine as is used here: the types of an optional peer have no place in a public declaration. */
export interface RangeEngine {
  transfer(options: {
    readonly folder: string;
    readonly streams: number;
    readonly signal: AbortSignal;
    readonly connection: { readonly proxyEnv: { readonly [name: string]: string | undefined } };
    readonly items: readonly { readonly path: string; readonly size: number; readonly digests?: readonly { readonly algorithm: 'sha256'; readonly hex: string }[] }[];
    readonly source: { readonly request: (item: { readonly path: string }) => ReturnType<WantedFile['locate']> };
    readonly on: (event: { readonly type: string; readonly bytesDone?: number }) => void;
  }): Promise<{ readonly outcome: string; readonly files: readonly { readonly path: string; readonly outcome: string; readonly failure?: { readonly code: string } }[] }>;
}

/**
 * The engine of `@culprit/storage-endpoint`, which fetches ranges of a file side by side and keeps a journal; `undefined`
 * where that plugin is not installed. No SDK is loaded.
 */
export async function installedTransfer(env: { readonly [name: string]: string | undefined }): Promise<Transfer | undefined> {
  try {
    return rangedTransfer(await import('@culprit/storage-endpoint/transfer'), env);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED')) return undefined;
    throw error;
  }
}

/** Hands the work to that engine. */
export function rangedTransfer({ transfer }: RangeEngine, env: { readonly [name: string]: string | undefined }): Transfer {
  return {
    async fetch({ folder, files, streams, signal, progress }) {
      const byName = new Map(files.map((file) => [file.name, file]));
      const located = new Map<string, { readonly atMs: number; readonly where: ReturnType<WantedFile['locate']> }>();
      const locate = (file: WantedFile): ReturnType<WantedFile['locate']> => {
        const known = located.get(file.name);
        if (known !== undefined && monotonicMs() - known.atMs < locationLastsMs) return known.where;
        const where = file.locate(signal);
        located.set(file.name, { atMs: monotonicMs(), where });
        where.catch(() => located.delete(file.name));
        return where;
      };
      let told = 0;
      const { outcome, files: results } = await transfer({
        folder, streams, signal, connection: { proxyEnv: env },
        items: files.map(({ name, size, sha256 }) => ({ path: name, size, ...(sha256 === undefined ? {} : { digests: [{ algorithm: 'sha256', hex: sha256 }] }) })),
        source: {
          request: async ({ path }) => {
            const file = byName.get(path);
            if (file === undefined) throw new Error('a file was asked for that is not of this job');
            return locate(file);
          },
        },
        on: (event) => {
          const { type, bytesDone = told } = event;
          if (type !== 'progress') return;
          progress?.(Math.max(0, bytesDone - told));
          told = bytesDone;
        },
      });
      signal.throwIfAborted();
      const failed = results.find((file) => file.outcome === 'failed');
      if (failed !== undefined) throw new TransferError(failed.path, failed.failure?.code === 'DIGEST_MISMATCH' ? 'mismatch' : 'broken', failed.failure?.code ?? 'failed');
      if (outcome !== 'complete') throw new TransferError(files[0]?.name ?? '', 'broken', outcome);
    },
  };
}
