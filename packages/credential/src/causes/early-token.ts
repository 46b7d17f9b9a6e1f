import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { clocks } from '@culprit/network';
import { readingOf } from '../token/token-experiments.ts';

/** The token begins in the future, by a clock that others agree with: the issuer's clock, or its intent. */
export const earlyToken: Cause = defineCause({
  id: 'credential/early-token',
  owner: 'service',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token is good only from a later moment on',
      about: 'Its issuer\'s clock is ahead, or it was made for later (nbf).',
      confirmed: { 'early-by-true-time': 'It begins at {from}; by the clocks that were compared it is {now}' },
      ruledOut: { 'good-by-true-time': 'By the clocks that were compared it is {now}, and the token has begun at {from}: this machine\'s clock is behind' },
      open: { 'no-clock': 'It begins at {from} by this machine\'s clock, which nothing was compared with: set controls.timeSources, and leave --offline out' },
    },
    'zh-CN': {
      title: '令牌要到稍后才生效',
      about: '签发方的时钟偏快，或令牌本来就是为以后签发的（nbf）。',
      confirmed: { 'early-by-true-time': '它自 {from} 起生效；按所比对的时钟，现在是 {now}' },
      ruledOut: { 'good-by-true-time': '按所比对的时钟，现在是 {now}，令牌已于 {from} 生效：慢的是本机时钟' },
      open: { 'no-clock': '按本机时钟它自 {from} 起生效，但没有可比对的时钟：请设置 controls.timeSources，并去掉 --offline' },
    },
  },
  suspectedBy: ['credential/token-validity#not-yet-valid'],
  controls: (suspicion) => ({ clocks: clocks(suspicion), reading: readingOf(suspicion) }),
  judge: ({ facts: { clocks: comparison, reading }, now, confirmed, ruledOut, open }) => {
    const begins = (reading?.notBefore ?? 0) * 1_000;
    const from = utc(begins);
    if (reading?.notBefore === undefined || comparison === undefined || comparison.verdict === 'none' || comparison.verdict === 'disagree') return open('no-clock', { from }, []);
    const trueTime = now.getTime() - (comparison.verdict === 'target' || comparison.verdict === 'agrees' ? 0 : comparison.offsetMs);
    const params = { from, now: utc(trueTime) };
    return trueTime < begins ? confirmed('early-by-true-time', params, ['reading', 'clocks']) : ruledOut('good-by-true-time', params, ['clocks', 'reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/correct-issuer-clock',
      audience: 'operator',
      text: {
        en: { title: 'Set the issuer\'s clock', steps: ['Compare the clock of the issuing server (timedatectl), and let services allow for half a minute.'] },
        'zh-CN': { title: '校准签发方时钟', steps: ['核对签发服务器的时钟（timedatectl），并让服务容许半分钟的偏差。'] },
      },
    }),
  ],
});

const utc = (ms: number): string => new Date(Math.max(-8.64e15, Math.min(8.64e15, ms))).toISOString().replace(/\.\d+Z$/, 'Z');
