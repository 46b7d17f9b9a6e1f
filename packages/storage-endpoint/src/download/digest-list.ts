import { ToolError } from '@culprit/core';
import { readTextFile } from '@culprit/core/files';
import type { TransferredFile } from '../transfer/transfer.ts';

const maxBytes = 64 << 20;
/** As coreutils do: a backslash before the line where the name has one, or a line break, in it. */
const escaped = (path: string): string => path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
const unescaped = (path: string): string => path.replaceAll(/\\([\\nr])/g, (_, one: string) => (one === 'n' ? '\n' : one === 'r' ? '\r' : '\\'));

/** Pure: the SHA-256 of files as `sha256sum` writes them, and `sha256sum -c` reads them (coreutils, "md5sum invocation"). */
export function digestList(files: readonly Pick<TransferredFile, 'path' | 'digests'>[]): string {
  return files.flatMap(({ path, digests }) => {
    const hex = digests.find(({ algorithm }) => algorithm === 'sha256')?.hex;
    return hex === undefined ? [] : [`${/[\\\n\r]/.test(path) ? '\\' : ''}${hex}  ${escaped(path)}\n`];
  }).join('');
}

/** Reads such a list. @throws ToolError (`FILE_UNREADABLE`) */
export async function readDigestList(file: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const lines = (await readTextFile(file, { maxBytes, signal })).split('\n').map((line) => line.replace(/\r$/, ''));
  return new Map(lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const [, mark = '', hex = '', path = ''] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/i.exec(line) ?? [];
    if (hex === '') throw unreadable(file, `line ${index + 1} is no SHA-256 digest with a path behind it`, `第 ${index + 1} 行不是“SHA-256 摘要  路径”`);
    return [[(mark === '' ? path : unescaped(path)).replace(/^\.\//, ''), hex.toLowerCase()] as const];
  }));
}

const unreadable = (file: string, en: string, zh: string): ToolError => new ToolError('FILE_UNREADABLE', { en: `${file} can't be used: ${en}.`, 'zh-CN': `无法使用 ${file}：${zh}。` });
