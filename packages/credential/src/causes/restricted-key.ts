import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** The key may be used from certain addresses, sites or for certain services only. */
export const restrictedKey: Cause = answerCause({
  id: 'credential/restricted-key',
  owner: 'account',
  verdicts: ['key-restricted'],
  en: { title: 'The key may not be used from here', about: 'The key is limited to addresses, web sites or services, and this request comes from elsewhere.' },
  zh: { title: '密钥不允许从此处使用', about: '密钥被限定在某些地址、网站或服务上使用，而本次请求来自范围之外。' },
  remedies: [
    defineRemedy({
      id: 'credential/widen-restriction',
      audience: 'you',
      text: {
        en: { title: 'Add this client to the key\'s restrictions', steps: ['Find out by which public address this machine goes out (controls.egress), and add it to the allowed addresses of the key.', 'Behind a relay the address is that of the relay.'] },
        'zh-CN': { title: '把此客户端加入密钥的允许范围', steps: ['查明本机的公网出口地址（controls.egress），加入密钥的 IP 白名单。', '经中转访问时，出口地址是中转的地址。'] },
      },
    }),
  ],
});
