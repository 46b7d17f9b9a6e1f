import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, startTlsNames, startTlsEndpointOf, startTlsExperiments, startTlsFault } from './starttls-experiments.ts';

/** The server announces TLS that it can not give. */
export const starttlsRefused: Cause = defineCause({
  id: 'network/starttls-refused',
  owner: 'service',
  layer: 'tls',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server offers TLS and then refuses it',
      about: 'Mostly the server could not load its certificate or key: it says so in its own log.',
      confirmed: { twice: 'Asked twice, it refuses {command} twice: {said}' },
      ruledOut: ruledOutBy.en,
      open: openBy.en,
    },
    'zh-CN': {
      title: '服务器声明提供 TLS，却拒绝启用',
      about: '通常是服务器未能加载证书或私钥，它的日志里会有说明。',
      confirmed: { twice: '两次请求 {command} 均被拒绝：{said}' },
      ruledOut: ruledOutBy['zh-CN'],
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['refused'].map((finding) => `network/starttls#${finding}`),
  controls: startTlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = startTlsFault(facts);
    if (fault === 'implicit-tls' || fault === 'intermittent') return ruledOut(fault, {}, ['implicit', 'again']);
    if (fault !== 'refused') return open('unsettled', {}, ['startTls']);
    const { command, setting } = startTlsNames[startTlsEndpointOf(suspicion).startTls];
    return confirmed('twice', { command, setting, said: facts.again !== undefined && 'said' in facts.again ? facts.again.said : '' }, ['startTls', 'again']);
  },
  remedies: [
    defineRemedy({
      id: 'network/repair-server-tls',
      audience: 'operator',
      text: {
        en: { title: 'Look into the server\'s log for why it has no TLS', steps: ['Certificate and key must be readable for the server and belong together: {setting}'] },
        'zh-CN': { title: '在服务器日志中查找 TLS 不可用的原因', steps: ['证书和私钥须可被服务器读取且彼此匹配：{setting}'] },
      },
    }),
  ],
});
