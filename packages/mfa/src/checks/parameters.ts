import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { parametersOf } from '../facts/code-question.ts';
import { secretReading } from '../facts/secret-reading.ts';
import { incompatibleParameters } from '../policy.ts';
import { oneTimePassword } from '../targets/one-time-password.ts';
import { parameterWords } from '../words.ts';

/** Whether every authenticator computes the codes that are asked for. */
export const parametersCheck: Check = defineCheck({
  id: 'mfa/parameters',
  layer: 'account',
  target: oneTimePassword,
  findings: {
    usual: { outcome: 'pass' },
    unusual: {
      outcome: 'fail', severity: 'minor', owner: 'service',
      remedy: defineRemedy({
        id: 'mfa/use-default-parameters',
        audience: 'operator',
        text: {
          en: { title: 'Issue SHA1, 6 digits and 30 seconds', steps: ['SHA1 in HMAC is not broken (RFC 6194 §3.3), and every authenticator computes it. Or tell people which authenticator to use, and ask for a code before the factor counts.'] },
          'zh-CN': { title: '使用 SHA1、6 位、30 秒', steps: ['HMAC 中的 SHA1 并未被攻破（RFC 6194 §3.3），且所有验证器都支持。否则请说明应使用哪款验证器，并在启用前要求输入一次验证码。'] },
        },
      }),
    },
    unreadable: { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Parameters of the one-time codes',
      why: 'Common authenticators ignore what is unusual, and show codes that never fit.',
      findings: {
        usual: 'SHA1, 6 digits, 30 seconds: every authenticator has them',
        unusual: { text: 'The {parameter} is {value}; {authenticators} use {used} all the same', words: { parameter: parameterWords.en } },
        unreadable: 'They could not be read',
      },
    },
    'zh-CN': {
      title: '动态验证码的参数',
      why: '常见验证器会忽略不常用的参数，显示出永远对不上的验证码。',
      findings: {
        usual: 'SHA1、6 位、30 秒：所有验证器都支持',
        unusual: { text: '{parameter}为 {value}；而 {authenticators} 仍会使用 {used}', words: { parameter: parameterWords['zh-CN'] } },
        unreadable: '无法读取参数',
      },
    },
  },
  needs: ({ secret }) => ({ reading: secretReading.of({ secret }) }),
  evaluate: ({ target, facts: { reading }, conclude }) => {
    if (reading.outcome === 'refused') return conclude('unreadable');
    const odd = incompatibleParameters(parametersOf(target, reading.parameters));
    return odd.length === 0 ? conclude('usual') : odd.map(({ parameter, value, used, authenticators }) => conclude('unusual', { parameter, value, used, authenticators: authenticators.join(', ') }));
  },
});
