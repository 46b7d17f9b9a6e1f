import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, notAnswered, otherStatus } from './http-experiments.ts';

/** 402, which providers use for an account without balance. */
export const httpPaymentRequired: Cause = defineCause({
  id: 'network/http-payment-required',
  owner: 'account',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The account has to pay first',
      about: 'The service answers 402: balance, plan or invoice of the account stand in the way, nothing technical does.',
      confirmed: { 'asks-for-payment': 'The service itself answers 402' },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '账户需要先付费',
      about: '服务返回 402：受阻的是账户余额、套餐或账单，不是技术问题。',
      confirmed: { 'asks-for-payment': '服务自己返回 402' },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#payment-required'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.status !== 402) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    return confirmed('asks-for-payment', {}, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/settle-account',
      audience: 'you',
      text: {
        en: { title: 'Settle the account', steps: ['Look at balance, open invoices and plan in the service\'s console, then try again.'] },
        'zh-CN': { title: '结清账户', steps: ['在服务控制台查看余额、未付账单和套餐，处理后重试。'] },
      },
    }),
  ],
});
