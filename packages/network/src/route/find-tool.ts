import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where these programs are, though only root's PATH leads there. */
const systemFolders: readonly string[] = ['/usr/sbin', '/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/usr/bin', '/bin'];

/** The path of a program; never that of one in the working directory. */
export async function findTool(name: string): Promise<string | undefined> {
  if (process.platform === 'win32') return join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${name}.exe`);
  for (const folder of new Set([...(process.env['PATH'] ?? '').split(delimiter).filter((part) => part.startsWith('/')), ...systemFolders])) {
    const path = join(folder, name);
    if (await access(path, constants.X_OK).then(() => true, () => false)) return path;
  }
  return undefined;
}
