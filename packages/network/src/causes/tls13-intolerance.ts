import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

const { tls13: _tls13, ...others } = ruledOutBy.en;
const { tls13: _tls13Zh, ...othersZh } = ruledOutBy['zh-CN'];

/** A server or a box before it stumbles over TLS 1.3 where it should have negotiated TLS 1.2 (RFC 8446 §4.1.3, §D.4). */
export const tls13Intolerance: Cause = defineCause({
  id: 'network/tls13-intolerance',
  owner: 'service',
  layer: 'tls',
  order: 27,
  scope: 'endpoint',
  text: {
    en: {
      title: 'A handshake that offers TLS 1.3 fails, one with TLS 1.2 passes',
      about: 'A server that does not know TLS 1.3 has to answer with the version that it knows. This one, or an inspecting box before it, breaks off instead, and every current client offers TLS 1.3.',
      confirmed: { 'tls12-passes': 'Offering TLS 1.3 fails, with a small ClientHello as well; offering TLS 1.2 at most passes ({protocol}, {cipher}); nothing else was changed' },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '提供 TLS 1.3 的握手失败，TLS 1.2 的握手成功',
      about: '不认识 TLS 1.3 的服务器应当以自己支持的版本应答，而它（或其前面的检测设备）直接中断了连接；当前所有客户端都会提供 TLS 1.3。',
      confirmed: { 'tls12-passes': '提供 TLS 1.3 时失败，缩小 ClientHello 后依然如此；最高只提供 TLS 1.2 时成功（{protocol}，{cipher}），其余条件不变' },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['reset', 'closed', 'timed-out', 'protocol-version', 'alert', 'failed'].map((finding) => `network/tls-handshake#${finding}`),
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    if (fault === 'unsettled') return open('unsettled', {}, ['handshake']);
    if (fault !== 'tls13' || facts.tls12?.outcome !== 'completed') return ruledOut(fault === 'tls13' ? 'every' : fault, {}, ['tls12']);
    const { protocol, cipher } = facts.tls12;
    return confirmed('tls12-passes', { protocol, cipher }, ['handshake', 'again', 'classic', 'tls12']);
  },
  remedies: [
    defineRemedy({
      id: 'network/offer-tls12',
      audience: 'you',
      text: {
        en: { title: 'Offer TLS 1.2 at most until it is repaired', steps: ['Node.js: NODE_OPTIONS=--tls-max-v1.2, or the option maxVersion: \'TLSv1.2\' for this one service. curl: --tls-max 1.2. Python: context.maximum_version = ssl.TLSVersion.TLSv1_2. Go: tls.Config{MaxVersion: tls.VersionTLS12}.'] },
        'zh-CN': { title: '修复之前最高只提供 TLS 1.2', steps: ['Node.js：NODE_OPTIONS=--tls-max-v1.2，或仅对该服务使用选项 maxVersion: \'TLSv1.2\'。curl：--tls-max 1.2。Python：context.maximum_version = ssl.TLSVersion.TLSv1_2。Go：tls.Config{MaxVersion: tls.VersionTLS12}。'] },
      },
      trial: {
        facts: (context) => ({ tls12: tlsExperiments(context.suspicion).tls12 }),
        works: ({ facts: { tls12 } }) => (tls12 === undefined ? undefined : tls12.outcome === 'completed'),
      },
    }),
    defineRemedy({
      id: 'network/repair-version-negotiation',
      audience: 'operator',
      text: {
        en: { title: 'Update what ends TLS here', steps: ['Update the server, balancer or inspecting firewall: it has to ignore versions and extensions that it does not know (RFC 8446 §4.1.3). Until then it can be told to offer TLS 1.3 itself, or be taken out of the way.'] },
        'zh-CN': { title: '升级终结 TLS 的设备', steps: ['请升级服务器、负载均衡或检测防火墙：它必须忽略不认识的版本和扩展（RFC 8446 §4.1.3）。在此之前，可让它自身支持 TLS 1.3，或将其移出路径。'] },
      },
    }),
  ],
});
