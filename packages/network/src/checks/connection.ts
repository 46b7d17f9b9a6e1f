import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { attempted, brokenFamily } from '../connection/attempts.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { hostPort } from '../targets/host-name.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';

/** For a code that no cause explains. */
const lookUpCode: Remedy = defineRemedy({
  id: 'network/look-up-error-code',
  audience: 'you',
  text: {
    en: { title: 'Look up what {code} means here', steps: ['"errno -l" (package moreutils) and "man 2 connect" tell what {code} means for a connection on this system.'] },
    'zh-CN': { title: '查明 {code} 的含义', steps: ['“errno -l”（moreutils 软件包）和“man 2 connect”说明了 {code} 对本系统的连接意味着什么。'] },
  },
});

/** Whether the target accepts TCP connections. Where a proxy is used, `network/proxy` judges instead. */
export const connection: Check = defineCheck({
  id: 'network/connection',
  layer: 'connection',
  target: tcpEndpoint,
  findings: {
    connected: { outcome: 'pass' },
    'one-family-broken': { outcome: 'fail', severity: 'minor', owner: 'path' },
    refused: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'timed-out': { outcome: 'fail', severity: 'critical', owner: 'path' },
    unreachable: { outcome: 'fail', severity: 'critical', owner: 'network' },
    reset: { outcome: 'fail', severity: 'critical', owner: 'path' },
    failed: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: lookUpCode },
    'not-permitted': { outcome: 'inconclusive', required: true },
    proxied: { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: 'TCP connection',
      why: 'Everything else travels over this connection.',
      findings: {
        connected: '{endpoint} accepts connections ({address}, {tookMs} ms)',
        'one-family-broken': 'IPv{working} connects to {endpoint}, IPv{broken} does not: clients that try IPv{broken} first wait or fail',
        refused: '{endpoint} refuses the connection ({addresses})',
        'timed-out': '{endpoint} does not answer within {tookMs} ms ({addresses})',
        unreachable: 'There is no way to {endpoint} ({addresses}, {code})',
        reset: 'The connection to {endpoint} is reset before it stands ({addresses})',
        failed: 'This machine does not let the connection to {endpoint} begin ({code})',
        'not-permitted': 'Connecting to {endpoint} ({addresses}) is not permitted where this examination runs',
        proxied: 'The proxy {proxy} connects to {endpoint}; this machine does not',
      },
    },
    'zh-CN': {
      title: 'TCP 连接',
      why: '其余一切都建立在这条连接之上。',
      findings: {
        connected: '{endpoint} 接受连接（{address}，{tookMs} 毫秒）',
        'one-family-broken': 'IPv{working} 能连上 {endpoint}，IPv{broken} 不能：优先尝试 IPv{broken} 的客户端会卡住或失败',
        refused: '{endpoint} 拒绝连接（{addresses}）',
        'timed-out': '{endpoint} 在 {tookMs} 毫秒内没有响应（{addresses}）',
        unreachable: '没有通往 {endpoint} 的路由（{addresses}，{code}）',
        reset: '到 {endpoint} 的连接在建立之前即被重置（{addresses}）',
        failed: '本机不允许向 {endpoint} 发起连接（{code}）',
        'not-permitted': '执行检查的一方不允许连接 {endpoint}（{addresses}）',
        proxied: '由代理 {proxy} 连接 {endpoint}，本机不直接连接',
      },
    },
  },
  needs: (target) => ({ connection: tcpConnection.of(target) }),
  evaluate: ({ target, facts: { connection: tcp }, conclude }) => {
    const endpoint = hostPort(target.host, target.port);
    if (tcp.via !== undefined) return conclude('proxied', { proxy: tcp.via.proxy, endpoint });
    if (tcp.outcome !== 'connected') {
      return conclude(tcp.outcome, { endpoint, addresses: attempted(tcp.attempts), tookMs: Math.round(tcp.tookMs), code: tcp.code });
    }
    const connected = conclude('connected', { endpoint, address: tcp.address, tookMs: tcp.tookMs });
    const broken = brokenFamily(tcp.attempts);
    return broken === undefined ? connected : [connected, conclude('one-family-broken', { endpoint, ...broken })];
  },
});
