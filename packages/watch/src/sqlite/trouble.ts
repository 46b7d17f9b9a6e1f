import { StoreError, type StoreTrouble } from '../store.ts';

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html */
const troubles: ReadonlyMap<number, StoreTrouble> = new Map([
  [5, 'locked'], [6, 'locked'], [8, 'read-only'], [10, 'unreadable'], [11, 'damaged'], [13, 'full'], [14, 'unreadable'], [26, 'damaged'],
]);

/** What the system says about the folder. */
const ofTheSystem: ReadonlyMap<string, StoreTrouble> = new Map([['EROFS', 'read-only'], ['EACCES', 'read-only'], ['EPERM', 'read-only'], ['ENOSPC', 'full'], ['ENOENT', 'unreadable'], ['ENOTDIR', 'unreadable']]);

/** What SQLite says, as trouble of the store; anything else is a mistake of ours and stays what it is. */
export async function guarded<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === undefined || !(error instanceof Error)) throw error;
    throw new StoreError(trouble, error.message, { cause: error });
  }
}

function troubleOf(error: unknown): StoreTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  // The low byte of an extended code is the primary one.
  if ('errcode' in error && typeof error.errcode === 'number') return troubles.get(error.errcode & 0xff);
  return 'code' in error && typeof error.code === 'string' ? ofTheSystem.get(error.code) : undefined;
}
