import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { explanationControl, explanationTexts, judgeExplanation } from './explained-code.ts';

/** Both sides are right; what was typed was not what the authenticator shows. */
export const staleCode: Cause = defineCause({
  id: 'mfa/stale-code',
  owner: 'account',
  layer: 'account',
  order: 10,
  scope: 'account',
  text: {
    en: {
      title: 'The code was not the one that is shown: {what}',
      about: 'The second code is right, so secret, parameters and clocks agree; the first was an old one or a slip of the finger.',
      confirmed: { 'second-code-is-right': 'The second code is right, and the first one is explained: {what}' },
      ...explanationTexts.en,
    },
    'zh-CN': {
      title: '输入的不是当前显示的验证码：{what}',
      about: '第二个验证码正确，说明密钥、参数和时钟都一致；第一个是旧的或输错了。',
      confirmed: { 'second-code-is-right': '第二个验证码正确，第一个的原因是：{what}' },
      ...explanationTexts['zh-CN'],
    },
  },
  suspectedBy: ['mfa/code#rejected'],
  controls: explanationControl,
  judge: (context) => {
    const judged = judgeExplanation(context, ['old-code', 'mistyped-code', 'lost-zero'], context);
    if ('verdict' in judged) return judged;
    return context.confirmed('second-code-is-right', { what: judged.offsetSeconds === 0 ? judged.mistake : `${judged.mistake}, ${-judged.offsetSeconds} s` }, ['explanation']);
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
