import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, courseOf, sessionFailures, useOf } from '../log-in/experiments.ts';

/** The token that the log-in handed out is past, early or in milliseconds by the service's own clock. */
export const sessionTokenInvalid: Cause = defineCause({
  id: 'credential/session-token-invalid',
  owner: 'service',
  layer: 'account',
  order: 18,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The log-in hands out a token that is no good',
      about: 'The token is fresh from the log-in, and by its own words and the service\'s own clock nobody may take it.',
      confirmed: {
        expired: 'The token of this log-in ended at {until}, and by the service\'s own clock it is {serverTime}',
        early: 'The token of this log-in begins at {from}, and by the service\'s own clock it is {serverTime}',
      },
      ruledOut: { good: 'The token is good by its own words', 'no-token': 'No token was sent that could be read' },
      open: { 'not-observed': 'The token or the service\'s clock could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '登录发放的令牌无效',
      about: '令牌刚由登录发放，但按其自身内容和服务自己的时钟，谁都不应接受它。',
      confirmed: {
        expired: '本次登录的令牌已于 {until} 到期，而服务自己的时钟是 {serverTime}',
        early: '本次登录的令牌从 {from} 起才有效，而服务自己的时钟是 {serverTime}',
      },
      ruledOut: { good: '按其自身内容，令牌有效', 'no-token': '没有发送可读取的令牌' },
      open: { 'not-observed': '未能观察到令牌或服务的时钟；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: sessionFailures,
  controls: (suspicion) => ({ course: courseOf(suspicion), use: useOf(suspicion) }),
  judge: ({ facts: { course, use }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged' || use?.outcome !== 'judged') return open('not-observed', {}, []);
    if (use.token?.kind !== 'jws') return ruledOut('no-token', { answer: answerOf(use) }, ['use']);
    const { expires, notBefore } = use.token;
    if (course.serverTime === undefined) return open('not-observed', {}, ['use']);
    const serverSeconds = Date.parse(course.serverTime) / 1_000;
    if (expires !== undefined && expires <= serverSeconds) return confirmed('expired', { until: utc(expires), serverTime: course.serverTime }, ['course', 'use']);
    if (notBefore !== undefined && notBefore > serverSeconds + 60) return confirmed('early', { from: utc(notBefore), serverTime: course.serverTime }, ['course', 'use']);
    return ruledOut('good', {}, ['use']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/mend-token-issuer',
      audience: 'operator',
      text: {
        en: { title: 'Let the issuer date its tokens right', steps: ['Compare the clocks of the issuer and of whoever verifies (timedatectl), and see that exp and nbf are seconds since 1970 in UTC (RFC 7519 §2).', 'See how long a token shall live: a lifetime in minutes taken for seconds ends at once.'] },
        'zh-CN': { title: '让签发方写对令牌的时间', steps: ['核对签发方与校验方的时钟（timedatectl），并确认 exp 和 nbf 是 1970 年以来的 UTC 秒数（RFC 7519 §2）。', '检查令牌有效期的设置：把分钟当成秒会立刻过期。'] },
      },
    }),
  ],
});

const utc = (seconds: number): string => new Date(Math.max(-8.64e15, Math.min(8.64e15, seconds * 1_000))).toISOString();
