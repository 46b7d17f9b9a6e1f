import type { CommandContext } from '../command.ts';
import { misuse } from '../errors.ts';
import { readTextFile } from '../files/read-text-file.ts';
import { readStandardInput } from './standard-input.ts';

const maxBytes = 4 * 1_048_576;

/**
 * Reads targets from a file, `-` for the standard input, one a line; empty lines and what follows a `#` at the start of a
 * line or after a blank are left out. At most 4 MiB. Rejects with a `ToolError` (`FILE_UNREADABLE`, `USAGE_INVALID`).
 */
export async function readTargetList(file: string, context: Pick<CommandContext, 'io' | 'signal'>, maxTargets: number): Promise<readonly string[]> {
  const text = file === '-' ? await readStandardInput(context, maxBytes) : await readTextFile(file, { maxBytes, signal: context.signal });
  const targets = text.replace(/^\u{FEFF}/u, '').split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, '').trim()).filter((line) => line !== '');
  if (targets.length > maxTargets) throw misuse(`--targets ${file} holds ${targets.length} targets; at most ${maxTargets} are examined in one run.`, `--targets ${file} 中有 ${targets.length} 个目标，一次最多检查 ${maxTargets} 个。`);
  if (targets.length === 0) throw misuse(`--targets ${file} holds no target. Write one a line.`, `--targets ${file} 中没有目标。请每行写一个。`);
  return targets;
}
