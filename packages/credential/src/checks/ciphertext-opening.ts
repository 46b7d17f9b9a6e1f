import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { ciphertextSurvey } from '../facts/ciphertext-survey.ts';
import { enterSecretAgain } from '../remedies/reenter-secret.ts';
import { ciphertextTable } from '../targets/ciphertext-table.ts';

/** Whether the key that a program is given opens the values that it stored. */
export const ciphertextOpeningCheck: Check = defineCheck({
  id: 'credential/ciphertext-opening',
  layer: 'account',
  target: ciphertextTable,
  findings: {
    opens: { outcome: 'pass' },
    'all-closed': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'some-closed': { outcome: 'fail', severity: 'major', owner: 'service', remedy: enterSecretAgain },
    renamed: { outcome: 'fail', severity: 'major', owner: 'service' },
    garbage: { outcome: 'fail', severity: 'major', owner: 'service', remedy: enterSecretAgain },
    'cannot-be-proven': { outcome: 'inconclusive', required: false },
    'no-key': { outcome: 'inconclusive', required: true },
    'not-judged': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Key of the stored values',
      why: 'Programs tell a missing, a wrong and a changed key, a renamed row and damage by one and the same text.',
      findings: {
        opens: { one: 'The one value opens', other: 'All {count} values open' },
        'all-closed': { one: 'The one value does not open with the key given', other: 'None of {count} values opens with the key given' },
        'some-closed': '{closed} of {count} values do not open with the key given, first {example}',
        renamed: { one: 'One value opens only under another name: {example} was sealed as {boundTo}', other: '{count} values open only under other names, first {example}, sealed as {boundTo}' },
        garbage: '{closed} of {count} values become garbage with the key given, first {example}: the key is very likely another one. The format has no tag, so this cannot be proven',
        'cannot-be-proven': { one: 'One value becomes sensible text. Its format has no tag, so that the key is right cannot be proven', other: '{count} values become sensible text. Their format has no tag, so that the key is right cannot be proven' },
        'no-key': 'Not tried: no key was given that such values take',
        'not-judged': 'Not judged: there is no value to try a key on',
      },
    },
    'zh-CN': {
      title: '存储值的密钥',
      why: '密钥缺失、错误或已更换，数据行改名，以及数据损坏，程序给出的都是同一句报错。',
      findings: {
        opens: '{count} 个值全部可以打开',
        'all-closed': '{count} 个值用给出的密钥一个也打不开',
        'some-closed': '{count} 个值中有 {closed} 个用给出的密钥打不开，首个为 {example}',
        renamed: '{count} 个值只能以其他名称打开，首个为 {example}，加密时的名称是 {boundTo}',
        garbage: '{count} 个值中有 {closed} 个用给出的密钥解出乱码，首个为 {example}：密钥很可能不是原来的。该格式没有认证标签，无法证实',
        'cannot-be-proven': '{count} 个值可解出有意义的文本。该格式没有认证标签，密钥是否正确无法证实',
        'no-key': '未尝试：没有给出适用于这些值的密钥',
        'not-judged': '未判定：没有可供尝试密钥的值',
      },
    },
  },
  needs: (target) => ({ survey: ciphertextSurvey.of(target) }),
  evaluate: ({ facts: { survey }, conclude }) => {
    if (survey.outcome === 'unreadable') return conclude('not-judged');
    const { cells, population: { open, byPrevious, byPublished, closed, renamed, unproven } } = survey;
    const tried = open + byPrevious + byPublished + closed + renamed;
    const found: Conclusion[] = [];
    const name = (of: (cell: (typeof cells)[number]) => boolean): string => {
      const cell = cells.find(of);
      return cell === undefined ? '' : `#${cell.row} ${cell.name ?? cell.column}`;
    };
    const shut = cells.filter((cell) => cell.state === 'closed' || (cell.state === 'opens' && cell.role !== 'configured'));
    if (shut.length > 0) {
      const example = name((cell) => cell === shut[0]);
      found.push(shut.length === tried ? conclude('all-closed', { count: tried, example }) : conclude('some-closed', { closed: shut.length, count: tried, example }));
    }
    const moved = cells.flatMap((cell) => (cell.state === 'opens' && cell.role === 'configured' && cell.boundTo !== undefined ? [cell] : []));
    if (moved[0] !== undefined) found.push(conclude('renamed', { count: moved.length, example: name((cell) => cell === moved[0]), boundTo: moved[0].boundTo ?? '' }));
    const wrong = cells.filter((cell) => cell.state === 'unproven' && (!cell.plausible || cell.role !== 'configured'));
    if (wrong.length > 0) found.push(conclude('garbage', { closed: wrong.length, count: unproven, example: name((cell) => cell === wrong[0]) }));
    else if (unproven > 0) found.push(conclude('cannot-be-proven', { count: unproven }));
    if (found.length > 0) return found;
    if (cells.some(({ state }) => state === 'no-key')) return conclude('no-key');
    return open > 0 ? conclude('opens', { count: open }) : conclude('not-judged');
  },
});
