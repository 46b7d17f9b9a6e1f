import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { startTls, type StartTlsInput } from '../facts/tls-handshake.ts';
import { startTlsEndpoint, type StartTlsEndpoint } from '../targets/starttls-endpoint.ts';

const askForAccess: Remedy = defineRemedy({
  id: 'network/ask-for-access',
  audience: 'operator',
  text: {
    en: { title: 'Look up what the server says', steps: ['It names its reason: a limit of connections, a block list, or a rule about who may connect.'] },
    'zh-CN': { title: '按服务器给出的理由处理', steps: ['它说明了原因：连接数上限、黑名单，或限制来访者的规则。'] },
  },
});

/** Whether both sides agree to change to TLS. */
export const starttls: Check = defineCheck({
  id: 'network/starttls',
  layer: 'tls',
  target: startTlsEndpoint,
  findings: {
    agreed: { outcome: 'pass' },
    'not-offered': { outcome: 'fail', severity: 'critical', owner: 'service' },
    refused: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'turned-away': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: askForAccess },
    'other-protocol': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'early-bytes': { outcome: 'fail', severity: 'critical', owner: 'service' },
    closed: { outcome: 'fail', severity: 'critical', owner: 'service' },
    reset: { outcome: 'fail', severity: 'critical', owner: 'path' },
    'timed-out': { outcome: 'fail', severity: 'critical', owner: 'service' },
  },
  text: {
    en: {
      title: 'Change to TLS (STARTTLS)',
      why: 'Until both sides agree on TLS everything is readable on the way, passwords included.',
      findings: {
        agreed: 'The server agrees to change to TLS',
        'not-offered': 'The server does not offer TLS: {said}',
        refused: 'The server offers TLS and refuses it: {said}',
        'turned-away': 'The server turned this client away: {said}',
        'other-protocol': 'The port does not speak {protocol}: {said}',
        'early-bytes': { one: '{count} byte in clear came with the agreement to change to TLS', other: '{count} bytes in clear came with the agreement to change to TLS' },
        closed: 'The server closed the connection before it agreed to TLS',
        reset: 'The connection was reset before the server agreed to TLS',
        'timed-out': 'No word from the server after {tookMs} ms; awaited: {awaiting}',
      },
    },
    'zh-CN': {
      title: '切换到 TLS（STARTTLS）',
      why: '在双方同意启用 TLS 之前，途中的一切都可被读取，包括密码。',
      findings: {
        agreed: '服务器同意切换到 TLS',
        'not-offered': '服务器不提供 TLS：{said}',
        refused: '服务器声明提供 TLS，却拒绝启用：{said}',
        'turned-away': '服务器拒绝了本客户端：{said}',
        'other-protocol': '该端口使用的不是 {protocol}：{said}',
        'early-bytes': '在同意切换到 TLS 的同时，又收到 {count} 字节明文',
        closed: '服务器在同意启用 TLS 之前关闭了连接',
        reset: '在服务器同意启用 TLS 之前，连接被重置',
        'timed-out': '等待 {tookMs} 毫秒后服务器仍无应答；等待的是：{awaiting}',
      },
    },
  },
  needs: (target) => ({ startTls: startTls.of(startTlsInput(target)) }),
  evaluate: ({ target, facts: { startTls: seen }, conclude }) => {
    switch (seen.outcome) {
      case 'not-offered': case 'refused': case 'turned-away': return conclude(seen.outcome, { said: seen.said });
      case 'other-protocol': return conclude('other-protocol', { protocol: target.startTls, said: seen.said });
      case 'early-bytes': return conclude('early-bytes', { count: seen.bytes });
      case 'timed-out': return conclude('timed-out', { tookMs: Math.round(seen.tookMs), awaiting: seen.awaiting });
      default: return conclude(seen.outcome);
    }
  },
});

/** The question that the handshake behind it rests on as well. */
export function startTlsInput({ host, port, startTls: protocol, serverName, route }: StartTlsEndpoint): StartTlsInput {
  return { host, port, protocol, ...(serverName === undefined ? {} : { serverName }), ...(route === undefined ? {} : { route }) };
}
