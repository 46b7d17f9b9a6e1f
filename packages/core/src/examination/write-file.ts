import { constants } from 'node:fs';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ToolError } from '../errors.ts';

/** @throws ToolError (`FILE_UNREADABLE`) if the file could not be written after the run. */
export async function requireWritable(file: string): Promise<void> {
  try {
    const folder = dirname(file);
    await access(folder, constants.W_OK);
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
  } catch (cause) {
    throw unwritable(file, cause);
  }
  const existing = await stat(file).catch(() => undefined);
  if (existing?.isDirectory() === true) throw unwritable(file, new Error('EISDIR'));
}

/** Whoever reads the file meets the old report or the new one, and never half of one. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  // A device or a pipe (/dev/stdout) can't be replaced.
  const special = await stat(file).then((stats) => !stats.isFile(), () => false);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(special ? file : temporary, text);
    if (!special) await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(file, cause);
  }
}

function unwritable(file: string, cause: unknown): ToolError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : cause instanceof Error ? cause.message : String(cause);
  return new ToolError('FILE_UNREADABLE', { en: `--output ${file} can't be written: ${why}.`, 'zh-CN': `无法写入 --output ${file}：${why}。` }, { cause });
}
