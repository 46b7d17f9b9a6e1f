import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, startTlsNames, startTlsEndpointOf, startTlsExperiments, startTlsFault } from './starttls-experiments.ts';

/** Something on the way hides that the server offers TLS. */
export const starttlsStripped: Cause = defineCause({
  id: 'network/starttls-stripped',
  owner: 'path',
  layer: 'tls',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Something on the way hides the offer of TLS',
      about: 'A firewall that inspects the protocol, or an attacker, keeps the two sides from encrypting. Clients that take no for an answer then send everything in clear.',
      confirmed: { masked: 'The announcement is written over with X, and the server takes {command} all the same', unannounced: 'The server takes {command} although it was not announced' },
      ruledOut: { ...ruledOutBy.en, 'not-offered': 'The server does not offer TLS' },
      open: openBy.en,
    },
    'zh-CN': {
      title: '途中有设备隐去了服务器的 TLS 声明',
      about: '检查协议内容的防火墙或攻击者阻止双方加密。不坚持加密的客户端随后会以明文发送一切。',
      confirmed: { masked: '声明被 X 覆盖，而服务器仍然接受 {command}', unannounced: '虽未声明 {command}，服务器仍然接受' },
      ruledOut: { ...ruledOutBy['zh-CN'], 'not-offered': '服务器不提供 TLS' },
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['not-offered'].map((finding) => `network/starttls#${finding}`),
  controls: startTlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = startTlsFault(facts);
    if (fault === 'implicit-tls' || fault === 'intermittent' || fault === 'not-offered') return ruledOut(fault, {}, ['implicit', 'again', 'insisted']);
    if (fault !== 'hidden') return open('unsettled', {}, ['startTls']);
    const { command } = startTlsNames[startTlsEndpointOf(suspicion).startTls];
    // A server that forgets to announce what it takes looks the same; one that announces X does not.
    if (facts.startTls?.outcome === 'not-offered' && facts.startTls.masked) return confirmed('masked', { command }, ['startTls', 'insisted']);
    return confirmed('unannounced', { command }, ['startTls', 'insisted'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/exempt-from-inspection',
      audience: 'operator',
      text: {
        en: { title: 'Have the firewall leave the offer alone', steps: ['Cisco ASA and Firepower: "allow-tls" in policy-map type inspect esmtp, or no "inspect esmtp".', 'Let clients insist on TLS (not "opportunistic"), and offer a port with TLS from the first byte.'] },
        'zh-CN': { title: '让防火墙不要改动该声明', steps: ['Cisco ASA 和 Firepower：在 policy-map type inspect esmtp 中加入 allow-tls，或取消 inspect esmtp。', '让客户端强制使用 TLS（而非“尽可能”），并提供从第一个字节起就使用 TLS 的端口。'] },
      },
    }),
  ],
});
