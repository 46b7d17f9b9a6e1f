import { formsOf } from '@culprit/core';

/** A page as a file: front matter that Starlight reads, then the body. */
export const pageOf = ({ title, description, body, sidebar, searched = true }) => `---
title: ${JSON.stringify(title)}
description: ${JSON.stringify(description)}
editUrl: false
${searched ? '' : 'pagefind: false\n'}${sidebar === undefined ? '' : `sidebar:\n  label: ${JSON.stringify(sidebar)}\n`}---

${body.filter((part) => part !== undefined && part !== '').join('\n\n')}
`;

/** Text of ours, which Markdown and HTML must not read as their own; nor are URLs and addresses in it links. */
export const text = (value) => value.replaceAll(/[\\`*_<>[\]|#~@]|(?<=\bwww)\./g, String.raw`\$&`).replaceAll('://', '&#58;//');

/** Text in a template: its placeholders stand out. */
export const template = (value, locale) => text((locale === 'en' ? formsOf(value) : formsOf(value).slice(-1)).join(' / ')).replaceAll(/\{(\w+)\}/g, '*$1*');

/** Code in a line, whatever backticks it holds. */
export function code(value) {
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = value.startsWith('`') || value.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${value}${pad}${fence}`;
}

export const block = (value, language = 'text') => `~~~~${language}\n${value.trimEnd()}\n~~~~`;

export const list = (items) => items.map((item) => `- ${item}`).join('\n');

export const table = (head, rows) => (rows.length === 0 ? '' : [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll(/(?<!\\)\|/g, String.raw`\|`)).join(' | ')} |`).join('\n'));

export const heading = (value) => `## ${value}`;

/** A link to another page of the same language; `path` is that of the page below the language's folder. */
export const link = (label, path, locale) => `[${label}](${locale === 'en' ? '' : '/zh-cn'}/${path}/)`;

/** The id that a page is about. The search reads pages and not addresses; as a field of its own (`metaWeights` of the site) it comes before pages that name it among others. */
export const ownId = (id) => `<code data-pagefind-weight="10" data-pagefind-meta="id">${id}</code>`;

/** Links to a cause, a check or a known error by its id. */
export const idLink = (section, id, locale) => link(code(id), `${section}/${id}`, locale);

/** The page that lists a section: what every id is about, below the plugin or provider that it belongs to. */
export function indexOf(section, pages, { title, description }, locale) {
  const groups = Map.groupBy(pages, ({ path }) => path.split('/').slice(1, -1).join('/'));
  return {
    path: `${section}/index`, title, description,
    // It names everything, and would be found before what it names.
    searched: false,
    body: [text(description), ...[...groups].flatMap(([group, members]) => [
      group === '' ? undefined : heading(group),
      list(members.map(({ path, title: name, sidebar }) => `${link(text(sidebar ?? name), path, locale)}${sidebar === undefined || sidebar === name ? '' : ` — ${text(name)}`}`)),
    ])],
  };
}
