import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { SyncError } from './sync-error.ts';

/** What belongs to the synchronisation itself, in the folder that it fills. */
export const ownFolder = '.culprit-sync';

/** Names that Windows keeps for devices. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Pure: refuses names that would leave the folder, touch its own records, or fall together on a disk that does not tell
 * letter case apart. A hostile hub names what it likes.
 * @throws SyncError (`unsafe-name`)
 */
export function requireSafeNames(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const parts = path.split('/');
    const folded = path.normalize('NFC').toLowerCase();
    const twin = seen.get(folded);
    const bad = path.length > 1_000 || /[\u0000-\u001f\\:*?"<>|]/.test(path) || parts[0]?.toLowerCase() === ownFolder
      || parts.some((part) => part === '' || part === '.' || part === '..' || part.length > 255 || /[. ]$/.test(part) || device.test(part));
    if (bad || twin !== undefined) {
      const shown = JSON.stringify(path.slice(0, 120));
      throw new SyncError('unsafe-name', twin === undefined
        ? { en: `The hub lists a name that can't be written safely: ${shown}. Leave it out with --exclude.`, 'zh-CN': `站点列出的名称无法安全写入：${shown}。请用 --exclude 排除。` }
        : { en: `The hub lists ${shown} and ${JSON.stringify(twin.slice(0, 120))}, which are one file on some disks. Leave one out with --exclude.`, 'zh-CN': `站点同时列出 ${shown} 与 ${JSON.stringify(twin.slice(0, 120))}，在某些磁盘上是同一个文件。请用 --exclude 排除其一。` });
    }
    seen.set(folded, path);
  }
}

/** Whether a folder on the way to a file is a link, which could lead anywhere. */
export async function leadsThroughLink(folder: string, path: string): Promise<boolean> {
  let at = folder;
  for (const part of path.split('/')) {
    at = join(at, part);
    const stats = await lstat(at).catch(() => undefined);
    if (stats === undefined) return false;
    if (stats.isSymbolicLink()) return true;
  }
  return false;
}

/** Pure: whether a name fits a pattern in which `*` stands for anything and `?` for one character (as in fnmatch, where `*` crosses `/`). Linear. */
export function fits(name: string, pattern: string): boolean {
  let [at, p, star, from] = [0, 0, -1, 0];
  while (at < name.length) {
    if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[at]) && pattern[p] !== '*') {
      at += 1;
      p += 1;
    } else if (pattern[p] === '*') {
      star = p;
      from = at;
      p += 1;
    } else if (star >= 0) {
      p = star + 1;
      from += 1;
      at = from;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
