import { defineCommand, misuse, ToolError, type Command } from '@culprit/core';
import { fileOf, keysOf, nameOf, vaultOptions } from '../vault/command-input.ts';
import { openEntry } from '../vault/read-vault.ts';
import { openVault } from '../vault/store.ts';

/** `culprit vault get NAME`: the value, to a pipe; to a terminal only with `--show`. */
export const vaultGet: Command = defineCommand({
  name: 'vault get',
  text: { en: { summary: 'Print a value into a pipe', positionals: '<name>' }, 'zh-CN': { summary: '将某个值输出到管道', positionals: '<名称>' } },
  options: {
    show: { type: 'boolean', text: { en: 'Print it to a terminal, too', 'zh-CN': '允许输出到终端' } },
    ...vaultOptions,
  },
  async run(context) {
    const { io, options } = context;
    const name = nameOf(context, 'vault get <name>');
    if (options['show'] !== true && (io.color || process.stdout.isTTY === true)) throw misuse('This is a terminal, which others may see and which keeps what was printed. Pipe the value on, or add --show.', '当前输出到终端，旁人可能看到，内容也会留存。请用管道传递，或加上 --show。');
    const vault = await openVault({ file: fileOf(context), keys: await keysOf(context) });
    const value = openEntry(vault, name);
    if (value === undefined) {
      const there = Object.hasOwn(vault.document.entries, name);
      throw new ToolError('SECRET_UNRESOLVED', there
        ? { en: `The entry ${name} does not open: see culprit vault verify`, 'zh-CN': `条目 ${name} 无法打开：请运行 culprit vault verify` }
        : { en: `There is no entry ${JSON.stringify(name.slice(0, 80))}. See: culprit vault list`, 'zh-CN': `没有条目 ${JSON.stringify(name.slice(0, 80))}。请运行：culprit vault list` });
    }
    io.stdout(`${value}\n`);
    if (vault.intact) return 0;
    io.stderr(context.locale === 'en' ? 'The vault was changed outside of Culprit: see culprit vault verify\n' : '保险库被 Culprit 以外的程序改动：请运行 culprit vault verify\n');
    return 1;
  },
});
