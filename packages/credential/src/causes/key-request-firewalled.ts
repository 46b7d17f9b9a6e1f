import { defineRemedy, type Cause } from '@culprit/core';
import { serviceCause } from '../live-state/service-cause.ts';

/** A protection in front of the service refused the request, with or without a key. */
export const keyRequestFirewalled: Cause = serviceCause({
  id: 'credential/key-request-firewalled',
  owner: 'service',
  verdict: 'firewall',
  en: { title: 'A protection in front of the service refused the request', about: 'Client, address or request were refused before the service saw the key.' },
  zh: { title: '服务前的防护拒绝了请求', about: '在服务看到密钥之前，客户端、地址或请求就已被拒绝。' },
  remedies: [
    defineRemedy({
      id: 'credential/report-firewall',
      audience: 'you',
      text: {
        en: { title: 'Tell the service which request was refused', steps: ['Give the operator the time, your public address and the request id of the answer.', 'If it only happens through a proxy or from a cloud, try another way out.'] },
        'zh-CN': { title: '向服务方反馈被拒的请求', steps: ['把时间、公网地址和答复中的请求编号告诉服务方。', '若只在经过代理或从云主机访问时出现，请换一个出口试试。'] },
      },
    }),
  ],
});
