import { defineRemedy, type Cause } from '@culprit/core';
import { explainedCause } from './explained-code.ts';

/** Service and authenticator have the same secret and compute different codes of it. */
export const parameterMismatch: Cause = explainedCause({
  id: 'mfa/parameter-mismatch',
  owner: 'service',
  order: 20,
  mistakes: {
    algorithm: 'algorithm', digits: 'digits', period: 'period', 'several-parameters': 'several', 'hotp-for-totp': 'counter', 'totp-for-hotp': 'time', steam: 'steam', 'not-steam': 'digits-for-steam', milliseconds: 'milliseconds',
  },
  params: ({ mistake, detail }) => ({ mistake, detail }),
  text: {
    en: {
      title: {
        text: 'Service and authenticator compute codes differently: {mistake}',
        words: { mistake: {
          algorithm: 'another hash function', digits: 'another length', period: 'another period', 'several-parameters': 'several parameters', 'hotp-for-totp': 'by counter, not by time', 'totp-for-hotp': 'by time, not by counter',
          steam: "Steam's characters", 'not-steam': "digits, not Steam's characters", milliseconds: 'milliseconds for seconds',
        } },
      },
      unknown: { mistake: 'another length, period or hash function' },
      about: 'The secret is the same. Common authenticators ignore algorithm, digits and period of the QR code and say nothing.',
      confirmed: {
        algorithm: 'Two consecutive codes fit with {detail} as the hash function', digits: 'Two consecutive codes fit with {detail} digits', period: 'Two consecutive codes fit with a period of {detail} s',
        several: 'Two consecutive codes fit with these parameters: {detail}', counter: 'Two consecutive codes fit as codes by counter (HOTP)', time: 'Two consecutive codes fit as codes by time (TOTP)',
        steam: "Two consecutive codes fit in Steam's characters", 'digits-for-steam': 'Two consecutive codes fit as digits', milliseconds: 'Two consecutive codes fit the time in milliseconds, where seconds belong',
      },
    },
    'zh-CN': {
      title: {
        text: '服务与验证器的计算方式不同：{mistake}',
        words: { mistake: {
          algorithm: '散列算法不同', digits: '位数不同', period: '周期不同', 'several-parameters': '多个参数不同', 'hotp-for-totp': '按计数而非按时间', 'totp-for-hotp': '按时间而非按计数',
          steam: '使用 Steam 字符', 'not-steam': '使用数字而非 Steam 字符', milliseconds: '把秒当成毫秒',
        } },
      },
      unknown: { mistake: '位数、周期或散列算法不同' },
      about: '双方密钥相同。常见验证器会忽略二维码中的算法、位数和周期，且不作提示。',
      confirmed: {
        algorithm: '以 {detail} 为散列算法时，两个相继的验证码都吻合', digits: '按 {detail} 位计算，两个相继的验证码都吻合', period: '按 {detail} 秒的周期计算，两个相继的验证码都吻合',
        several: '按以下参数计算，两个相继的验证码都吻合：{detail}', counter: '按计数方式（HOTP）计算，两个相继的验证码都吻合', time: '按时间方式（TOTP）计算，两个相继的验证码都吻合',
        steam: '按 Steam 字符计算，两个相继的验证码都吻合', 'digits-for-steam': '按数字计算，两个相继的验证码都吻合', milliseconds: '本应以秒计的时间按毫秒计算时，两个相继的验证码都吻合',
      },
    },
  },
  remedies: [
    defineRemedy({
      id: 'mfa/agree-on-parameters',
      audience: 'operator',
      text: {
        en: { title: 'Let both sides use the same parameters', steps: ['Verify as the authenticator computes, or issue SHA1, 6 digits and 30 seconds by time and let the account enroll again; keep the old factor until a new code is confirmed.'] },
        'zh-CN': { title: '让双方使用相同的参数', steps: ['按验证器的实际算法校验，或统一改为 SHA1、6 位、30 秒的 TOTP 并让该帐户重新启用；新验证码确认之前保留旧的。'] },
      },
    }),
  ],
});
