/** Why a name from outside may not become the path of a file. */
export type PathFault =
  | 'empty' | 'absolute' | 'parent' | 'empty-segment' | 'control-character' | 'too-long' | 'reserved'
  /** Two names that are one on a file system which ignores case, or composes accents. */
  | 'collision'
  /** One is a file, and a folder in the way of another. */
  | 'file-and-folder';

export interface RefusedPath {
  readonly path: string;
  readonly fault: PathFault;
  /** The other one of a collision. */
  readonly other?: string;
}

/** What the transfer itself writes beside the files. */
export const journalName = '.culprit-transfer';
export const lockName: string = `${journalName}.lock`;
export const partSuffix = '.culprit.part';

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[<>:"|?*\\]|[. ]$/i;

function faultOf(path: string): PathFault | undefined {
  if (path === '') return 'empty';
  if (path.startsWith('/') || (process.platform === 'win32' && /^[a-z]:|^\\/i.test(path))) return 'absolute';
  // oxlint-disable-next-line no-control-regex -- these are the ones that are looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'control-character';
  const segments = path.split('/');
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'parent';
  if (segments.includes('')) return 'empty-segment';
  if (segments.some((segment) => Buffer.byteLength(segment) + partSuffix.length > 255) || Buffer.byteLength(path) > 3_000) return 'too-long';
  if (path.endsWith(partSuffix) || segments[0] === journalName || segments[0] === lockName) return 'reserved';
  return process.platform === 'win32' && segments.some((segment) => reservedOnWindows.test(segment)) ? 'reserved' : undefined;
}

/**
 * Pure: the paths that may not be written, out of all that are to be. Names of objects are any text: what they would do to
 * a folder is looked at before the first byte is fetched.
 */
export function refusedPaths(paths: readonly string[]): readonly RefusedPath[] {
  const refused: RefusedPath[] = [];
  const files = new Map<string, string>();
  for (const path of paths) {
    const fault = faultOf(path);
    const other = files.get(folded(path));
    if (fault !== undefined) refused.push({ path, fault });
    else if (other === undefined) files.set(folded(path), path);
    else refused.push({ path, fault: 'collision', other });
  }
  // Folders collide as files do: `A/x` and `a/y` are one folder there.
  const folders = new Map<string, string>();
  for (const path of files.values()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      const file = files.get(folded(folder));
      const same = folders.get(folded(folder));
      if (file !== undefined) refused.push({ path, fault: 'file-and-folder', other: file });
      else if (same !== undefined && same !== folder) refused.push({ path, fault: 'collision', other: same });
      else folders.set(folded(folder), folder);
      if (refused.at(-1)?.path === path) break;
    }
  }
  return refused;
}

const folded = (path: string): string => path.normalize('NFC').toLowerCase();
