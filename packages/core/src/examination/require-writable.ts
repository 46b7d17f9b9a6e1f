import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritableFile } from '../files/write-named-file.ts';

/** @throws ToolError (`FILE_UNREADABLE`) if the file could not be written after the run. */
export async function requireWritable(file: string): Promise<void> {
  try {
    const folder = dirname(file);
    await access(folder, constants.W_OK);
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
  } catch (cause) {
    throw unwritableFile(file, cause);
  }
  const existing = await stat(file).catch(() => undefined);
  if (existing?.isDirectory() === true) throw unwritableFile(file, new Error('EISDIR'));
}
