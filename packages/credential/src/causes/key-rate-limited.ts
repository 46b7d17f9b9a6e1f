import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** More requests in a short time than the key may make; time alone helps. */
export const keyRateLimited: Cause = answerCause({
  id: 'credential/key-rate-limited',
  owner: 'account',
  verdicts: ['rate-limited'],
  en: { title: 'The key makes more requests than it may', about: 'The limit is per key, project or organisation and renews by itself.' },
  zh: { title: '密钥的请求频率超限', about: '限制按密钥、项目或组织计算，会自行恢复。' },
  remedies: [
    defineRemedy({
      id: 'credential/pace-requests',
      audience: 'you',
      text: {
        en: { title: 'Send fewer requests, and wait as long as the answer says', steps: ['Honour Retry-After, retry with growing pauses, and make fewer requests at a time.', 'Look up the limit of the key\'s tier in the console.'] },
        'zh-CN': { title: '降低请求频率，并按答复等待', steps: ['遵守 Retry-After，重试时逐次拉长间隔，减少并发。', '在控制台查看密钥所属等级的限制。'] },
      },
    }),
  ],
});
