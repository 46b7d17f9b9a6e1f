import { flagOf, placeholderOf } from '../../packages/core/src/examination/arguments.ts';
import { commands as own } from '../../apps/cli/src/commands.ts';
import { block, code, heading, table, text } from './markdown.mjs';
import { wordsFor } from './words.mjs';

/** One page per command, of the command line and of the plugins. */
export async function commandPages(manifests, locale) {
  const words = wordsFor(locale);
  const entries = [...own.map(({ load }) => ({ from: '@culprit/cli', load })), ...manifests.flatMap(({ name, commands }) => commands.map(({ load }) => ({ from: name, load })))];
  return Promise.all(entries.map(async ({ from, load }) => {
    const { name, text: texts, options, changes } = await load();
    const { summary, positionals = '' } = texts[locale];
    return {
      path: `commands/${name.replaceAll(' ', '-')}`, title: `culprit ${name}`, description: summary, sidebar: name,
      body: [
        text(summary),
        changes === true ? words.changes : undefined,
        `${words.plugin} \`${from}\``,
        heading(words.usage),
        block(`culprit ${name}${positionals === '' ? '' : ` ${positionals}`}${Object.keys(options).length === 0 ? '' : locale === 'en' ? ' [options]' : ' [选项]'}`, 'sh'),
        Object.keys(options).length === 0 ? undefined : heading(words.options),
        table([words.option, words.meaning], Object.entries(options).map(([option, field]) => [
          code(`${field.short === undefined ? '' : `-${field.short}, `}${flagOf(option)}${field.type === 'boolean' ? '' : ` ${placeholderOf(field)}`}`),
          `${text(field.text[locale])}${field.default === undefined ? '' : ` (${words.default}${words.colon}${code(String(field.default))})`}${field.required === true ? ` (${words.required})` : ''}`,
        ])),
      ],
    };
  }));
}
