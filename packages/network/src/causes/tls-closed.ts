import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// Lost packets end in silence, a refused protocol in an alert.
const { every: _every, 'packet-size': _size, 'protocol-not-offered': _offered, ...others } = ruledOutBy.en;
const { every: _everyZh, 'packet-size': _sizeZh, 'protocol-not-offered': _offeredZh, ...othersZh } = ruledOutBy['zh-CN'];

/** The peer ends the connection as soon as TLS begins. */
export const tlsClosed: Cause = defineCause({
  id: 'network/tls-closed',
  owner: 'service',
  layer: 'tls',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The peer closes the connection when a TLS handshake begins',
      about: 'The connection is ended in good order and without an alert: a load balancer without a server behind it, a server without a certificate, or a service that is no TLS service does that.',
      confirmed: { 'closes-always': 'It closed, or failed, with another server name, a small ClientHello and old versions too' },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: 'TLS 握手一开始，对端就关闭连接',
      about: '连接被正常关闭，也没有 TLS 告警：常见于后端已下线的负载均衡、未配置证书的服务器，或根本不提供 TLS 的服务。',
      confirmed: { 'closes-always': '换服务器名称、缩小 ClientHello、使用旧版本，对端同样关闭连接或握手失败' },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#closed'],
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    if (fault === 'unsettled' || fault === 'packet-size' || fault === 'protocol-not-offered') return open('unsettled', {}, ['handshake']);
    if (fault === 'every') return confirmed('closes-always', {}, ['handshake', 'otherName', 'classic', 'legacy'], 'likely');
    return ruledOut(fault, {}, ['otherName', 'classic', 'legacy', 'plain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/examine-tls-listener',
      audience: 'operator',
      text: {
        en: { title: 'Look at the listener of this port', steps: ['See whether the listener has a certificate and a living server behind it; its log names the connection that it closed.'] },
        'zh-CN': { title: '检查该端口的监听配置', steps: ['确认监听器已配置证书、后端存活；它的日志里会有被关闭的这条连接。'] },
      },
    }),
  ],
});
