import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// A peer that sends an alert speaks TLS, and its packets come through.
const { every: _every, plain: _plain, 'filtered-name': _filtered, 'packet-size': _size, ...others } = ruledOutBy.en;
const { every: _everyZh, plain: _plainZh, 'filtered-name': _filteredZh, 'packet-size': _sizeZh, ...othersZh } = ruledOutBy['zh-CN'];

/** The peer says itself that it does not want this handshake. */
export const tlsAlert: Cause = defineCause({
  id: 'network/tls-alert',
  owner: 'service',
  layer: 'tls',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The peer refuses the TLS handshake: {alert}',
      unknown: { alert: 'its alert says why' },
      about: 'A TLS alert (RFC 8446 §6) is the peer\'s own refusal, so the network in between is not at fault.',
      confirmed: { 'refused-always': 'Alert {code} ({alert}) came, and no other server name, ClientHello or version made a difference' },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '对端拒绝 TLS 握手：{alert}',
      unknown: { alert: '原因见其告警' },
      about: 'TLS 告警（RFC 8446 §6）是对端自己发出的拒绝，问题不在中间的网络。',
      confirmed: { 'refused-always': '收到告警 {code}（{alert}），换服务器名称、缩小 ClientHello、使用旧版本都没有变化' },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#alert'],
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    const { handshake } = facts;
    if (fault === 'unsettled' || fault === 'plain' || fault === 'filtered-name' || fault === 'packet-size' || handshake === undefined || handshake.outcome === 'completed') return open('unsettled', {}, ['handshake']);
    if (fault !== 'every') return ruledOut(fault, {}, ['otherName', 'classic', 'legacy', 'plain']);
    return confirmed('refused-always', { code: handshake.alert?.code ?? 0, alert: handshake.alert?.name ?? '' }, ['handshake', 'otherName', 'classic', 'legacy']);
  },
  remedies: [
    defineRemedy({
      id: 'network/read-server-tls-log',
      audience: 'operator',
      text: {
        en: { title: 'Read the server\'s TLS log', steps: ['The server knows why it sent alert {code} ({alert}): look at its log for the time of this run. For handshake_failure compare its cipher suites and certificate type with what clients offer; for internal_error look for a certificate or key that does not load.'] },
        'zh-CN': { title: '查看服务器的 TLS 日志', steps: ['服务器知道自己为何发出告警 {code}（{alert}）：请查看本次检查时刻的日志。handshake_failure 请核对密码套件和证书类型，internal_error 请检查证书或私钥是否加载成功。'] },
      },
    }),
  ],
});
