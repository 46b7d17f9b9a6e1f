import { defineCheck, type Check } from '@culprit/core';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { tlsEndpoint, type TlsEndpoint } from '../targets/tls-endpoint.ts';

/** Whether a TLS handshake can be completed; who the peer is, is not judged here. */
export const tlsHandshakeCheck: Check = defineCheck({
  id: 'network/tls-handshake',
  layer: 'tls',
  target: tlsEndpoint,
  findings: {
    completed: { outcome: 'pass' },
    plain: { outcome: 'not-applicable' },
    reset: { outcome: 'fail', severity: 'critical', owner: 'path' },
    closed: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'timed-out': { outcome: 'fail', severity: 'critical', owner: 'path' },
    'not-tls': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'protocol-version': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'unrecognized-name': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'client-certificate-required': { outcome: 'fail', severity: 'critical', owner: 'account' },
    alert: { outcome: 'fail', severity: 'critical', owner: 'service' },
    failed: { outcome: 'fail', severity: 'critical', owner: 'service' },
  },
  text: {
    en: {
      title: 'TLS handshake',
      why: 'Without a completed handshake nothing encrypted can be sent.',
      findings: {
        completed: '{protocol} with {cipher}',
        plain: 'The port does without TLS',
        reset: 'The connection was reset during the TLS handshake',
        closed: 'The peer closed the connection during the TLS handshake',
        'timed-out': 'No end of the TLS handshake after {tookMs} ms; {bytes} bytes came',
        'not-tls': 'What the port answers to a TLS handshake is not TLS',
        'protocol-version': 'The peer and this client have no TLS version in common',
        'unrecognized-name': 'The peer does not know the server name {serverName} (TLS alert 112)',
        'client-certificate-required': 'The peer asked for a client certificate and refused the connection',
        alert: 'The peer refused the handshake with TLS alert {code}, {alert}',
        failed: 'The TLS handshake failed: {code}',
      },
    },
    'zh-CN': {
      title: 'TLS 握手',
      why: '握手不完成，任何加密内容都无法传输。',
      findings: {
        completed: '{protocol}，{cipher}',
        plain: '该端口不使用 TLS',
        reset: 'TLS 握手过程中连接被重置',
        closed: 'TLS 握手过程中对端关闭了连接',
        'timed-out': 'TLS 握手在 {tookMs} 毫秒后仍未完成，共收到 {bytes} 字节',
        'not-tls': '该端口对 TLS 握手的回应不是 TLS',
        'protocol-version': '对端与本客户端没有共同支持的 TLS 版本',
        'unrecognized-name': '对端不认识服务器名称 {serverName}（TLS 告警 112）',
        'client-certificate-required': '对端要求客户端证书，并拒绝了连接',
        alert: '对端以 TLS 告警 {code}（{alert}）拒绝了握手',
        failed: 'TLS 握手失败：{code}',
      },
    },
  },
  needs: (target) => ({ handshake: tlsHandshake.of(handshakeInput(target)) }),
  evaluate: ({ target, facts: { handshake }, conclude }) => {
    if (handshake.outcome === 'completed') return conclude('completed', { protocol: handshake.protocol, cipher: handshake.cipher });
    const refused = handshake.outcome === 'alert' || handshake.outcome === 'closed' || handshake.outcome === 'reset';
    if (handshake.clientCertificateRequested && refused) return conclude('client-certificate-required');
    if (target.attempt === true && isPlain(handshake)) return conclude('plain');
    switch (handshake.outcome) {
      case 'timed-out': return conclude('timed-out', { tookMs: Math.round(handshake.tookMs), bytes: handshake.bytesReceived });
      case 'not-tls': return conclude('not-tls');
      case 'alert':
        if (handshake.alert?.code === 112) return conclude('unrecognized-name', { serverName: handshake.serverName ?? target.host });
        return conclude('alert', { code: handshake.alert?.code ?? 0, alert: handshake.alert?.name ?? '' });
      case 'failed': return conclude('failed', { code: handshake.code ?? 'UNKNOWN' });
      default: return conclude(handshake.outcome);
    }
  },
});

/** The question that a TLS endpoint asks; HTTP asks the same where no server name is set. */
export function handshakeInput({ host, port, serverName, startTls, route }: TlsEndpoint): Pick<TlsEndpoint, 'host' | 'port' | 'serverName' | 'startTls' | 'route'> {
  return { host, port, ...(serverName === undefined ? {} : { serverName }), ...(startTls === undefined ? {} : { startTls }), ...(route === undefined ? {} : { route }) };
}

/** A port that was only tried: without a single TLS record from it, it may well be a plain TCP service. */
function isPlain({ outcome, bytesReceived }: TlsHandshake): boolean {
  return outcome === 'not-tls' || (bytesReceived === 0 && (outcome === 'timed-out' || outcome === 'closed' || outcome === 'reset'));
}
