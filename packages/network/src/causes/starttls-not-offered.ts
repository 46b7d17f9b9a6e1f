import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, startTlsNames, startTlsEndpointOf, startTlsExperiments, startTlsFault } from './starttls-experiments.ts';

/** The server has no TLS to change to. */
export const starttlsNotOffered: Cause = defineCause({
  id: 'network/starttls-not-offered',
  owner: 'service',
  layer: 'tls',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server does not offer TLS on this port',
      about: 'Clients that insist on encryption give up; others send mail, queries and passwords in clear.',
      confirmed: { 'not-taken': '{command} is not offered, and it is refused when asked for all the same: {said}' },
      ruledOut: { ...ruledOutBy.en, hidden: 'The server takes TLS although it was not announced' },
      open: openBy.en,
    },
    'zh-CN': {
      title: '服务器在该端口上不提供 TLS',
      about: '坚持加密的客户端会放弃连接；其余客户端则以明文传送邮件、查询和密码。',
      confirmed: { 'not-taken': '服务器没有声明 {command}，强行请求也被拒绝：{said}' },
      ruledOut: { ...ruledOutBy['zh-CN'], hidden: '虽未声明，服务器仍接受 TLS' },
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['not-offered'].map((finding) => `network/starttls#${finding}`),
  controls: startTlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = startTlsFault(facts);
    if (fault === 'implicit-tls' || fault === 'intermittent' || fault === 'hidden') return ruledOut(fault, {}, ['implicit', 'again', 'insisted']);
    if (fault !== 'not-offered') return open('unsettled', {}, ['startTls']);
    const { command, setting } = startTlsNames[startTlsEndpointOf(suspicion).startTls];
    const said = facts.insisted !== undefined && 'said' in facts.insisted ? facts.insisted.said : '';
    return confirmed('not-taken', { command, setting, said }, ['startTls', 'insisted']);
  },
  remedies: [
    defineRemedy({
      id: 'network/enable-starttls',
      audience: 'operator',
      text: {
        en: { title: 'Give the server a certificate and switch TLS on', steps: ['{setting}'] },
        'zh-CN': { title: '为服务器配置证书并启用 TLS', steps: ['{setting}'] },
      },
    }),
  ],
});
