import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@culprit/core';

/** What the server keeps: the database, the key that seals second factors, and the mark of the process that uses them. */
export interface DataFolder {
  readonly database: string;
  readonly key: string;
}

export const inFolder = (folder: string): DataFolder => ({ database: join(folder, 'culprit.db'), key: join(folder, 'culprit.key') });

/**
 * Takes a folder for this process: two servers would tell everybody everything twice. Returns what gives it back.
 * @throws ToolError (`USAGE_INVALID`) where another process has it, or where it can't be made.
 */
export function takeFolder(folder: string): () => void {
  const mark = join(folder, 'culprit.pid');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const other = ownerOf(mark);
    if (other !== undefined) {
      throw new ToolError('USAGE_INVALID', {
        en: `Another server (process ${other}) uses ${folder}. Stop it first, or give this one a folder of its own with --data.`,
        'zh-CN': `另一个服务器进程（${other}）正在使用 ${folder}。请先停止它，或用 --data 为本进程指定其他目录。`,
      });
    }
    writeFileSync(mark, String(process.pid), { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    throw new ToolError('USAGE_INVALID', { en: `The folder ${folder} can't be used: ${String(error.code)}. Name another one with --data.`, 'zh-CN': `无法使用目录 ${folder}：${String(error.code)}。请用 --data 指定其他目录。` }, { cause: error });
  }
  return () => rmSync(mark, { force: true });
}

/** The process that has a folder, if it still lives. */
export function ownerOf(mark: string): number | undefined {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(mark, 'utf8'), 10);
  } catch {
    return undefined;
  }
  try {
    // In a container every start may have the same number.
    return pid === process.pid || Number.isNaN(pid) || !process.kill(pid, 0) ? undefined : pid;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? pid : undefined;
  }
}
