import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { retryAfterSeconds } from '../http/retry-after.ts';
import { answerOf, failedExchange, notAnswered, otherStatus } from './http-experiments.ts';

/** 503 with Retry-After (RFC 9110 §15.6.4): overload or maintenance, by the service's own word. */
export const serviceOverloaded: Cause = defineCause({
  id: 'network/service-overloaded',
  owner: 'service',
  layer: 'service',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service is overloaded or in maintenance',
      about: 'The service answers 503 and says itself when to come back.',
      confirmed: { 'come-back': '503 with Retry-After: {retryAfterSeconds} s' },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务过载或正在维护',
      about: '服务返回 503，并告知何时再来。',
      confirmed: { 'come-back': '返回 503，Retry-After 为 {retryAfterSeconds} 秒' },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#overloaded'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const seconds = retryAfterSeconds(answer.headers['retry-after'], answer.receivedAt);
    if (answer.status !== 503 || seconds === undefined) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    return confirmed('come-back', { retryAfterSeconds: seconds }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/come-back-later',
      audience: 'you',
      text: {
        en: { title: 'Come back in {retryAfterSeconds} s', steps: ['Wait {retryAfterSeconds} s; see the service\'s status page if it lasts.'] },
        'zh-CN': { title: '{retryAfterSeconds} 秒后再试', steps: ['等待 {retryAfterSeconds} 秒；若持续如此，请查看服务状态页。'] },
      },
    }),
  ],
});
