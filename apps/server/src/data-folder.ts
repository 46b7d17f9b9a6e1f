import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ToolError } from '@culprit/core';
import { StoreError, storeTroubleTexts } from '@culprit/watch';

/** What the server keeps: the database, and the key that seals second factors. */
export interface DataFolder {
  readonly database: string;
  readonly key: string;
}

export const inFolder = (folder: string): DataFolder => ({ database: join(folder, 'culprit.db'), key: join(folder, 'culprit.key') });

/** SQLITE_BUSY, https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/**
 * Takes a folder for this process: two servers would tell everybody everything twice. The lock is one of the system and ends
 * with the process, however that ends. Returns what gives it back.
 * @throws ToolError (`USAGE_INVALID`) where another process has it, or where it can't be made.
 */
export function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(folder, 'culprit.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if ('errcode' in error && error.errcode === busy) {
      throw new ToolError('USAGE_INVALID', {
        en: `Another server uses ${folder}. Stop it first, or give this one a folder of its own with --data.`,
        'zh-CN': `另一个服务器进程正在使用 ${folder}。请先停止它，或用 --data 为本进程指定其他目录。`,
      });
    }
    throw new ToolError('USAGE_INVALID', { en: `The folder ${folder} can't be used: ${error.message}. Name another one with --data.`, 'zh-CN': `无法使用目录 ${folder}：${error.message}。请用 --data 指定其他目录。` }, { cause: error });
  }
}

/**
 * Does something with a file of the database.
 * @throws ToolError (`USAGE_INVALID`) where the disk or another program hinders it.
 */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const trouble = storeTroubleTexts[error.trouble];
    throw new ToolError('USAGE_INVALID', {
      en: `The database ${path} can't be used: ${trouble.en} (${error.message}). Mend that, or name another file or folder.`,
      'zh-CN': `无法使用数据库 ${path}：${trouble['zh-CN']}（${error.message}）。请先排除该问题，或改用其他文件或目录。`,
    }, { cause: error });
  }
}
