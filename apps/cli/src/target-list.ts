import { createReadStream } from 'node:fs';
import { ToolError } from '@culprit/core';
import { unreadable } from './given.ts';

const maxBytes = 4 * 1024 * 1024;
const maxTargets = 10_000;

/**
 * Reads targets, one a line; empty lines and what follows a `#` at the start of a line or after a blank are left out.
 * @throws ToolError (`FILE_UNREADABLE`, `USAGE_INVALID`)
 */
export async function readTargetList(file: string, stdin: AsyncIterable<Uint8Array | string>): Promise<readonly string[]> {
  const text = await readBounded(file === '-' ? stdin : createReadStream(file), file);
  const targets = text.replace(/^\uFEFF/, '').split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, '').trim()).filter((line) => line !== '');
  if (targets.length > maxTargets) {
    throw new ToolError('USAGE_INVALID', { en: `--targets ${file} holds ${targets.length} targets; at most ${maxTargets} are examined in one run.`, 'zh-CN': `--targets ${file} 中有 ${targets.length} 个目标，一次最多检查 ${maxTargets} 个。` });
  }
  if (targets.length === 0) {
    throw new ToolError('USAGE_INVALID', { en: `--targets ${file} holds no target. Write one a line.`, 'zh-CN': `--targets ${file} 中没有目标。请每行写一个。` });
  }
  return targets;
}

async function readBounded(source: AsyncIterable<Uint8Array | string>, file: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBytes) break;
      chunks.push(Buffer.from(chunk));
    }
  } catch (error) {
    throw unreadable('--targets', file, error);
  }
  if (bytes > maxBytes) throw new ToolError('USAGE_INVALID', { en: `--targets ${file} is larger than 4 MiB.`, 'zh-CN': `--targets ${file} 超过 4 MiB。` });
  return Buffer.concat(chunks).toString('utf8');
}
