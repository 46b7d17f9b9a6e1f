import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';

/** A file of settings is a few lines; whatever is larger is none. */
const maxBytes = 256 * 1024;

/** The text of a small file; `undefined` where there is none, it can't be read or it is too large to be settings. */
export async function readSettingsFile(path: string): Promise<string | undefined> {
  try {
    // A pipe would never open, and a device never end.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    return stats.isFile() && stats.size <= maxBytes ? await file.readFile('utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** A path as people write it: `~/.npmrc`. */
export function shownPath(path: string): string {
  const home = homedir();
  return home.length > 1 && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
