import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, notAnswered, otherStatus } from './http-experiments.ts';

/** 451 (RFC 7725). */
export const legalBlock: Cause = defineCause({
  id: 'network/legal-block',
  owner: 'service',
  layer: 'http',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The resource is withheld for legal reasons',
      about: 'Whoever answered says 451 (RFC 7725): a legal demand keeps the resource from being served, at least to this region.',
      confirmed: {
        'by-status': 'The answer is 451; its header fields do not say who blocks',
        'blocker-named': 'The answer is 451, and its Link field names who blocks: {blockedBy}',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '该资源因法律原因不予提供',
      about: '应答方返回 451（RFC 7725）：因法律要求，至少在本地区不提供该资源。',
      confirmed: {
        'by-status': '返回 451；响应头没有说明封锁方',
        'blocker-named': '返回 451，Link 字段说明了封锁方：{blockedBy}',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#legal'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.status !== 451) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    // RFC 7725 §4: Link: <…>; rel="blocked-by" names who implements the block.
    const blockedBy = /<([^<>]{1,200})>\s*;\s*rel="?blocked-by"?/i.exec(answer.headers['link'] ?? '')?.[1];
    return blockedBy === undefined ? confirmed('by-status', {}, ['exchange']) : confirmed('blocker-named', { blockedBy }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/ask-who-blocks',
      audience: 'you',
      text: {
        en: { title: 'Ask whoever blocks', steps: ['The body of the answer often says who demanded the block; the service can say where the resource is offered lawfully.'] },
        'zh-CN': { title: '向封锁方了解', steps: ['响应体中往往写明是谁要求封锁；服务方可以告知在哪里可以合法获取。'] },
      },
    }),
  ],
});
