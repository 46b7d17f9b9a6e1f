import { open } from 'node:fs/promises';
import { homedir } from 'node:os';

/** A file of settings is a few lines; whatever is larger is none. */
const maxBytes = 256 * 1024;

/** The text of a small file; `undefined` where there is none, it can't be read or it is too large to be settings. */
export async function readSettingsFile(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (!stats.isFile() || stats.size > maxBytes) return undefined;
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** A path as people write it: `~/.npmrc`. */
export function shownPath(path: string): string {
  const home = homedir();
  return home.length > 1 && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** The text of a file that the kernel makes up while it is read, whose size it does not tell (proc(5)); empty where there is none. */
export async function readProcFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const bytes = Buffer.alloc(maxBytes);
      let filled = 0;
      for (let read = 1; read > 0 && filled < maxBytes; filled += read) read = (await file.read(bytes, filled, maxBytes - filled)).bytesRead;
      return bytes.toString('utf8', 0, filled);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
