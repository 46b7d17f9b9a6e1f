import { defineCause, defineRemedy, optional, type Cause } from '@culprit/core';
import { handshakeInput } from '../checks/tls-handshake.ts';
import { startTls, tlsHandshake } from '../facts/tls-handshake.ts';
import { endpointOf, failedHandshake } from './tls-experiments.ts';

/** The server, or what stands before it, goes on in clear where TLS has to begin. */
export const starttlsPlaintext: Cause = defineCause({
  id: 'network/starttls-plaintext',
  owner: 'service',
  layer: 'tls',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server goes on in clear after it agreed to TLS',
      about: 'Bytes that come in clear with or after the agreement are not proved by the handshake: anybody on the way could have written them (RFC 3207, CVE-2011-0411). Clients that take them can be lied to.',
      confirmed: { 'with-the-agreement': 'Twice something in clear came along with the agreement: {said}', 'in-place-of-tls': 'Twice the ClientHello was answered in clear: {said}' },
      ruledOut: { intermittent: 'Asked again, nothing came in clear: it happens at times only' },
      open: { unsettled: 'The server could not be asked again; run again with more time (--timeout)' },
    },
    'zh-CN': {
      title: '服务器同意启用 TLS 之后仍以明文继续',
      about: '随同意一起或在其后到来的明文，不受握手的证明：途中任何人都可能写入（RFC 3207、CVE-2011-0411）。接受它们的客户端会受骗。',
      confirmed: { 'with-the-agreement': '两次都有明文随同意一起到来：{said}', 'in-place-of-tls': '两次都以明文回应 ClientHello：{said}' },
      ruledOut: { intermittent: '再次询问时没有明文：故障只是偶发' },
      open: { unsettled: '无法再次询问服务器；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['network/starttls#early-bytes', 'network/tls-handshake#not-tls'],
  concerns: (suspicion) => endpointOf(suspicion).startTls !== undefined,
  controls: (suspicion) => {
    const { startTls: protocol = 'smtp', ...input } = handshakeInput(endpointOf(suspicion));
    return {
      startTls: startTls.of({ ...input, protocol }), again: startTls.of({ ...input, protocol, attempt: 2 }),
      handshake: optional(failedHandshake(suspicion)), handshakeAgain: optional(tlsHandshake.of({ ...input, startTls: protocol, attempt: 2 })),
    };
  },
  judge: ({ facts: { startTls: seen, again, handshake, handshakeAgain }, confirmed, ruledOut, open }) => {
    if (seen?.outcome === 'early-bytes') {
      if (again?.outcome === 'early-bytes') return confirmed('with-the-agreement', { said: again.said }, ['startTls', 'again']);
      return again?.outcome === 'agreed' ? ruledOut('intermittent', {}, ['again']) : open('unsettled', {}, ['startTls']);
    }
    if (handshake?.outcome !== 'not-tls' || handshakeAgain === undefined) return open('unsettled', {}, ['startTls']);
    if (handshakeAgain.outcome !== 'not-tls') return ruledOut('intermittent', {}, ['handshakeAgain']);
    return confirmed('in-place-of-tls', { said: handshakeAgain.excerpt ?? '' }, ['handshake', 'handshakeAgain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/flush-before-tls',
      audience: 'operator',
      text: {
        en: { title: 'Find what writes into the connection before TLS', steps: ['Ask the server itself, without what stands before it. If the bytes are gone, a proxy, virus scanner or firewall on the way adds them.', 'If they are not: update the server, which has to drop what it holds in its buffers when TLS begins.'] },
        'zh-CN': { title: '找出在 TLS 之前向连接写入内容的一方', steps: ['绕过前置设备，直接询问服务器本身。如果这些字节消失，就是途中的代理、杀毒软件或防火墙加入的。', '如果仍在：请更新服务器，它必须在 TLS 开始时丢弃缓冲区中的内容。'] },
      },
    }),
  ],
});
