import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import type { Mistake } from '../diagnosis/hypothesis.ts';
import { explanationControl, explanationTexts, judgeExplanation } from './explained-code.ts';

const mistakes: readonly Mistake[] = ['encoding', 'other-account', 'truncated-secret', 'mistyped-secret'];

/** Service and authenticator do not have the same bytes. */
export const secretMismatch: Cause = defineCause({
  id: 'mfa/secret-mismatch',
  owner: 'account',
  layer: 'account',
  order: 30,
  scope: 'account',
  text: {
    en: {
      title: 'Service and authenticator do not have the same secret: {what}',
      about: 'It was cut or mistyped when it was copied, decoded in another way, or the code is of another account.',
      confirmed: { 'two-codes-fit': 'Two consecutive codes fit that secret ({what})' },
      ...explanationTexts.en,
    },
    'zh-CN': {
      title: '服务与验证器的密钥不一致：{what}',
      about: '抄写时被截断或输错、解码方式不同，或者验证码属于另一个帐户。',
      confirmed: { 'two-codes-fit': '两个相继的验证码都与该密钥吻合（{what}）' },
      ...explanationTexts['zh-CN'],
    },
  },
  suspectedBy: ['mfa/code#rejected'],
  controls: explanationControl,
  judge: (context) => {
    const judged = judgeExplanation(context, mistakes, context);
    return 'verdict' in judged ? judged : context.confirmed('two-codes-fit', { what: `${judged.mistake} ${judged.detail}`.trim() }, ['explanation']);
  },
  remedies: [
    defineRemedy({
      id: 'mfa/enroll-again',
      audience: 'you',
      text: {
        en: { title: 'Use the code of the right account, or set the factor up again', steps: ['What fits: {what}. Another account: choose it in the authenticator. Anything else: scan the QR code instead of typing, and keep the old factor until a code is confirmed.'] },
        'zh-CN': { title: '使用正确帐户的验证码，或重新启用', steps: ['吻合的情况：{what}。若属于另一帐户，请在验证器中选对条目；否则请重新扫描二维码而不是手工输入，并在新验证码确认前保留旧的。'] },
      },
    }),
  ],
});
