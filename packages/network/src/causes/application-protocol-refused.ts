import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { handshakeInput } from '../checks/tls-handshake.ts';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { endpointOf, failedHandshake } from './tls-experiments.ts';

type Controls = { readonly handshake: Request<TlsHandshake>; readonly http2: Request<TlsHandshake>; readonly none: Request<TlsHandshake> };

/** The same handshake with other offers by ALPN (RFC 7301): HTTP/2, and none at all. */
function otherOffers(suspicion: Suspicion): Controls {
  const named = handshakeInput(endpointOf(suspicion));
  return { handshake: failedHandshake(suspicion), http2: tlsHandshake.of({ ...named, alpn: ['h2'] }), none: tlsHandshake.of({ ...named, alpn: [] }) };
}

/** The server speaks TLS, but not the protocol that the client wants to speak over it: no_application_protocol, RFC 7301 §3.2. */
export const applicationProtocolRefused: Cause = defineCause({
  id: 'network/application-protocol-refused',
  owner: 'service',
  layer: 'tls',
  order: 22,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server does not speak HTTP/1.1',
      about: 'In the ClientHello a client says which protocols it speaks (ALPN, RFC 7301). A server that knows none of them breaks off with alert 120: gRPC and HTTP/2 servers without HTTP/1.1, or a port of another service.',
      confirmed: {
        'http2-only': 'It refuses http/1.1 with alert 120, and a handshake that offers h2 passes',
        'without-offer': 'It refuses http/1.1 with alert 120; a handshake that offers nothing passes, one with h2 does not: another protocol than HTTP is spoken here',
        'neither': 'It refuses http/1.1 and h2 with alert 120, and does not go on without an offer either',
      },
      ruledOut: { 'other-refusal': 'The handshake did not fail with alert 120 (no_application_protocol)' },
      open: { 'not-compared': 'No handshakes with other offers could be made; run again with more time (--timeout)' },
    },
    'zh-CN': {
      title: '服务器不支持 HTTP/1.1',
      about: '客户端在 ClientHello 中说明自己会说哪些协议（ALPN，RFC 7301）。服务器若一个都不支持，就以告警 120 中断：例如只支持 HTTP/2 的 gRPC 服务器，或该端口属于其他服务。',
      confirmed: {
        'http2-only': '它以告警 120 拒绝 http/1.1，而提供 h2 的握手成功',
        'without-offer': '它以告警 120 拒绝 http/1.1；不提供任何协议时握手成功，提供 h2 则不行：这里使用的不是 HTTP',
        'neither': '它以告警 120 拒绝 http/1.1 和 h2，不提供任何协议时同样不行',
      },
      ruledOut: { 'other-refusal': '握手失败的原因不是告警 120（no_application_protocol）' },
      open: { 'not-compared': '未能用其他协议完成对照握手；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['network/tls-handshake#alert'],
  controls: otherOffers,
  judge: ({ facts: { handshake, http2, none }, confirmed, ruledOut, open }) => {
    if (handshake === undefined || handshake.outcome === 'completed') return open('not-compared', {}, []);
    if (handshake.alert?.code !== 120) return ruledOut('other-refusal', {}, ['handshake']);
    if (http2 === undefined || none === undefined) return open('not-compared', {}, ['handshake']);
    if (http2.outcome === 'completed') return confirmed('http2-only', { http2: true }, ['handshake', 'http2']);
    return none.outcome === 'completed' ? confirmed('without-offer', { http2: false }, ['handshake', 'none', 'http2']) : confirmed('neither', { http2: false }, ['handshake', 'none', 'http2'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/speak-http2',
      audience: 'you',
      applies: ({ http2 }) => http2 === true,
      text: {
        en: { title: 'Speak HTTP/2 to it', steps: ['curl: --http2. Node.js: node:http2, or undici with allowH2: true; fetch of Node 24 and node:https speak HTTP/1.1 only. Python: httpx with http2=True. gRPC clients do it by themselves.'] },
        'zh-CN': { title: '改用 HTTP/2 访问', steps: ['curl：--http2。Node.js：使用 node:http2，或 undici 的 allowH2: true；Node 24 自带的 fetch 和 node:https 只支持 HTTP/1.1。Python：httpx 的 http2=True。gRPC 客户端会自动使用。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ http2: otherOffers(suspicion).http2 }),
        works: ({ facts: { http2 } }) => (http2 === undefined ? undefined : http2.outcome === 'completed' && http2.alpn === 'h2'),
      },
    }),
    defineRemedy({
      id: 'network/use-its-own-client',
      audience: 'you',
      applies: ({ http2 }) => http2 === false,
      text: {
        en: { title: 'Check the port', steps: ['This port belongs to another protocol over TLS, such as DNS (dot), MQTT, PostgreSQL or an ACME challenge: use its client, or the port that serves HTTPS, often 443.'] },
        'zh-CN': { title: '核对端口', steps: ['该端口使用 TLS 之上的其他协议，例如 DNS（dot）、MQTT、PostgreSQL 或 ACME 验证：请使用对应的客户端，或改用提供 HTTPS 的端口（通常是 443）。'] },
      },
    }),
    defineRemedy({
      id: 'network/enable-http11',
      audience: 'operator',
      text: {
        en: { title: 'Let the server speak HTTP/1.1 too', steps: ['Add http/1.1 to the protocols that it negotiates. Go: tls.Config{NextProtos: []string{"h2", "http/1.1"}}. Envoy: alpn_protocols: ["h2", "http/1.1"] with codec_type AUTO.'] },
        'zh-CN': { title: '让服务器同时支持 HTTP/1.1', steps: ['在其协商的协议中加入 http/1.1。Go：tls.Config{NextProtos: []string{"h2", "http/1.1"}}。Envoy：alpn_protocols: ["h2", "http/1.1"]，codec_type 设为 AUTO。'] },
      },
    }),
  ],
});
