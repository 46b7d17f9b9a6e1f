import { StoreError, type StoreTrouble } from '../store.ts';

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html */
const troubles: ReadonlyMap<number, StoreTrouble> = new Map([
  [5, 'locked'], [6, 'locked'], [8, 'read-only'], [10, 'unreadable'], [11, 'damaged'], [13, 'full'], [14, 'unreadable'], [26, 'damaged'],
]);

/** What SQLite says, as trouble of the store; anything else is a mistake of ours and stays what it is. */
export async function guarded<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;
    // The low byte of an extended code is the primary one.
    const trouble = code === undefined ? undefined : troubles.get(code & 0xff);
    if (trouble === undefined || !(error instanceof Error)) throw error;
    throw new StoreError(trouble, error.message, { cause: error });
  }
}
