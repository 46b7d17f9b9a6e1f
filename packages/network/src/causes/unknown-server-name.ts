import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// A peer that sends an alert speaks TLS, and its packets come through.
const { 'unknown-name': _unknown, plain: _plain, 'filtered-name': _filtered, 'packet-size': _size, ...others } = ruledOutBy.en;
const { 'unknown-name': _unknownZh, plain: _plainZh, 'filtered-name': _filteredZh, 'packet-size': _sizeZh, ...othersZh } = ruledOutBy['zh-CN'];

/** The server is there, but not for this name. */
export const unknownServerName: Cause = defineCause({
  id: 'network/unknown-server-name',
  owner: 'service',
  layer: 'tls',
  order: 25,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server is not set up for {serverName}',
      about: 'The client names the host that it wants (SNI, RFC 6066 §3), and the server has no certificate or site for it: a domain that was never bound to this CDN or balancer, or DNS that leads to the wrong one.',
      confirmed: {
        'says-so': 'It answered with the alert unrecognized_name (112)',
        'other-name-passes': 'It refuses {serverName} with the alert {alert}, while a handshake with another name passes',
      },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '服务器没有为 {serverName} 做配置',
      about: '客户端会说明要访问的主机名（SNI，RFC 6066 §3），而服务器没有对应的证书或站点：域名没有绑定到该 CDN 或负载均衡，或 DNS 指向了错误的地方。',
      confirmed: {
        'says-so': '它返回了告警 unrecognized_name（112）',
        'other-name-passes': '它以告警 {alert} 拒绝 {serverName}，而换一个名称握手成功',
      },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#unrecognized-name', 'network/tls-handshake#alert'],
  controls: tlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { handshake } = facts;
    const fault = tlsFault(facts);
    if (fault === 'unsettled' || fault === 'plain' || fault === 'filtered-name' || fault === 'packet-size' || handshake === undefined || handshake.outcome === 'completed') return open('unsettled', {}, ['handshake']);
    if (fault !== 'unknown-name') return ruledOut(fault, {}, ['otherName']);
    const serverName = handshake.serverName ?? endpointOf(suspicion).host;
    if (handshake.alert?.code === 112) return confirmed('says-so', { serverName }, ['handshake']);
    return confirmed('other-name-passes', { serverName, alert: handshake.alert?.name ?? '' }, ['handshake', 'otherName'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/bind-server-name',
      audience: 'operator',
      text: {
        en: { title: 'Bind {serverName} to the server', steps: ['Add {serverName} to the virtual host, CDN or load balancer that this address belongs to, with a certificate for it. If it is there already, see that DNS leads to that very one.'] },
        'zh-CN': { title: '在服务器上绑定 {serverName}', steps: ['在该地址所属的虚拟主机、CDN 或负载均衡上添加 {serverName} 及其证书。若已添加，请确认 DNS 指向的正是它。'] },
      },
    }),
    defineRemedy({
      id: 'network/check-host-spelling',
      audience: 'you',
      text: {
        en: { title: 'Check the name', steps: ['Compare {serverName} letter by letter with the name that the service publishes.'] },
        'zh-CN': { title: '核对主机名', steps: ['把 {serverName} 与服务方公布的名称逐字比对。'] },
      },
    }),
  ],
});
