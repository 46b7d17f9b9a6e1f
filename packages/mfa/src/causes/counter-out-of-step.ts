import { defineRemedy, type Cause } from '@culprit/core';
import { explainedCause } from './explained-code.ts';

/** The counters of service and authenticator went apart. */
export const counterOutOfStep: Cause = explainedCause({
  id: 'mfa/counter-out-of-step',
  owner: 'account',
  order: 25,
  mistakes: { 'counter-ahead': 'two-codes-fit', 'counter-behind': 'two-codes-fit' },
  params: ({ counterDelta }) => ({ delta: counterDelta }),
  text: {
    en: {
      title: 'The counter of the authenticator is {delta} from the expected one',
      about: 'Each press of its button takes a code, used or not; beyond the look-ahead window the service finds none of them (RFC 4226 §7.4).',
      confirmed: { 'two-codes-fit': 'Two consecutive codes fit at a counter that is {delta} away' },
    },
    'zh-CN': {
      title: '验证器的计数器与预期相差 {delta}',
      about: '每按一次就消耗一个验证码，无论是否使用；超出向前查找的范围后，服务便找不到（RFC 4226 §7.4）。',
      confirmed: { 'two-codes-fit': '两个相继的验证码在相差 {delta} 的计数处吻合' },
    },
  },
  remedies: [
    defineRemedy({
      id: 'mfa/resynchronise-counter',
      audience: 'operator',
      text: {
        en: { title: 'Resynchronise by two consecutive codes', steps: ['Ahead: take two codes in a row and set the counter behind them (RFC 4226 §7.4). Behind: the authenticator was set back or copied; enroll it again, since its codes were used.'] },
        'zh-CN': { title: '用两个相继的验证码重新同步', steps: ['超前：接受连续两个验证码并把计数器设到其后（RFC 4226 §7.4）。落后：验证器被重置或复制过，其验证码已被用过，请重新启用。'] },
      },
    }),
  ],
});
