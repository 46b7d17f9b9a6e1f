import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** What the key may use is used up; waiting a minute does not help. */
export const quotaExhausted: Cause = answerCause({
  id: 'credential/quota-exhausted',
  owner: 'account',
  verdicts: ['quota-exhausted'],
  en: { title: 'The quota of the key is used up', about: 'The provider answers with the same status as for too many requests (429, at relays 401): retrying does not help.' },
  zh: { title: '密钥的额度已用尽', about: '提供方使用与请求过多相同的状态码（429，中转为 401）：重试没有用。' },
  remedies: [
    defineRemedy({
      id: 'credential/raise-quota',
      audience: 'you',
      text: {
        en: { title: 'Raise the quota, or wait for its renewal', steps: ['Look up usage and limit of the key, the project and the organisation in the console; raise the limit or add credit.', 'Stop retrying: every attempt is refused until then.'] },
        'zh-CN': { title: '提高额度或等待重置', steps: ['在控制台查看密钥、项目和组织的用量与上限，提高上限或充值。', '请停止重试：在此之前每次请求都会被拒绝。'] },
      },
    }),
  ],
});
