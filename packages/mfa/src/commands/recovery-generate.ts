import { defineCommand, type Command } from '@culprit/core';
import { writePrivateFile } from '@culprit/core/files';
import { noPositionals } from '../command-input.ts';
import { generateRecoveryCodes } from '../recovery/recovery-codes.ts';

/** `culprit recovery-codes generate`: ten new codes, shown once. */
export const recoveryGenerate: Command = defineCommand({
  name: 'recovery-codes generate',
  text: { en: { summary: 'Make ten recovery codes; they are shown once' }, 'zh-CN': { summary: '生成十个恢复码，仅显示一次' } },
  options: { output: { type: 'string', required: true, short: 'o', placeholder: 'file', text: { en: 'New file for what is stored of them: salted, slow hashes', 'zh-CN': '保存其加盐慢散列的新文件' } } },
  async run(context) {
    noPositionals(context);
    const { codes, stored } = await generateRecoveryCodes();
    await writePrivateFile(String(context.options['output']), `${JSON.stringify(stored)}\n`);
    context.io.stdout(`${codes.join('\n')}\n`);
    context.io.stderr(context.locale === 'en' ? 'Each counts once. Earlier ones are void as soon as this file is in use.\n' : '每个只能用一次。启用该文件后，以前的恢复码全部作废。\n');
    return 0;
  },
});
