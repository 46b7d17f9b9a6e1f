import { formsOf, nearest, ToolError, type Localized, type Template } from '@culprit/core';
import type { CliCommand, CliContext } from '../command.ts';
import { commands } from '../commands.ts';

type Row = { readonly id: string; readonly about: Localized<string>; readonly [more: string]: unknown };
type Lister = (context: CliContext) => Promise<readonly Row[]>;

/** A template as it reads before it is filled. */
const plain = (template: Template): string => formsOf(template).at(-1) ?? '';

const listers: { readonly [what: string]: Lister } = {
  plugins: async ({ plugins }) => plugins.map(({ name, version, checks, causes, targets }) => ({
    id: name, version, checks: checks.length, causes: causes.length,
    about: {
      en: `${version}  ${checks.length} checks, ${causes.length} causes; targets: ${targets.map(({ kind }) => kind).join(', ') || 'none'}`,
      'zh-CN': `${version}  ${checks.length} 个检查项，${causes.length} 个原因；目标类型：${targets.map(({ kind }) => kind).join('、') || '无'}`,
    },
  })),
  checks: async ({ plugins }) => Promise.all(plugins.flatMap(({ checks }) => checks).map(async ({ id, kind, load }) => {
    const { text, layer } = await load();
    return { id, kind, layer, about: { en: text.en.title, 'zh-CN': text['zh-CN'].title } };
  })),
  causes: async ({ plugins }) => Promise.all(plugins.flatMap(({ causes }) => causes).map(async ({ id, load }) => {
    const { text, owner, layer } = await load();
    return { id, owner, layer, about: { en: plain(text.en.title), 'zh-CN': plain(text['zh-CN'].title) } };
  })),
  targets: async ({ plugins }) => Promise.all(plugins.flatMap(({ targets }) => targets).map(async ({ kind, schemes, bare, load }) => {
    const { text } = await load();
    const addresses = schemes.map((scheme) => `${scheme}://…`);
    const en = [...addresses, ...bare ? ['without a scheme'] : []].join(', ');
    const zh = [...addresses, ...bare ? ['可不带协议'] : []].join('、');
    return { id: kind, schemes, about: en === '' ? text : { en: `${text.en}: ${en}`, 'zh-CN': `${text['zh-CN']}：${zh}` } };
  })),
  commands: async ({ plugins }) => [...commands, ...plugins.flatMap((plugin) => plugin.commands)].map(({ name, summary }) => ({ id: name, about: summary })),
};

/** `culprit list [plugins|checks|causes|targets|commands]` */
export const list: CliCommand = {
  name: 'list',
  text: {
    en: { summary: 'List what is there', positionals: '[plugins|checks|causes|targets|commands]' },
    'zh-CN': { summary: '列出可用内容', positionals: '[plugins|checks|causes|targets|commands]' },
  },
  options: {
    format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the list', 'zh-CN': '输出格式' } },
  },
  async run(context) {
    const { positionals: [what = 'plugins'], options, locale, io } = context;
    const lister = Object.hasOwn(listers, what) ? listers[what] : undefined;
    if (lister === undefined) {
      const near = nearest(what, Object.keys(listers));
      throw new ToolError('USAGE_INVALID', {
        en: `There are no ${what} to list. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${Object.keys(listers).join(', ')}.`}`,
        'zh-CN': `无法列出 ${what}。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : `可用：${Object.keys(listers).join('、')}。`}`,
      });
    }
    const rows = await lister(context);
    if (options['format'] === 'json') {
      io.stdout(`${JSON.stringify(rows.map(({ about, ...row }) => ({ ...row, text: about })), undefined, 2)}\n`);
      return 0;
    }
    const width = Math.max(0, ...rows.map(({ id }) => id.length));
    io.stdout(rows.map(({ id, about }) => `${id.padEnd(width)}  ${about[locale]}\n`).join(''));
    return 0;
  },
};
