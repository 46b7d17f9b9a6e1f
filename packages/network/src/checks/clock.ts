import { defineCheck, optional, type Check } from '@culprit/core';
import { offsetOf, toleratedOffsetMs } from '../facts/clock-offset.ts';
import { httpExchange } from '../facts/http-exchange.ts';
import { httpResource } from '../targets/http-resource.ts';
import { exchangeInput } from './exchange-input.ts';
import { utcMinute } from './utc-minute.ts';

/** Whether this machine's clock agrees with the target's, by the Date field of its answer. */
export const clockCheck: Check = defineCheck({
  id: 'network/clock',
  layer: 'machine',
  target: httpResource,
  findings: {
    agrees: { outcome: 'pass' },
    skewed: { outcome: 'fail', severity: 'major', owner: 'machine' },
    'no-date': { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: 'Clock of this machine',
      why: 'A wrong clock makes certificates look expired, and signatures and one-time codes fail.',
      findings: {
        agrees: 'The clocks of this machine and of the target agree within {toleranceMinutes} minutes',
        skewed: 'The clock of this machine shows {here}, that of the target {there}: one of the two is wrong',
        'no-date': 'The target tells no time',
      },
    },
    'zh-CN': {
      title: '本机时钟',
      why: '时钟不准会让证书看起来已过期，并使签名和动态验证码失效。',
      findings: {
        agrees: '本机与目标的时钟相差不超过 {toleranceMinutes} 分钟',
        skewed: '本机时钟显示 {here}，目标的时钟显示 {there}，两者必有一个不准',
        'no-date': '目标没有给出时间',
      },
    },
  },
  needs: (target) => ({ exchange: optional(httpExchange.of(exchangeInput(target))) }),
  evaluate: ({ facts: { exchange }, now, conclude }) => {
    const offset = exchange === undefined ? undefined : offsetOf(exchange);
    if (offset?.outcome !== 'measured') return conclude('no-date');
    return Math.abs(offset.offsetMs) > toleratedOffsetMs + offset.uncertaintyMs
      ? conclude('skewed', { here: utcMinute(now.getTime()), there: utcMinute(now.getTime() - offset.offsetMs), offsetSeconds: Math.round(offset.offsetMs / 1_000) })
      : conclude('agrees', { toleranceMinutes: toleratedOffsetMs / 60_000 });
  },
});
