import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { vaultState } from '../facts/vault-state.ts';
import { checkBackup, closeVault, makeVault, restoreVault, updateCulprit } from '../remedies/repair-vault.ts';
import { vault } from '../targets/vault.ts';

/** Whether the file of a vault is there and byte by byte what was written. */
export const vaultFileCheck: Check = defineCheck({
  id: 'credential/vault-file',
  layer: 'account',
  target: vault,
  findings: {
    whole: { outcome: 'pass' },
    absent: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: makeVault },
    unreadable: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: makeVault },
    'no-json': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: restoreVault },
    altered: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: restoreVault },
    foreign: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: makeVault },
    'too-new': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: updateCulprit },
    exposed: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: closeVault },
    'rolled-back': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: checkBackup },
  },
  text: {
    en: {
      title: 'File of the vault',
      why: 'A vault that was cut, edited or put back in time loses secrets; every byte of it is accounted for.',
      findings: {
        whole: { one: '{file} is whole: generation {generation}, one entry', other: '{file} is whole: generation {generation}, {count} entries' },
        absent: 'There is no vault at {file}',
        unreadable: "{file} can't be read: {reason}",
        'no-json': '{file} is damaged from byte {at} on; {backup}',
        altered: '{file} is not byte by byte what was written: damaged, or edited by hand; {backup}',
        foreign: '{file} is no vault of Culprit',
        'too-new': '{file} has format version {version}, which this Culprit does not know. Nothing is damaged',
        exposed: 'Others on this machine may read or write {file} (mode {mode})',
        'rolled-back': '{file} is generation {generation} of {updated}, but generation {seen} was written here on {at}: an older copy was put in its place',
      },
    },
    'zh-CN': {
      title: '保险库文件',
      why: '被截断、被改动或被换成旧副本的保险库会丢失密钥；文件的每个字节都受校验。',
      findings: {
        whole: '{file} 完好：第 {generation} 代，{count} 个条目',
        absent: '{file} 处没有保险库',
        unreadable: '无法读取 {file}：{reason}',
        'no-json': '{file} 自第 {at} 字节起已损坏；{backup}',
        altered: '{file} 与写入时不一致：已损坏或被手工改动；{backup}',
        foreign: '{file} 不是 Culprit 的保险库',
        'too-new': '{file} 的格式版本为 {version}，当前 Culprit 不支持。数据没有损坏',
        exposed: '本机其他用户可以读写 {file}（权限 {mode}）',
        'rolled-back': '{file} 是 {updated} 的第 {generation} 代，但此处在 {at} 写入过第 {seen} 代：被换成了旧副本',
      },
    },
  },
  needs: (target) => ({ state: vaultState.of(target) }),
  evaluate: ({ facts: { state }, conclude }) => {
    const { file } = state;
    if (state.outcome === 'unreadable') return state.why === 'absent' ? conclude('absent', { file }) : conclude('unreadable', { file, reason: state.why });
    if (state.outcome === 'corrupt') {
      const backup = state.backup === undefined ? `${file}.1: –` : `${file}.1: #${state.backup.generation}, ${state.backup.updated}`;
      if (state.why === 'foreign') return conclude('foreign', { file });
      return state.why === 'not-json' ? conclude('no-json', { file, at: state.at ?? 0, backup }) : conclude('altered', { file, backup });
    }
    if (state.outcome === 'too-new') return conclude('too-new', { file, version: state.version });
    const { generation, updated, seen, exposed, mode, names } = state;
    const found: Conclusion[] = [];
    if (exposed) found.push(conclude('exposed', { file, mode }));
    if (seen !== undefined && seen.generation > generation) found.push(conclude('rolled-back', { file, generation, updated, seen: seen.generation, at: seen.at }));
    return found.length > 0 ? found : conclude('whole', { file, generation, count: names.length });
  },
});
