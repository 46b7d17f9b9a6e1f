import { ToolError } from '../errors.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a file that somebody named ({@link writeWhole}). `overwriteBy`: the option that lets an existing file be replaced,
 * for the text that refuses to. Rejects with a `ToolError` (`FILE_UNREADABLE`).
 */
export async function writeNamedFile(file: string, content: string | Uint8Array, { overwriteBy, ...options }: { readonly ownerOnly?: boolean; readonly replace: boolean; readonly overwriteBy?: string }): Promise<void> {
  try {
    await writeWhole(file, content, options);
  } catch (cause) {
    throw unwritableFile(file, cause, overwriteBy);
  }
}

/** Writes a new file that only its owner can read, and never over another. Rejects with a `ToolError` (`FILE_UNREADABLE`). */
export const writePrivateFile = (file: string, content: string | Uint8Array): Promise<void> => writeNamedFile(file, content, { ownerOnly: true, replace: false });

/** Why nothing was written to a file that somebody named. */
export function unwritableFile(file: string, cause: unknown, overwriteBy?: string): ToolError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : cause instanceof Error ? cause.message : String(cause);
  if (why === 'EEXIST') {
    return new ToolError('FILE_UNREADABLE', {
      en: `${file} can't be written: it is there already, and is not overwritten.${overwriteBy === undefined ? '' : ` Add ${overwriteBy} to overwrite it.`}`,
      'zh-CN': `无法写入 ${file}：文件已存在，不会被覆盖。${overwriteBy === undefined ? '' : `若要覆盖，请加上 ${overwriteBy}。`}`,
    }, { cause });
  }
  return new ToolError('FILE_UNREADABLE', { en: `${file} can't be written: ${why}.`, 'zh-CN': `无法写入 ${file}：${why}。` }, { cause });
}
