import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** Somebody, or the provider, switched the key or its account off. */
export const disabledKey: Cause = answerCause({
  id: 'credential/disabled-key',
  owner: 'account',
  verdicts: ['disabled'],
  en: { title: 'The key, or its account, is disabled', about: 'The key was switched off by hand, for abuse, or because it was seen in public. A copy of it does not help.' },
  zh: { title: '密钥或其账户已停用', about: '密钥被人工停用、因滥用被停用，或因在公开场合泄露而被停用；再复制一次也无济于事。' },
  remedies: [
    defineRemedy({
      id: 'credential/replace-disabled-key',
      audience: 'you',
      text: {
        en: { title: 'Find out who disabled it, then replace it', steps: ['Look the key and the account up in the provider\'s console: it says when and why they were disabled.', 'If the key leaked, make a new one and search repositories and logs for the old one.'] },
        'zh-CN': { title: '查明停用原因后更换密钥', steps: ['在提供方控制台查看密钥与账户的停用时间和原因。', '若密钥已泄露，请新建密钥，并在代码仓库和日志中查找旧密钥。'] },
      },
    }),
  ],
});
