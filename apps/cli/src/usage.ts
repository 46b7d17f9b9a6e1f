import type { Locale, Localized, OptionFields } from '@culprit/core';
import { flagOf, placeholderOf } from '@culprit/core/examination';
import type { CliCommand } from './command.ts';
import { globalOptions } from './options.ts';

const words = {
  en: { usage: 'Usage', options: 'Options', always: 'Always', commands: 'Commands', default: 'default', repeatable: 'may be repeated' },
  'zh-CN': { usage: '用法', options: '选项', always: '通用选项', commands: '命令', default: '默认', repeatable: '可重复' },
} as const satisfies Localized<object>;

/** What to type, for whoever typed nothing. */
export function invitation(locale: Locale): string {
  return locale === 'en'
    ? 'Culprit finds out why you can\'t get into a service.\n\n  culprit https://example.com/path      examine a URL, a host or host:port\n  culprit explain \'error text\'          say what an error text means\n  culprit help                          all commands and options\n'
    : 'Culprit 查明你为什么访问不了某个服务。\n\n  culprit https://example.com/path      检查网址、主机名或 主机:端口\n  culprit explain \'报错内容\'            解释一段报错\n  culprit help                          查看全部命令和选项\n';
}

/** The help of one command. */
export function usageOf(command: CliCommand, locale: Locale): string {
  const { usage, options, always } = words[locale];
  const { summary, positionals } = command.text[locale];
  const own = optionLines(command.options, locale);
  return [
    `${usage}  culprit ${command.name}${positionals === undefined ? '' : ` ${positionals}`}`, '', `  ${summary}`, '',
    ...(own.length === 0 ? [] : [options, ...own, '']),
    always, ...optionLines(globalOptions, locale), '',
  ].join('\n');
}

/** Every command, and what exit codes mean. */
export function overview(entries: readonly { readonly name: string; readonly summary: Localized<string> }[], locale: Locale): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  return [
    invitation(locale),
    words[locale].commands,
    ...entries.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary[locale]}`), '',
    ...(locale === 'en'
      ? ['culprit help <command> shows the options of one command.', '', 'Exit codes: 0 healthy, 1 a cause was found, 2 misuse, 3 something required could not be judged, 70 a bug in Culprit, 130 interrupted.', '']
      : ['culprit help <命令> 查看单个命令的选项。', '', '退出码：0 正常，1 找到原因，2 用法有误，3 有必要项目无法判定，70 Culprit 自身缺陷，130 被中断。', '']),
  ].join('\n');
}

function optionLines(fields: OptionFields, locale: Locale): readonly string[] {
  const { default: fallback, repeatable } = words[locale];
  return Object.entries(fields).map(([name, field]) => {
    const flag = name === 'color' ? '--no-color' : flagOf(name);
    const left = `  ${field.short === undefined ? '    ' : `-${field.short}, `}${flag}${field.type === 'boolean' ? '' : ` ${placeholderOf(field)}`}`;
    const value = 'default' in field && field.default !== undefined ? field.default : undefined;
    const shown = value === undefined ? '' : ` [${fallback} ${field.type === 'duration' ? `${Number(value) / 1_000}s` : String(value)}]`;
    const again = field.type === 'list' || field.type === 'map' ? ` [${repeatable}]` : '';
    return `${left.length > 34 ? `${left}\n${' '.repeat(36)}` : left.padEnd(36)}${field.text[locale]}${shown}${again}`;
  });
}
