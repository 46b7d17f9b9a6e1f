import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { clocks } from '@culprit/network';
import { courseOf } from '../log-in/experiments.ts';

/** The code does not fit, and it is not this machine's clock. */
export const oneTimeCodeRefused: Cause = defineCause({
  id: 'credential/one-time-code-refused',
  owner: 'account',
  layer: 'account',
  order: 45,
  scope: 'account',
  text: {
    en: {
      title: 'The one-time code is refused',
      about: 'The secret is not the one that the service has stored, its parameters differ, or the code was used before.',
      confirmed: { 'clock-is-right': 'The service refuses the code (known by its {by}), and this machine\'s clock agrees with {count} others' },
      ruledOut: { 'clock-is-wrong': 'This machine\'s clock is off by {span}: codes can\'t fit', 'said-otherwise': 'The service says something else' },
      open: { 'no-clock': 'No other clock could be asked; set controls.timeSources', 'not-observed': 'The answer to the log-in could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '动态验证码被拒绝',
      about: '密钥与服务所存的不同、参数不一致，或该验证码已被用过。',
      confirmed: { 'clock-is-right': '服务拒绝了验证码（依据：{by}），而本机时钟与另外 {count} 个时钟一致' },
      ruledOut: { 'clock-is-wrong': '本机时钟偏差 {span}，验证码不可能匹配', 'said-otherwise': '服务给出的是其他原因' },
      open: { 'no-clock': '没有其他时钟可问；请设置 controls.timeSources', 'not-observed': '未能观察到登录的答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/log-in#code-refused'],
  controls: (suspicion) => ({ course: courseOf(suspicion), clocks: clocks(suspicion) }),
  judge: ({ facts: { course, clocks: compared }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged') return open('not-observed', {}, []);
    if (course.verdict !== 'code-refused') return ruledOut('said-otherwise', {}, ['course']);
    // A code lives for half a minute, and services take those beside it (RFC 6238 §5.2).
    if (compared !== undefined && compared.count > 0 && Math.abs(compared.offsetMs) > 45_000 && compared.verdict !== 'target') return ruledOut('clock-is-wrong', { span: Math.abs(compared.offsetMs) }, ['clocks']);
    return compared?.verdict === 'agrees' ? confirmed('clock-is-right', { by: course.by, count: compared.count }, ['course', 'clocks'], 'likely') : open('no-clock', {}, ['course']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/explain-one-time-code',
      audience: 'you',
      text: {
        en: { title: 'Find out why the code does not fit', steps: ['culprit totp diagnose compares the secret, its parameters and two codes in a row, and names the mistake.', 'A code is good for one log-in: let two programs not use one secret within half a minute.'] },
        'zh-CN': { title: '查明验证码为何不匹配', steps: ['culprit totp diagnose 会比对密钥、参数和两个连续的验证码，并指出错误所在。', '一个验证码只能登录一次：不要让两个程序在半分钟内使用同一密钥。'] },
      },
    }),
  ],
});
