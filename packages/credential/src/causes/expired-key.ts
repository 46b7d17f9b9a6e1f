import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** The time that the key was made for is over. */
export const expiredKey: Cause = answerCause({
  id: 'credential/expired-key',
  owner: 'account',
  verdicts: ['expired'],
  en: { title: 'The key has expired', about: 'Keys can be made for a limited time; the provider knows this one and its end has passed.' },
  zh: { title: '密钥已过期', about: '密钥可以设定有效期；提供方认得这个密钥，但它已过期。' },
  remedies: [
    defineRemedy({
      id: 'credential/renew-key',
      audience: 'you',
      text: {
        en: { title: 'Make a new key', steps: ['Make a new key in the provider\'s console, put it where the old one stood, and remove the old one.'] },
        'zh-CN': { title: '新建密钥', steps: ['在提供方控制台新建密钥，替换旧密钥后将旧的删除。'] },
      },
    }),
  ],
});
