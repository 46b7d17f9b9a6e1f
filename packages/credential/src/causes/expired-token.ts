import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { clocks } from '@culprit/network';
import { readingOf } from '../token/token-experiments.ts';

/** The token's time is over by a clock that others agree with. */
export const expiredToken: Cause = defineCause({
  id: 'credential/expired-token',
  owner: 'machine',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token has expired, and was not refreshed',
      about: 'Access tokens live for minutes or hours. Whoever holds one has to ask for the next before it ends.',
      confirmed: { 'expired-by-true-time': 'It ended at {until}; by the clocks that were compared it is {now}' },
      ruledOut: { 'good-by-true-time': 'By the clocks that were compared it is {now}, and the token is good until {until}: this machine\'s clock is wrong' },
      open: { 'no-clock': 'It ended at {until} by this machine\'s clock, which nothing was compared with: set controls.timeSources, and leave --offline out' },
    },
    'zh-CN': {
      title: '令牌已过期且没有刷新',
      about: '访问令牌的寿命只有几分钟到几小时，持有者须在到期前换取新的。',
      confirmed: { 'expired-by-true-time': '它于 {until} 到期；按所比对的时钟，现在是 {now}' },
      ruledOut: { 'good-by-true-time': '按所比对的时钟，现在是 {now}，令牌有效至 {until}：不准的是本机时钟' },
      open: { 'no-clock': '按本机时钟它于 {until} 到期，但没有可比对的时钟：请设置 controls.timeSources，并去掉 --offline' },
    },
  },
  suspectedBy: ['credential/token-validity#expired'],
  controls: (suspicion) => ({ clocks: clocks(suspicion), reading: readingOf(suspicion) }),
  judge: ({ facts: { clocks: comparison, reading }, now, confirmed, ruledOut, open }) => {
    const ends = (reading?.expires ?? 0) * 1_000;
    const until = utc(ends);
    if (reading?.expires === undefined || comparison === undefined || comparison.verdict === 'none' || comparison.verdict === 'disagree') return open('no-clock', { until }, []);
    const trueTime = now.getTime() - (comparison.verdict === 'target' || comparison.verdict === 'agrees' ? 0 : comparison.offsetMs);
    const params = { until, now: utc(trueTime), overdueSeconds: Math.round((trueTime - ends) / 1_000) };
    return trueTime >= ends ? confirmed('expired-by-true-time', params, ['reading', 'clocks']) : ruledOut('good-by-true-time', params, ['clocks', 'reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/refresh-token',
      audience: 'you',
      text: {
        en: { title: 'Ask for a new token, and for the next one in time', steps: ['Sign in again, or use the refresh token, and put the new token where the old one stood.', 'In a program: refresh a minute before the end, one refresh at a time (createRefresher of @culprit/credential), and store a new refresh token before you use it.'] },
        'zh-CN': { title: '换取新令牌，并在到期前及时刷新', steps: ['重新登录或用刷新令牌换取新令牌，并替换旧的。', '在程序中：提前一分钟刷新，同一时刻只刷新一次（@culprit/credential 的 createRefresher），新的刷新令牌先保存再使用。'] },
      },
    }),
  ],
});

const utc = (ms: number): string => new Date(Math.max(-8.64e15, Math.min(8.64e15, ms))).toISOString().replace(/\.\d+Z$/, 'Z');
