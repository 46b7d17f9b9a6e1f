import { defineCommand, type Command } from '@culprit/core';
import { formatOption } from '@culprit/core/commands';
import { fileOf, keysOf, vaultOptions } from '../vault/command-input.ts';
import { entryStates } from '../vault/read-vault.ts';
import { openVault } from '../vault/store.ts';

const words = {
  en: { readable: 'opens', unreadable: 'does not open', moved: 'belongs to another name', candidate: 'has a candidate', grace: 'the one before until' },
  'zh-CN': { readable: '可打开', unreadable: '无法打开', moved: '属于其他名称', candidate: '有候选值', grace: '旧值保留至' },
} as const;

/** `culprit vault list`: names and when they were set, each with its own state; no value. */
export const vaultList: Command = defineCommand({
  name: 'vault list',
  text: { en: { summary: 'List the names in the vault and whether each opens' }, 'zh-CN': { summary: '列出保险库中的名称及各自能否打开' } },
  options: {
    ...formatOption,
    ...vaultOptions,
  },
  async run(context) {
    const { io, options, locale } = context;
    const vault = await openVault({ file: fileOf(context), keys: await keysOf(context) });
    const states = entryStates(vault);
    const rows = states.map(({ name, state }) => ({ name, state, candidate: vault.document.entries[name]?.candidate !== undefined, grace: vault.document.entries[name]?.grace?.until, version: vault.document.entries[name]?.v ?? 0, updated: vault.document.entries[name]?.updated ?? '' }));
    if (options['format'] === 'json') io.stdout(`${JSON.stringify(rows, undefined, 2)}\n`);
    else {
      const width = Math.max(0, ...rows.map(({ name }) => name.length));
      io.stdout(rows.map(({ name, state, updated, candidate, grace }) => `${name.padEnd(width)}  ${updated.slice(0, 10)}  ${words[locale][state]}${candidate ? `  ${words[locale].candidate}` : ''}${grace === undefined ? '' : `  ${words[locale].grace} ${grace.slice(0, 16)}Z`}\n`).join(''));
    }
    return vault.intact && states.every(({ state }) => state === 'readable') ? 0 : 1;
  },
});
