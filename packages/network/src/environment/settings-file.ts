import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { codeOf } from '../connection/connect-error.ts';

/** A file of settings is a few lines; whatever is larger is none. */
const maxBytes = 256 * 1024;

/** The beginning of a file, as UTF-8, and whether that is all of it; of one that can't be read, why. */
export async function readBeginning(path: string): Promise<{ readonly text: string; readonly whole: boolean } | { readonly code: string }> {
  try {
    // A pipe would never open, and a device never end.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (!stats.isFile()) return { code: 'NOT_A_FILE' };
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return { text: buffer.toString('utf8', 0, bytesRead), whole: stats.size <= maxBytes };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/** The text of a small file; `undefined` where there is none, it can't be read or it is too large to be settings. */
export async function readSettingsFile(path: string): Promise<string | undefined> {
  const read = await readBeginning(path);
  return 'text' in read && read.whole ? read.text : undefined;
}

/** A path as people write it: `~/.npmrc`. */
export function shownPath(path: string): string {
  const home = homedir();
  return home.length > 1 && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
