import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import type { Mistake } from '../diagnosis/hypothesis.ts';
import { explanationControl, explanationTexts, judgeExplanation } from './explained-code.ts';

const mistakes: readonly Mistake[] = ['algorithm', 'digits', 'period', 'several-parameters', 'hotp-for-totp', 'totp-for-hotp', 'steam', 'not-steam', 'milliseconds'];

/** Service and authenticator have the same secret and compute different codes of it. */
export const parameterMismatch: Cause = defineCause({
  id: 'mfa/parameter-mismatch',
  owner: 'service',
  layer: 'account',
  order: 20,
  scope: 'account',
  text: {
    en: {
      title: 'Service and authenticator compute codes differently: {what}',
      about: 'The secret is the same. Common authenticators ignore algorithm, digits and period of the QR code and say nothing.',
      confirmed: { 'two-codes-fit': 'Two consecutive codes fit with {what}' },
      ...explanationTexts.en,
    },
    'zh-CN': {
      title: '服务与验证器的计算方式不同：{what}',
      about: '双方密钥相同。常见验证器会忽略二维码中的算法、位数和周期，且不作提示。',
      confirmed: { 'two-codes-fit': '按 {what} 计算，两个相继的验证码都吻合' },
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
      id: 'mfa/agree-on-parameters',
      audience: 'operator',
      text: {
        en: { title: 'Let both sides use the same parameters', steps: ['What the authenticator does: {what}. Verify with that, or issue SHA1, 6 digits and 30 seconds by time and let the account enroll again; keep the old factor until a new code is confirmed.'] },
        'zh-CN': { title: '让双方使用相同的参数', steps: ['验证器的实际做法：{what}。请按此校验，或统一改为 SHA1、6 位、30 秒的 TOTP 并让该帐户重新启用；新验证码确认之前保留旧的。'] },
      },
    }),
  ],
});
