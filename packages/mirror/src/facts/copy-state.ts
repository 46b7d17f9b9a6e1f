import { defineFact, type Fact } from '@culprit/core';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSyncState } from '../sync/sync-state.ts';

export type CopyState =
  | { readonly outcome: 'never' }
  | {
    readonly outcome: 'synced';
    /** ISO 8601, UTC. */
    readonly finishedAt: string;
    readonly repository: string;
    /** As a target is written: `hf://owner/model?endpoint=…`. */
    readonly from: string;
    readonly commit?: string;
    readonly files: number;
    /** Files that are gone, or of another size; at most five names. */
    readonly damaged: readonly string[];
    readonly damagedCount: number;
  };

/** What the last good synchronisation left in a folder, and whether it is still there. Nothing is hashed. */
export const copyState: Fact<{ readonly folder: string }, CopyState> = defineFact<{ readonly folder: string }, CopyState>({
  id: 'mirror/copy-state',
  gather: async ({ input: { folder }, signal }): Promise<CopyState> => {
    const state = await readSyncState(folder);
    if (state === undefined) return { outcome: 'never' };
    const { finishedAt, repository, endpoint, commit } = state;
    const from = `${state.hub === 'modelscope' ? 'modelscope' : 'hf'}://${repository}?endpoint=${endpoint}`;
    const damaged: string[] = [];
    for (const [path, { size }] of Object.entries(state.files)) {
      if (signal.aborted) break;
      const stats = await stat(join(folder, path)).catch(() => undefined);
      if (stats?.size !== size) damaged.push(path);
    }
    return { outcome: 'synced', finishedAt, repository, from, files: Object.keys(state.files).length, damaged: damaged.slice(0, 5), damagedCount: damaged.length, ...(commit === undefined ? {} : { commit }) };
  },
  exhibit: (value) => (value.outcome === 'never' ? value : { ...value, damaged: [...value.damaged] }),
});
