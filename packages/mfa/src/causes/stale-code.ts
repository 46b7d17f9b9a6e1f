import { defineRemedy, type Cause } from '@culprit/core';
import { explainedCause } from './explained-code.ts';

/** Both sides are right; what was typed was not what the authenticator shows. */
export const staleCode: Cause = explainedCause({
  id: 'mfa/stale-code',
  owner: 'account',
  order: 10,
  mistakes: { 'old-code': 'old', 'mistyped-code': 'mistyped', 'lost-zero': 'lost-zero' },
  params: ({ mistake, offsetSeconds }) => ({ mistake, seconds: -offsetSeconds }),
  text: {
    en: {
      title: { text: 'The code was not the one that is shown: {mistake}', words: { mistake: { 'old-code': 'an old one', 'mistyped-code': 'mistyped', 'lost-zero': 'a zero is lost' } } },
      unknown: { mistake: 'an old one, or mistyped' },
      about: 'The second code is right, so secret, parameters and clocks agree; the first was an old one or a slip of the finger.',
      confirmed: {
        old: 'The second code is right, and the first one was shown {seconds} s ago',
        mistyped: 'The second code is right, and the first one is right but for one slip',
        'lost-zero': 'The second code is right, and the first one too but for the zero at its front',
      },
    },
    'zh-CN': {
      title: { text: '输入的不是当前显示的验证码：{mistake}', words: { mistake: { 'old-code': '是旧的', 'mistyped-code': '输错了', 'lost-zero': '丢了一个零' } } },
      unknown: { mistake: '是旧的，或输错了' },
      about: '第二个验证码正确，说明密钥、参数和时钟都一致；第一个是旧的或输错了。',
      confirmed: {
        old: '第二个验证码正确，第一个是 {seconds} 秒前显示的',
        mistyped: '第二个验证码正确，第一个只错了一处',
        'lost-zero': '第二个验证码正确，第一个只是丢了开头的零',
      },
    },
  },
  remedies: [
    defineRemedy({
      id: 'mfa/type-the-current-code',
      audience: 'you',
      text: {
        en: { title: 'Type the code that is shown now', steps: ['Take it from the authenticator, not from the clipboard; a field of type number loses a zero at the front.'] },
        'zh-CN': { title: '输入当前显示的验证码', steps: ['请直接看验证器，不要用剪贴板里的旧内容；数字类型的输入框会丢掉开头的零。'] },
      },
    }),
  ],
});
