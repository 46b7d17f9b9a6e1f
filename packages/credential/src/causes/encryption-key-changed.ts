import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { ciphertextSurvey } from '../facts/ciphertext-survey.ts';
import { ciphertextTable } from '../targets/ciphertext-table.ts';

const useEarlierKey: Remedy = defineRemedy({
  id: 'credential/use-earlier-key',
  audience: 'operator',
  text: {
    en: {
      title: 'Bring the key of {which} back, or enter the secrets again',
      steps: [
        'Nothing is damaged: with the key of that time the values open. Look in older .env files, in the secrets of the deployment and in backups; try one with --previous file:PATH.',
        'Give the same key to every service that writes or reads them, and recreate the containers: docker compose up -d --force-recreate',
        'If that key is lost, the values are too: delete the rows and enter the secrets again.',
      ],
    },
    'zh-CN': {
      title: '找回{which}的密钥，或重新录入',
      steps: [
        '数据没有损坏：用当时的密钥即可打开。请查找旧的 .env、部署平台的密钥和备份；可用 --previous file:路径 试用。',
        '让所有读写这些值的服务使用同一密钥，并重建容器：docker compose up -d --force-recreate',
        '如果该密钥已丢失，这些值也无法恢复：请删除相应行并重新录入。',
      ],
    },
  },
});

/** Values were sealed with another key than the one that is configured. */
export const encryptionKeyChanged: Cause = defineCause({
  id: 'credential/encryption-key-changed',
  owner: 'service',
  layer: 'account',
  order: 40,
  scope: 'account',
  text: {
    en: {
      title: 'The stored values were sealed with another key than the one that is configured',
      about: 'Whoever writes and whoever reads need the same key. A tag proves that it is another one, or that something else was changed, but never which.',
      confirmed: {
        'previous-key-opens': '{count} of {total} values open with an earlier key ({which})',
        'before-a-date': 'Every value from {which} on opens, and none that is older: the key was changed then',
        'all-closed': 'All {total} values are whole, and none opens with the key, any name or any example key: one damaged row would not shut the others',
      },
      ruledOut: { opens: 'The configured key opens every whole value', 'example-key': 'They open with the example key of a repository', 'mixed-up': 'Values of the same time open and do not: the key is right, those rows are not' },
      open: { 'too-few': 'Only {total} values: one alone may as well be damaged. An earlier key (--previous) or more rows would settle it', 'no-key': 'There was no key to try' },
    },
    'zh-CN': {
      title: '存储的值不是用现在配置的密钥加密的',
      about: '写入方和读取方必须使用同一密钥。认证标签能证明密钥不同或内容有变，但无法区分两者。',
      confirmed: {
        'previous-key-opens': '{total} 个值中有 {count} 个可用旧密钥打开（{which}）',
        'before-a-date': '{which} 之后的值都能打开，更早的都不能：密钥在那时被更换',
        'all-closed': '{total} 个值都完整，但用该密钥、各种名称和已知示例密钥都打不开：单行损坏不会影响其他行',
      },
      ruledOut: { opens: '配置的密钥可以打开所有完整的值', 'example-key': '它们可用某仓库的示例密钥打开', 'mixed-up': '同一时期的值有的能打开、有的不能：密钥是对的，问题在那些行' },
      open: { 'too-few': '只有 {total} 个值：单个值也可能是损坏。提供旧密钥（--previous）或更多行即可判定', 'no-key': '没有可供尝试的密钥' },
    },
  },
  suspectedBy: ['credential/ciphertext-opening#all-closed', 'credential/ciphertext-opening#some-closed'],
  controls: (suspicion) => ({ survey: ciphertextSurvey.of(suspicion.related(ciphertextTable) ?? {}) }),
  judge: ({ facts: { survey }, confirmed, ruledOut, open }) => {
    if (survey?.outcome !== 'surveyed') return open('no-key', {}, []);
    const { population: { open: opens, byPrevious, byPublished, closed, changedAt }, cells } = survey;
    const total = opens + byPrevious + byPublished + closed;
    const earlier = cells.find((cell) => cell.state === 'opens' && cell.role === 'previous');
    if (earlier?.state === 'opens') return confirmed('previous-key-opens', { count: byPrevious, total, which: earlier.by }, ['survey']);
    if (byPublished > 0 && closed === 0) return ruledOut('example-key', {}, ['survey']);
    if (closed === 0) return ruledOut('opens', {}, ['survey']);
    if (changedAt !== undefined) return confirmed('before-a-date', { which: changedAt, count: closed, total }, ['survey'], 'likely');
    if (opens > 0) return ruledOut('mixed-up', {}, ['survey']);
    // Damage comes to rows one by one: three that fail together have their key in common.
    return closed >= 3 ? confirmed('all-closed', { total, count: closed, which: '?' }, ['survey'], 'likely') : open('too-few', { total }, ['survey']);
  },
  remedies: [useEarlierKey],
});
