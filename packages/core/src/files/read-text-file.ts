import { ToolError } from '../errors.ts';
import { readBounded, type UnreadableFile } from './read-bounded.ts';

const reasons: { readonly [W in Exclude<UnreadableFile, 'empty' | 'too-large'>]: readonly [en: string, chinese: string] } = {
  absent: ['there is no such file', '文件不存在'],
  denied: ['it must not be read', '没有读取权限'],
  directory: ['it is a folder', '这是一个文件夹'],
  failed: ['reading it failed', '读取失败'],
};

/**
 * The text (UTF-8, a byte order mark included) of a file that somebody named; at most 1 MiB where nothing else is said.
 * Rejects with a `ToolError` (`FILE_UNREADABLE`), or with the abort reason.
 */
export async function readTextFile(file: string, { maxBytes = 1_048_576, signal }: { readonly maxBytes?: number; readonly signal: AbortSignal }): Promise<string> {
  const read = await readBounded(file, { maxBytes, signal });
  signal.throwIfAborted();
  if (typeof read !== 'string') return Buffer.from(read).toString('utf8');
  if (read === 'empty') return '';
  const [en, chinese] = read === 'too-large' ? [`it is larger than ${maxBytes / 1_048_576} MiB`, `文件超过 ${maxBytes / 1_048_576} MiB`] : reasons[read];
  throw new ToolError('FILE_UNREADABLE', { en: `${file} can't be read: ${en}.`, 'zh-CN': `无法读取 ${file}：${chinese}。` });
}
