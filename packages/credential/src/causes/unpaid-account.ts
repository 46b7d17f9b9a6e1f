import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** No credit, or a bill that is not paid. */
export const unpaidAccount: Cause = answerCause({
  id: 'credential/unpaid-account',
  owner: 'account',
  verdicts: ['billing'],
  en: { title: 'The account has no credit or an unpaid bill', about: 'The key is good. Until the account is paid every request is refused, at some providers with 429 or 403.' },
  zh: { title: '账户余额不足或欠费', about: '密钥有效；在账户付清之前所有请求都会被拒绝，有的提供方答复 429 或 403。' },
  remedies: [
    defineRemedy({
      id: 'credential/pay-account',
      audience: 'you',
      text: {
        en: { title: 'Top the account up', steps: ['Add credit or pay the bill in the provider\'s console, with the account that owns the key; it may take minutes to count.'] },
        'zh-CN': { title: '充值或结清欠费', steps: ['用密钥所属账户在提供方控制台充值或结清账单，生效可能需要几分钟。'] },
      },
    }),
  ],
});
