import { defineCheck, defineRemedy, optional, type Check, type Remedy } from '@culprit/core';
import { resolutionFor, selectionFor } from '../connection/destination.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { proxyAnswer } from '../proxy/proxy-answer.ts';
import { hostPort } from '../targets/host-name.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';

const failing = { outcome: 'fail', severity: 'critical', owner: 'machine' } as const;

/** For an `https://` proxy whose own certificate does not verify. */
const trustProxyCertificate: Remedy = defineRemedy({
  id: 'network/trust-proxy-certificate',
  audience: 'you',
  text: {
    en: {
      title: 'Get the certificate of the proxy verified',
      steps: [
        'Compare the host name in {from} with the name in the certificate of {proxy}; where they differ, use the name that the certificate is for.',
        'If a private authority issued it, have its certificate installed on this machine, and point Node programs to it: NODE_EXTRA_CA_CERTS=/path/to/authority.pem.',
        'If it has expired or is signed by its own key, ask whoever runs the proxy for a proper one.',
      ],
    },
    'zh-CN': {
      title: '让代理的证书通过验证',
      steps: [
        '核对 {from} 中的主机名与 {proxy} 证书中的名称；若不一致，请使用证书所属的名称。',
        '若证书由私有机构签发，请在本机安装该机构的证书，并为 Node 程序指定：NODE_EXTRA_CA_CERTS=/路径/authority.pem。',
        '若证书已过期或为自签名，请让代理的管理员更换。',
      ],
    },
  },
});

/** Whether the proxy that a client would use lets it through to the target. */
export const proxy: Check = defineCheck({
  id: 'network/proxy',
  layer: 'proxy',
  target: tcpEndpoint,
  findings: {
    direct: { outcome: 'not-applicable' },
    open: { outcome: 'pass' },
    'invalid-setting': failing,
    unreachable: failing,
    'authentication-required': failing,
    refused: { ...failing, owner: 'network' },
    'not-a-proxy': failing,
    untrusted: { ...failing, owner: 'network', remedy: trustProxyCertificate },
    closed: { ...failing, owner: 'network' },
    reset: { ...failing, owner: 'network' },
    'timed-out': { ...failing, owner: 'network' },
    'not-permitted': { outcome: 'inconclusive', required: true },
    unknown: { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Proxy',
      why: 'Where a proxy is set, clients reach nothing without it.',
      findings: {
        direct: 'No proxy is used',
        open: 'The proxy {proxy} ({from}) opens a way to {endpoint}',
        'invalid-setting': '{from} does not hold the address of a proxy',
        unreachable: 'The proxy {proxy} ({from}) cannot be reached: {code}',
        'authentication-required': 'The proxy {proxy} ({from}) wants to know who asks',
        refused: 'The proxy {proxy} ({from}) refuses to connect to {endpoint} ({answer})',
        'not-a-proxy': 'What answers at {proxy} ({from}) does not answer as such a proxy does',
        untrusted: 'The certificate of the proxy {proxy} ({from}) does not hold ({answer})',
        closed: 'The proxy {proxy} ({from}) hangs up without an answer',
        reset: 'The proxy {proxy} ({from}) resets the connection without an answer',
        'timed-out': 'The proxy {proxy} ({from}) does not answer within {tookMs} ms',
        'not-permitted': 'Connecting to {endpoint} through the proxy {proxy} ({from}) is not permitted where this examination runs',
        unknown: 'Whether the proxy {proxy} ({from}) lets clients through could not be seen',
      },
    },
    'zh-CN': {
      title: '代理',
      why: '一旦设置了代理，客户端的一切访问都离不开它。',
      findings: {
        direct: '未使用代理',
        open: '代理 {proxy}（{from}）已打通到 {endpoint} 的通路',
        'invalid-setting': '{from} 的值无法识别为代理地址',
        unreachable: '无法连接代理 {proxy}（{from}）：{code}',
        'authentication-required': '代理 {proxy}（{from}）要求身份验证',
        refused: '代理 {proxy}（{from}）拒绝连接 {endpoint}（{answer}）',
        'not-a-proxy': '{proxy}（{from}）处的应答不符合该类代理的协议',
        untrusted: '代理 {proxy}（{from}）的证书不可信（{answer}）',
        closed: '代理 {proxy}（{from}）未作应答即关闭连接',
        reset: '代理 {proxy}（{from}）未作应答即重置连接',
        'timed-out': '代理 {proxy}（{from}）在 {tookMs} 毫秒内没有应答',
        'not-permitted': '执行检查的一方不允许经代理 {proxy}（{from}）连接 {endpoint}',
        unknown: '无法得知代理 {proxy}（{from}）是否放行',
      },
    },
  },
  needs: (target) => ({
    selection: selectionFor(target),
    resolution: optional(resolutionFor(target)),
    connection: optional(tcpConnection.of(target)),
    tunnel: optional(proxyTunnel.of(target)),
  }),
  evaluate: ({ target, facts: { selection, resolution, connection, tunnel }, conclude }) => {
    if (selection.outcome === 'direct') return conclude('direct');
    if (selection.outcome === 'invalid') return conclude('invalid-setting', { from: selection.from, reason: selection.reason, scheme: selection.scheme });
    const { proxy: url, from } = selection;
    if (resolution !== undefined && !('addresses' in resolution)) return conclude('unreachable', { proxy: url, from, code: resolution.code ?? resolution.outcome });
    const endpoint = hostPort(target.host, target.port);
    if (connection?.outcome === 'not-permitted') return conclude('not-permitted', { proxy: url, from, endpoint });
    if (connection !== undefined && connection.outcome !== 'connected') return conclude('unreachable', { proxy: url, from, code: connection.code });
    if (tunnel === undefined || tunnel.outcome === 'direct') return conclude('unknown', { proxy: url, from });
    const answer = proxyAnswer(tunnel) ?? tunnel.code ?? tunnel.outcome;
    return conclude(tunnel.outcome, { proxy: url, from, endpoint, answer, tookMs: Math.round(tunnel.tookMs) });
  },
});
