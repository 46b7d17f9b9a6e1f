import { defineCommand, ToolError, type Command } from '@culprit/core';
import { confirmed, yesOption } from '@culprit/core/commands';
import { fileOf, keysOf, nameOf, vaultOptions } from '../vault/command-input.ts';
import { changeVault } from '../vault/store.ts';

/** `culprit vault remove NAME`. */
export const vaultRemove: Command = defineCommand({
  name: 'vault remove',
  text: { en: { summary: 'Remove a value from the vault', positionals: '<name>' }, 'zh-CN': { summary: '从保险库中删除某个值', positionals: '<名称>' } },
  changes: true,
  options: {
    ...yesOption,
    ...vaultOptions,
  },
  async run(context) {
    const { io, locale, signal } = context;
    const name = nameOf(context, 'vault remove <name>');
    const file = fileOf(context);
    if (!await confirmed(context, { en: `Removes ${JSON.stringify(name.slice(0, 80))} from ${file}.`, 'zh-CN': `将从 ${file} 中删除 ${JSON.stringify(name.slice(0, 80))}。` })) return 1;
    await changeVault({ file, keys: await keysOf(context), signal }, ({ document }) => {
      if (!Object.hasOwn(document.entries, name)) throw new ToolError('SECRET_UNRESOLVED', { en: `There is no entry ${JSON.stringify(name.slice(0, 80))}. See: culprit vault list`, 'zh-CN': `没有条目 ${JSON.stringify(name.slice(0, 80))}。请运行：culprit vault list` });
      return { remove: [name] };
    });
    io.stderr(locale === 'en' ? `Removed: ${name}. The vault before it is ${file}.1\n` : `已删除：${name}。删除前的保险库是 ${file}.1\n`);
    return 0;
  },
});
