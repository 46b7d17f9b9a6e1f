import { parseEnv } from 'node:util';
import { defineCommand, misuse, type Command } from '@culprit/core';
import { readTextFile } from '@culprit/core/files';
import { fileOf, keysOf, vaultOptions } from '../vault/command-input.ts';
import { isEntryName } from '../vault/document.ts';
import { changeVault } from '../vault/store.ts';

/** `culprit vault import FILE.env`: puts the values of an env file into the vault, in one write. */
export const vaultImport: Command = defineCommand({
  name: 'vault import',
  text: { en: { summary: 'Put the values of an env file into the vault', positionals: '<file>' }, 'zh-CN': { summary: '将 env 文件中的值存入保险库', positionals: '<文件>' } },
  changes: true,
  options: {
    only: { type: 'list', items: { type: 'string' }, placeholder: 'names', text: { en: 'Only these variables; default: those that are named like secrets', 'zh-CN': '只导入这些变量；默认导入名称像密钥的变量' } },
    prefix: { type: 'string', placeholder: 'text', text: { en: 'Put before each name: app/', 'zh-CN': '加在每个名称前，例如 app/' } },
    yes: { type: 'boolean', text: { en: 'Replace values that are there', 'zh-CN': '替换已有的值' } },
    ...vaultOptions,
  },
  async run(context) {
    const { positionals, options, io, locale, signal } = context;
    const [from, ...more] = positionals;
    if (from === undefined || more.length > 0) throw misuse('Name one env file: culprit vault import <file>', '请指定一个 env 文件：culprit vault import <文件>');
    const only = Array.isArray(options['only']) ? options['only'].flatMap((names) => String(names).split(',')) : undefined;
    const prefix = typeof options['prefix'] === 'string' ? options['prefix'] : '';
    const variables = await variablesOf(from, signal);
    const chosen = Object.entries(variables).filter(([name, value]) => value !== '' && (only?.includes(name) ?? secretName.test(name)));
    const set = Object.fromEntries(chosen.map(([name, value]) => [`${prefix}${name}`, value]));
    const names = Object.keys(set);
    if (names.length === 0) throw misuse(`${from} has no such variable. Name those to import: --only NAME,NAME`, `${from} 中没有符合的变量。请指定要导入的变量：--only 名称,名称`);
    const odd = names.find((name) => !isEntryName(name));
    if (odd !== undefined) throw misuse(`${JSON.stringify(odd.slice(0, 80))} can't be the name of an entry.`, `${JSON.stringify(odd.slice(0, 80))} 不能用作条目名称。`);
    const file = fileOf(context);
    await changeVault({ file, keys: await keysOf(context), signal }, ({ document }) => {
      const there = names.filter((name) => Object.hasOwn(document.entries, name));
      if (there.length > 0 && options['yes'] !== true) throw misuse(`These are there already: ${there.join(', ')}. Add --yes to replace them.`, `以下条目已存在：${there.join('、')}。要替换请加上 --yes。`);
      return { set };
    });
    io.stderr(locale === 'en' ? `Set in ${file}: ${names.join(', ')}. Remove them from ${from} once everything reads them as vault:NAME\n` : `已存入 ${file}：${names.join('、')}。各处改为 vault:名称 读取后，请从 ${from} 中删除它们\n`);
    return 0;
  },
});

const secretName = /(?:^|_)(?:key|token|secret|password|passwd|credentials?|dsn)(?:_|$)/i;

async function variablesOf(file: string, signal: AbortSignal): Promise<{ readonly [name: string]: string }> {
  // Node's parser keeps a byte order mark as part of the first name.
  const parsed = parseEnv((await readTextFile(file, { signal })).replace(/^\u{FEFF}/u, ''));
  return Object.fromEntries(Object.entries(parsed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
