import { defineCause, defineRemedy, optional, type Cause } from '@culprit/core';
import { httpExchange } from '../facts/http-exchange.ts';
import { tlsHandshake } from '../facts/tls-handshake.ts';
import { originOf } from '../targets/http-resource.ts';
import { resourceOf } from './http-experiments.ts';

/** The reverse of not-tls: plain HTTP is spoken to a port that wants TLS. */
export const tlsExpected: Cause = defineCause({
  id: 'network/tls-expected',
  owner: 'machine',
  layer: 'http',
  order: 5,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The port wants TLS, and the URL says http://',
      about: 'A server that waits for a TLS handshake answers a plain request with an alert, a 400, a closed connection, or not at all.',
      confirmed: { 'handshake-passes': 'On the same port a TLS handshake passes ({protocol})' },
      ruledOut: { 'no-tls': 'A TLS handshake fails on this port', https: 'The URL is https:// already' },
      open: { 'no-attempt': 'No TLS handshake could be tried on the port' },
    },
    'zh-CN': {
      title: '该端口要求 TLS，而网址写的是 http://',
      about: '等待 TLS 握手的服务器收到明文请求时，会返回告警或 400、关闭连接，或毫无回应。',
      confirmed: { 'handshake-passes': '同一端口上 TLS 握手成功（{protocol}）' },
      ruledOut: { 'no-tls': '该端口上 TLS 握手失败', https: '网址已经是 https://' },
      open: { 'no-attempt': '未能在该端口上尝试 TLS 握手' },
    },
  },
  suspectedBy: ['empty', 'closed', 'reset', 'malformed', 'timed-out', 'client-error'].map((finding) => `network/http-response#${finding}`),
  controls: (suspicion) => {
    const { url, route } = resourceOf(suspicion);
    const { host, port } = originOf(url);
    return { handshake: optional(tlsHandshake.of({ host, port, ...(route === undefined ? {} : { route }) })) };
  },
  judge: ({ suspicion, facts: { handshake }, confirmed, ruledOut, open }) => {
    const { url } = resourceOf(suspicion);
    if (originOf(url).secure) return ruledOut('https', {}, []);
    if (handshake === undefined) return open('no-attempt', {}, []);
    if (handshake.outcome !== 'completed') return ruledOut('no-tls', {}, ['handshake']);
    return confirmed('handshake-passes', { protocol: handshake.protocol, secure: secureUrl(url) }, ['handshake']);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-https',
      audience: 'you',
      text: {
        en: { title: 'Write https://', steps: ['Use {secure}'] },
        'zh-CN': { title: '改用 https://', steps: ['请使用 {secure}'] },
      },
      trial: {
        facts: ({ suspicion }) => {
          const { url, route } = resourceOf(suspicion);
          return { exchange: httpExchange.of({ url: secureUrl(url), ...(route === undefined ? {} : { route }) }) };
        },
        works: ({ facts: { exchange } }) => (exchange === undefined ? undefined : exchange.outcome === 'answered'),
      },
    }),
  ],
});

/** The same host, port and path by https. */
function secureUrl(url: string): string {
  const { host, port } = originOf(url);
  const { pathname, search } = new URL(url);
  return new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}${pathname}${search}`).href;
}
