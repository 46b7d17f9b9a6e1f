import { open, readFile, rm } from 'node:fs/promises';
import { defineCommand, misuse, ToolError, type Command } from '@culprit/core';
import { formatOption, linesOf, nextLine } from '@culprit/core/commands';
import { writeNamedFile } from '@culprit/core/files';
import { noPositionals, prompt } from '../command-input.ts';
import { checkRecoveryCode, readStoredRecoveryCodes, type RecoveryCheck } from '../recovery/recovery-codes.ts';

const words = {
  en: { accepted: 'The code is good', used: 'The code was used before', wrong: 'The code is wrong', malformed: 'This is no recovery code: ten letters and digits', left: 'left' },
  'zh-CN': { accepted: '恢复码有效', used: '恢复码已被使用过', wrong: '恢复码错误', malformed: '这不是恢复码：应为十个字母和数字', left: '剩余' },
} as const;

/** `culprit recovery-codes check`: whether a code is good; `--use` uses it up. */
export const recoveryCheck: Command = defineCommand({
  name: 'recovery-codes check',
  text: { en: { summary: 'Check a recovery code from the standard input' }, 'zh-CN': { summary: '校验标准输入中的恢复码' } },
  options: {
    file: { type: 'string', required: true, placeholder: 'file', text: { en: 'What "recovery-codes generate" wrote', 'zh-CN': 'recovery-codes generate 写入的文件' } },
    use: { type: 'boolean', text: { en: 'Use the code up', 'zh-CN': '将该恢复码标记为已用' } },
    ...formatOption,
  },
  async run(context) {
    noPositionals(context);
    const { options, io, locale } = context;
    const file = String(options['file']);
    prompt(context, { en: 'Recovery code', 'zh-CN': '恢复码' });
    const typed = await nextLine(linesOf(context));
    if (typed === undefined) throw misuse('There is no code on the standard input.', '标准输入中没有恢复码。');
    const checked = options['use'] === true ? await alone(file, () => check(file, typed, true)) : await check(file, typed, false);
    const { outcome } = checked;
    const remaining = 'remaining' in checked ? checked.remaining : undefined;
    io.stdout(options['format'] === 'json' ? `${JSON.stringify({ outcome, ...(remaining === undefined ? {} : { remaining }) })}\n` : `${words[locale][outcome]}${remaining === undefined ? '' : ` (${words[locale].left} ${remaining})`}\n`);
    return outcome === 'accepted' ? 0 : 1;
  },
});

async function check(file: string, typed: string, use: boolean): Promise<RecoveryCheck> {
  const stored = readStoredRecoveryCodes(await readFile(file, 'utf8').then((text): unknown => JSON.parse(text)).catch(() => undefined));
  if (stored === undefined) throw new ToolError('FILE_UNREADABLE', { en: `${file} holds no recovery codes.`, 'zh-CN': `${file} 中没有恢复码。` });
  const checked = await checkRecoveryCode(typed, stored);
  if (use && checked.outcome === 'accepted') {
    await writeNamedFile(file, `${JSON.stringify(checked.stored)}\n`, { ownerOnly: true, replace: true });
  }
  return checked;
}

/** Two uses at once must not both count: whoever makes the lock file goes on. @throws ToolError (`FILE_UNREADABLE`) */
async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  const handle = await open(lock, 'wx', 0o600).catch((cause: unknown) => {
    throw new ToolError('FILE_UNREADABLE', { en: `${lock} is there, or can't be made: somebody else uses a code right now. If nobody does, remove it.`, 'zh-CN': `${lock} 已存在或无法创建：可能有人正在使用恢复码。若确认没有，请将其删除。` }, { cause });
  });
  try {
    return await work();
  } finally {
    await handle.close();
    await rm(lock, { force: true });
  }
}
