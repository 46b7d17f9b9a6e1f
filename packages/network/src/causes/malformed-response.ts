import { defineCause, defineRemedy, optional, type Cause } from '@culprit/core';
import { tlsHandshake } from '../facts/tls-handshake.ts';
import { originOf } from '../targets/http-resource.ts';
import { failedExchange, notAnswered, resourceOf } from './http-experiments.ts';

/** What comes back breaks the rules of HTTP/1.1 (RFC 9112). */
export const malformedResponse: Cause = defineCause({
  id: 'network/malformed-response',
  owner: 'service',
  layer: 'http',
  order: 60,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The answer is no well-formed HTTP/1.1',
      about: 'Clients refuse such an answer, each with a text of its own. The port belongs to another protocol, or the server or a proxy before it writes wrong framing.',
      confirmed: {
        'other-protocol': 'What came does not begin as an HTTP answer ({code})',
        'wrong-framing': 'The body of the answer ({status}) breaks the rules of its framing ({code})',
        'wrong-head': 'The head of the answer breaks the rules ({code})',
        'head-too-large': 'The head of the answer is larger than 64 KiB; clients accept 8 to 64 KiB',
      },
      ruledOut: { 'tls-wanted': 'The port wants TLS', 'well-formed': 'The answer is well-formed' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '响应不是合法的 HTTP/1.1',
      about: '客户端会拒绝这样的响应，报错文字各不相同。要么端口上是另一种协议，要么服务器或其前置代理写错了报文格式。',
      confirmed: {
        'other-protocol': '返回的内容开头不是 HTTP 响应（{code}）',
        'wrong-framing': '响应体不合分帧规则（{code}），状态码 {status}',
        'wrong-head': '响应头不合规则（{code}）',
        'head-too-large': '响应头超过 64 KiB，而客户端一般只接受 8 到 64 KiB',
      },
      ruledOut: { 'tls-wanted': '该端口要求 TLS', 'well-formed': '响应格式合法' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#malformed', 'network/http-response#headers-too-large'],
  controls: (suspicion) => {
    const { url, route } = resourceOf(suspicion);
    const { host, port } = originOf(url);
    return { exchange: failedExchange(suspicion), handshake: optional(tlsHandshake.of({ host, port, ...(route === undefined ? {} : { route }) })) };
  },
  judge: ({ suspicion, facts: { exchange, handshake }, confirmed, ruledOut, open }) => {
    if (exchange === undefined) return open('not-observed', {}, []);
    if (!originOf(resourceOf(suspicion).url).secure && handshake?.outcome === 'completed') return ruledOut('tls-wanted', {}, ['handshake']);
    if (exchange.outcome === 'headers-too-large') return confirmed('head-too-large', {}, ['exchange']);
    if (exchange.outcome !== 'malformed') return ruledOut('well-formed', {}, ['exchange']);
    const { code = '', phase, status = 0 } = exchange;
    if (code === 'not-http' || code === 'tls-record' || code === 'http2-frame') return confirmed('other-protocol', { code }, ['exchange', 'handshake']);
    if (phase === 'headers') return confirmed('wrong-head', { code }, ['exchange']);
    return confirmed('wrong-framing', { code, status }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/repair-response',
      audience: 'operator',
      text: {
        en: { title: 'Repair what writes the answer', steps: ['Ask the application directly, then through each proxy, with: curl -v --raw <URL>. The first hop whose answer is broken is the one to repair; a length that was kept after a body was changed is the usual reason.'] },
        'zh-CN': { title: '修复写出响应的环节', steps: ['先直接请求应用，再逐级经过代理：curl -v --raw <网址>。最先出现错误响应的那一级就是要修复的地方；常见原因是改动内容后没有更新长度。'] },
      },
    }),
  ],
});
