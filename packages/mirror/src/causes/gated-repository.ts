import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, nameOf, notAnswered } from './answer-experiments.ts';
import { controlExchange, hostOf, mirrorOf, stateOf, walkOf } from './mirror-experiments.ts';

/** Everybody sees that it is there; only who accepted its terms gets the files. */
export const gatedRepository: Cause = defineCause({
  id: 'mirror/gated-repository',
  owner: 'account',
  layer: 'account',
  order: 25,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The repository is gated: its terms have not been accepted for this account',
      about: 'The hub says GatedRepo. Another mirror or key of the same account changes nothing.',
      confirmed: {
        'entry-gated': '{host} answers {answer} for {repository} and says GatedRepo',
        'files-gated': '{host} shows {repository}, and says GatedRepo for its files',
      },
      ruledOut: { 'not-gated': '{host} says nothing of a gate' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '仓库受限：当前账户尚未同意其条款',
      about: '站点返回 GatedRepo。换用其他镜像或同一账户的其他令牌都没有用。',
      confirmed: {
        'entry-gated': '{host} 对 {repository} 返回 {answer}，并标明 GatedRepo',
        'files-gated': '{host} 展示了 {repository}，但对其中的文件标明 GatedRepo',
      },
      ruledOut: { 'not-gated': '{host} 并未表示受限' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/control-plane#gated', 'mirror/data-plane#gated'],
  controls: (suspicion) => ({ exchange: controlExchange(suspicion), walk: walkOf(suspicion) }),
  judge: ({ suspicion, facts: { exchange, walk }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const params = { host: hostOf(suspicion), repository: mirrorOf(suspicion).repository, answer: nameOf(answer) };
    if (stateOf(suspicion, exchange) === 'gated') return confirmed('entry-gated', params, ['exchange']);
    return walk?.state === 'gated' ? confirmed('files-gated', params, ['exchange', 'walk']) : ruledOut('not-gated', params, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/accept-terms',
      audience: 'you',
      text: {
        en: { title: 'Accept the terms, and use a token of that account', steps: ['Open the page of {repository} on the hub, logged in, and accept its terms; some authors answer by hand.', 'Use a token of the same account, with the right to read gated repositories.'] },
        'zh-CN': { title: '同意条款，并使用该账户的令牌', steps: ['登录后在官方站点打开 {repository} 页面并同意条款；有些作者需要人工审批。', '使用同一账户的令牌，并具有读取受限仓库的权限。'] },
      },
    }),
  ],
});
