import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { vaultState } from '../facts/vault-state.ts';
import { restoreVault, setEntryAgain } from '../remedies/repair-vault.ts';
import { vault } from '../targets/vault.ts';

/** Whether every entry opens and the list of them is the one that was written. */
export const vaultEntriesCheck: Check = defineCheck({
  id: 'credential/vault-entries',
  layer: 'account',
  target: vault,
  findings: {
    intact: { outcome: 'pass' },
    edited: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: restoreVault },
    unreadable: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: setEntryAgain },
    moved: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: setEntryAgain },
    'not-judged': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Entries of the vault',
      why: 'Whoever can write the file can exchange or drop entries without being able to read one.',
      findings: {
        intact: { one: 'The one entry opens', other: 'All {count} entries open' },
        edited: '{file} was changed by somebody without its key: entries were added, removed or exchanged, or its header was',
        unreadable: 'The entry {name} does not open; the others are told apart from it',
        moved: 'What stands under {name} was sealed for {from}: the two were exchanged, or one was copied',
        'not-judged': 'Not judged: the vault did not open',
      },
    },
    'zh-CN': {
      title: '保险库条目',
      why: '能写该文件的人不必读懂条目，也能调换或删去它们。',
      findings: {
        intact: '全部 {count} 个条目都能打开',
        edited: '{file} 被没有密钥的人改动：条目被增删或调换，或文件头被改动',
        unreadable: '条目 {name} 无法打开；其他条目单独判定',
        moved: '{name} 下存放的是为 {from} 加密的内容：两者被调换或被复制',
        'not-judged': '未判定：保险库未能打开',
      },
    },
  },
  needs: (target) => ({ state: vaultState.of(target) }),
  evaluate: ({ facts: { state }, conclude }) => {
    if (state.outcome !== 'open') return conclude('not-judged');
    const { file, intact, entries } = state;
    const broken = entries.slice(0, 1_000).flatMap((entry): Conclusion[] => {
      if (entry.state === 'readable') return [];
      return [entry.state === 'moved' ? conclude('moved', { name: entry.name, from: entry.from, file }) : conclude('unreadable', { name: entry.name, file })];
    });
    return intact && broken.length === 0 ? conclude('intact', { count: entries.length }) : [...(intact ? [] : [conclude('edited', { file })]), ...broken.slice(0, 20)];
  },
});
