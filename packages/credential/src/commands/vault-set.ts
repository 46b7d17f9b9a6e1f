import { defineCommand, misuse, type Command } from '@culprit/core';
import { fileOf, keysOf, nameOf, valueOf, vaultOptions } from '../vault/command-input.ts';
import { isEntryName } from '../vault/document.ts';
import { changeVault } from '../vault/store.ts';

/** `culprit vault set NAME`: puts a value under a name. It comes from the standard input, a file or the environment, never from the arguments. */
export const vaultSet: Command = defineCommand({
  name: 'vault set',
  text: { en: { summary: 'Put a value, piped in or by reference, under a name', positionals: '<name>' }, 'zh-CN': { summary: '将通过管道或引用给出的值存入指定名称', positionals: '<名称>' } },
  changes: true,
  options: {
    from: { type: 'secret', placeholder: 'secret', text: { en: 'Where the value is, as env:NAME or file:path; default: the standard input', 'zh-CN': '值的来源，写作 env:名称 或 file:路径；默认为标准输入' } },
    candidate: { type: 'boolean', text: { en: 'Put it beside the value in use, to be tried as vault:NAME#candidate', 'zh-CN': '放在现用值旁边，可用 vault:名称#candidate 试用' } },
    ...vaultOptions,
  },
  async run(context) {
    const name = nameOf(context, 'vault set <name>');
    if (!isEntryName(name)) throw misuse('A name consists of parts of letters, digits, dots, dashes and underlines, each beginning with a letter and separated by slashes: openai/default.', '名称由以斜杠分隔的若干部分组成，每部分以字母开头，只含字母、数字、点、短横线和下划线，例如 openai/default。');
    const value = await valueOf(context);
    const file = fileOf(context);
    await changeVault({ file, keys: await keysOf(context), signal: context.signal }, ({ document }) => {
      if (context.options['candidate'] !== true) return { set: { [name]: value } };
      if (!Object.hasOwn(document.entries, name)) throw misuse(`There is no ${name} yet: set it without --candidate.`, `还没有 ${name}：请不带 --candidate 设置。`);
      return { propose: { [name]: value } };
    });
    if (context.options['candidate'] === true) {
      context.io.stderr(context.locale === 'en' ? `Set beside ${name}. Try it: culprit key verify <provider> vault:${name}#candidate; then: culprit vault promote ${name}\n` : `已放在 ${name} 旁边。试用：culprit key verify <提供方> vault:${name}#candidate；然后：culprit vault promote ${name}\n`);
      return 0;
    }
    context.io.stderr(context.locale === 'en' ? `Set: ${name} in ${file}. Refer to it as vault:${name}\n` : `已存入 ${file}：${name}。引用写作 vault:${name}\n`);
    return 0;
  },
});
