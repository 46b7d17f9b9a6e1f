import { defineCheck, type Check } from '@culprit/core';
import { vaultState } from '../facts/vault-state.ts';
import { finishRotation, giveMasterKey, replacePublishedKey, restoreVault } from '../remedies/repair-vault.ts';
import { vault } from '../targets/vault.ts';

/** Whether the key at hand is the one that the vault was sealed with. */
export const masterKeyCheck: Check = defineCheck({
  id: 'credential/master-key',
  layer: 'account',
  target: vault,
  findings: {
    opens: { outcome: 'pass' },
    missing: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveMasterKey },
    'wrong-length': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveMasterKey },
    'wrong-size': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveMasterKey },
    'wrong-character': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveMasterKey },
    'other-text': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveMasterKey },
    changed: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'broken-slot': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: restoreVault },
    published: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: replacePublishedKey },
    replaced: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: finishRotation },
    'not-judged': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Master key',
      why: 'Without it nothing in the vault can be read, and a new one does not open it.',
      findings: {
        opens: 'Key {kid} of {source} opens the vault',
        missing: 'There is no master key; looked at {looked}. The vault needs key {kid}, made {created} from {source}',
        'wrong-length': '{where} has {length} hexadecimal digits, 64 are needed. The vault takes key {kid}',
        'wrong-size': '{where} is the base64 of {length} bytes, 32 are needed. The vault takes key {kid}',
        'wrong-character': '{where} is no key: character {position} is {codePoint}. The vault takes key {kid}',
        'other-text': '{where} holds no key but something else ({what}): nobody filled it in. The vault takes key {kid}',
        changed: 'The vault was sealed with key {kid} ({source}, {created}); what is here is {offered}',
        'broken-slot': 'Key {kid} is right, but its slot in the vault was changed outside of Culprit',
        published: 'The master key in {source} is the example key of {publisher}: anybody can open the vault',
        replaced: 'The vault opened with key {kid} of {source}, which is being replaced',
        'not-judged': 'Not judged: the file of the vault could not be read',
      },
    },
    'zh-CN': {
      title: '主密钥',
      why: '没有主密钥，保险库中的任何内容都无法读取；新密钥也打不开它。',
      findings: {
        opens: '{source} 中的密钥 {kid} 可以打开保险库',
        missing: '没有主密钥；已查看 {looked}。保险库需要密钥 {kid}（{created} 创建，来自 {source}）',
        'wrong-length': '{where} 有 {length} 位十六进制数字，需要 64 位。保险库使用密钥 {kid}',
        'wrong-size': '{where} 解码 base64 后为 {length} 字节，需要 32 字节。保险库使用密钥 {kid}',
        'wrong-character': '{where} 不是有效密钥：第 {position} 个字符是 {codePoint}。保险库使用密钥 {kid}',
        'other-text': '{where} 中不是密钥，而是其他内容（{what}），尚未填入实际的值。保险库使用密钥 {kid}',
        changed: '保险库用密钥 {kid}（{source}，{created}）加密，而此处的是 {offered}',
        'broken-slot': '密钥 {kid} 正确，但它在保险库中的密钥槽被 Culprit 以外的程序改动',
        published: '{source} 中的主密钥是 {publisher} 的示例密钥：任何人都能打开保险库',
        replaced: '保险库是用 {source} 中的密钥 {kid} 打开的，该密钥正在被替换',
        'not-judged': '未判定：无法读取保险库文件',
      },
    },
  },
  needs: (target) => ({ state: vaultState.of(target) }),
  evaluate: ({ facts: { state }, conclude }) => {
    if (!('slots' in state)) return conclude('not-judged');
    const primary = state.slots.find(({ state: one }) => one === 'primary') ?? state.slots[0];
    const [kid, created, source] = [primary?.kid ?? '', primary?.created.slice(0, 10) ?? '', primary?.source ?? ''];
    switch (state.outcome) {
      case 'no-key': {
        const about = { kid, created, source, file: state.file };
        const found = state.looked.find(({ text }) => text.outcome !== 'absent' && text.outcome !== 'empty');
        if (found === undefined) return conclude('missing', { looked: state.looked.map((one) => one.source).join(', '), ...about });
        const { text, source: where } = found;
        switch (text.outcome) {
          case 'wrong-length': return conclude(text.encoding === 'hex' ? 'wrong-length' : 'wrong-size', { where, length: text.length, ...about });
          case 'wrong-character': return conclude('wrong-character', { where, position: text.position, codePoint: text.codePoint, ...about });
          default: return conclude('other-text', { where, what: 'what' in text ? text.what : text.outcome, ...about });
        }
      }
      case 'other-key': return conclude('changed', { kid, source, created, offered: state.offered.map((one) => `${one.kid} (${one.source})`).join(', ') });
      case 'broken-slot': return conclude('broken-slot', { kid: state.kid, file: state.file });
      case 'open': {
        const by = { kid: state.kid, source: state.source };
        if (state.published !== undefined) return conclude('published', { source: state.source, publisher: state.published });
        return state.slot === 'decrypt-only' || state.role === 'previous' ? conclude('replaced', by) : conclude('opens', by);
      }
    }
  },
});
