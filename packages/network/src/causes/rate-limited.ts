import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { limitResetSeconds, retryAfterSeconds } from '../http/retry-after.ts';
import { answerOf, failedExchange, notAnswered, otherStatus } from './http-experiments.ts';

/** 429 (RFC 6585 §4). */
export const rateLimited: Cause = defineCause({
  id: 'network/rate-limited',
  owner: 'account',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The service limits the rate of requests',
      about: 'The service answers 429: more requests came from this account or address than it allows, or a quota is used up. The way there works.',
      confirmed: {
        'retry-after': '429; the service asks to wait {retryAfterSeconds} s, until {retryAt}',
        'limit-reset': '429; by its rate limit fields the limit is lifted in {retryAfterSeconds} s, at {retryAt}',
        'no-retry-after': '429; the service does not say how long to wait (no Retry-After)',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务限制了请求频率',
      about: '服务返回 429：此账户或地址的请求超过了允许的频率，或配额已用完。访问路径本身正常。',
      confirmed: {
        'retry-after': '返回 429；服务要求等待 {retryAfterSeconds} 秒，至 {retryAt}',
        'limit-reset': '返回 429；按其限流响应头，限制将在 {retryAfterSeconds} 秒后（{retryAt}）解除',
        'no-retry-after': '返回 429；服务没有说明要等多久（无 Retry-After）',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#rate-limited'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.status !== 429) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    const seconds = retryAfterSeconds(answer.headers['retry-after'], answer.receivedAt);
    const reset = seconds === undefined ? limitResetSeconds(answer.headers, answer.receivedAt) : undefined;
    if (reset !== undefined) return confirmed('limit-reset', { retryAfterSeconds: reset, retryAt: retryAt(answer.receivedAt, reset) }, ['exchange']);
    return seconds === undefined
      ? confirmed('no-retry-after', {}, ['exchange'])
      : confirmed('retry-after', { retryAfterSeconds: seconds, retryAt: retryAt(answer.receivedAt, seconds) }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/wait-until',
      audience: 'you',
      applies: ({ retryAt: at }) => typeof at === 'string',
      text: {
        en: { title: 'Wait {retryAfterSeconds} s', steps: ['Send nothing to this service before {retryAt}; earlier attempts may prolong the wait.'] },
        'zh-CN': { title: '等待 {retryAfterSeconds} 秒', steps: ['在 {retryAt} 之前不要再向该服务发送请求，过早重试可能延长等待时间。'] },
      },
    }),
    defineRemedy({
      id: 'network/slow-down',
      audience: 'you',
      text: {
        en: { title: 'Send less', steps: ['Send fewer requests at a time, retry with growing pauses, and look up rate limit and quota of the account in the service\'s console.'] },
        'zh-CN': { title: '降低请求频率', steps: ['减少并发，重试时逐次拉长间隔，并在服务控制台查看账户的频率限制和配额。'] },
      },
    }),
  ],
});

/** ISO 8601, UTC, whole seconds; a wait beyond the calendar stays at its end. */
function retryAt(receivedAt: string, seconds: number): string {
  return new Date(Math.min(Date.parse(receivedAt) + seconds * 1_000, 8.64e15)).toISOString().replace(/\.\d+Z$/, 'Z');
}
