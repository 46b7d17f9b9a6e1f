import { nearest, ToolError } from '@culprit/core';
import type { CliCommand } from '../command.ts';
import { commands } from '../commands.ts';
import { overview, usageOf } from '../usage.ts';

/** `culprit help [command]` */
export const help: CliCommand = {
  name: 'help',
  text: {
    en: { summary: 'Explain the commands and their options', positionals: '[command]' },
    'zh-CN': { summary: '说明各命令及其选项', positionals: '[命令]' },
  },
  options: {},
  async run({ positionals, plugins, locale, io }) {
    const entries = [...commands, ...plugins.flatMap((plugin) => plugin.commands.toSorted((one, other) => one.name < other.name ? -1 : 1))];
    const name = positionals.join(' ');
    // `culprit help vault` shows what there is of vaults, and `culprit help` everything.
    const group = name === '' ? entries : entries.filter((candidate) => candidate.name.startsWith(`${name} `));
    if (group.length > 0) {
      io.stdout(overview(group, locale));
      return 0;
    }
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry === undefined) {
      const siblings = entries.filter((candidate) => candidate.name.startsWith(`${positionals[0] ?? ''} `));
      const known = (siblings.length > 0 ? siblings : entries).map((candidate) => candidate.name);
      const near = nearest(name, known);
      throw new ToolError('USAGE_INVALID', {
        en: `There is no command ${name}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.join(', ')}.`}`,
        'zh-CN': `没有命令 ${name}。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : `可用：${known.join('、')}。`}`,
      });
    }
    io.stdout(usageOf(await entry.load(), locale));
    return 0;
  },
};
