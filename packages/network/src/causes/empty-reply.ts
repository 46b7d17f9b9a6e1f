import { defineCause, defineRemedy, optional, type Cause } from '@culprit/core';
import { tlsHandshake } from '../facts/tls-handshake.ts';
import { originOf } from '../targets/http-resource.ts';
import { failedExchange, notAnswered, resourceOf, rootExchange } from './http-experiments.ts';

/** The connection ends without an answer: curl's "Empty reply from server". */
export const emptyReply: Cause = defineCause({
  id: 'network/empty-reply',
  owner: 'service',
  layer: 'http',
  order: 65,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service closes the connection without an answer',
      about: 'The request was taken and the connection ended before a complete head of an answer: a crashing worker, a service of another protocol, or a filter before it.',
      confirmed: {
        'path-closes': 'It closes for {path}, while the root of the service answers {rootStatus}',
        'always-closes': 'It closes for the root of the service as well, and there is no TLS on the port',
        'closes-over-tls': 'It closes after a completed TLS handshake, for the root of the service as well',
      },
      ruledOut: { 'tls-port': 'The port wants TLS', 'has-answer': 'There was an answer' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务未作应答就关闭了连接',
      about: '请求已被接收，但响应头尚未完整返回连接就结束了：工作进程崩溃、端口上是另一种协议，或前面有过滤设备。',
      confirmed: {
        'path-closes': '请求 {path} 时连接被关闭，而根路径返回 {rootStatus}',
        'always-closes': '请求根路径时同样被关闭，且该端口上没有 TLS',
        'closes-over-tls': 'TLS 握手完成后连接被关闭，请求根路径时也一样',
      },
      ruledOut: { 'tls-port': '该端口要求 TLS', 'has-answer': '得到了响应' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#empty', 'network/http-response#closed'],
  controls: (suspicion) => {
    const { url, route } = resourceOf(suspicion);
    const { host, port } = originOf(url);
    return { exchange: failedExchange(suspicion), root: rootExchange(suspicion), handshake: optional(tlsHandshake.of({ host, port, ...(route === undefined ? {} : { route }) })) };
  },
  judge: ({ suspicion, facts: { exchange, root, handshake }, confirmed, ruledOut, open }) => {
    if (exchange === undefined || root === undefined) return open('not-observed', {}, []);
    if (exchange.outcome !== 'closed') return ruledOut('has-answer', {}, ['exchange']);
    const { url } = resourceOf(suspicion);
    const { secure } = originOf(url);
    if (!secure && handshake?.outcome === 'completed') return ruledOut('tls-port', {}, ['handshake']);
    if (root.outcome === 'answered') return confirmed('path-closes', { path: new URL(url).pathname.slice(0, 100), rootStatus: root.status }, ['exchange', 'root']);
    if (secure) return confirmed('closes-over-tls', {}, ['exchange', 'root', 'handshake']);
    return handshake === undefined ? open('not-observed', {}, ['exchange']) : confirmed('always-closes', {}, ['exchange', 'root', 'handshake'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/examine-worker',
      audience: 'operator',
      text: {
        en: { title: 'Look for what ends the connection', steps: ['Look in the logs of the application and of the proxy before it for a crash, a killed worker or a rule that closes without answering (nginx: return 444).'] },
        'zh-CN': { title: '查明是什么结束了连接', steps: ['在应用及其前置代理的日志中查找崩溃、被杀死的工作进程，或不作应答直接关闭的规则（nginx：return 444）。'] },
      },
    }),
  ],
});
