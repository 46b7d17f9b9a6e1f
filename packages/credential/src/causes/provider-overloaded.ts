import { defineRemedy, type Cause } from '@culprit/core';
import { serviceCause } from '../live-state/service-cause.ts';

/** The service, not the key: it has more to do than it can. */
export const providerOverloaded: Cause = serviceCause({
  id: 'credential/provider-overloaded',
  owner: 'service',
  verdict: 'overloaded',
  en: { title: 'The provider is overloaded', about: 'The service turns requests away because it has too many. The key is not judged by it.' },
  zh: { title: '提供方过载', about: '服务因负载过高而拒绝请求，密钥并未被评判。' },
  remedies: [
    defineRemedy({
      id: 'credential/try-later',
      audience: 'you',
      text: {
        en: { title: 'Try again later, or elsewhere', steps: ['Retry with growing pauses, and keep another model or provider ready.', 'Look at the provider\'s status page.'] },
        'zh-CN': { title: '稍后重试或换用其他服务', steps: ['逐次拉长间隔重试，并准备备用模型或提供方。', '查看提供方的状态页。'] },
      },
    }),
  ],
});
