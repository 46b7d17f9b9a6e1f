import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import type { HttpExchange } from '../facts/http-exchange.ts';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { originOf } from '../targets/http-resource.ts';
import { failedExchange, isRoot, notAnswered, resourceOf, rootExchange } from './http-experiments.ts';

/** `exchange`, `root` and, over plain HTTP, `handshake`. */
type Controls = { readonly [name: string]: Request<HttpExchange | TlsHandshake> };

/** The connection stands, the request is out, and a reset comes back. */
export const httpReset: Cause = defineCause({
  id: 'network/http-reset',
  owner: 'path',
  layer: 'http',
  order: 65,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The connection is reset when the request has been sent',
      about: 'The connection stands, and a reset ends it in place of an answer, or in the middle of one. A filter that reads the request, a balancer at its limit or a crashing worker does that; the reset itself does not say who sent it.',
      confirmed: {
        'path-reset': 'It is reset for {path}, while the root of the service answers {rootStatus}',
        'answer-cut': 'The head of the answer came ({status}), and a reset in place of the rest',
        always: 'It is reset for the root of the service as well',
        once: 'It was reset; nothing could be asked to compare',
      },
      ruledOut: { 'tls-port': 'The port wants TLS', 'not-reset': 'The request was not reset' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '请求发出后连接被重置',
      about: '连接已建立，但等来的不是响应而是重置，或响应传到一半被重置。可能是读取请求内容的过滤设备、到达上限的负载均衡，或崩溃的工作进程；仅凭重置无法看出是谁发的。',
      confirmed: {
        'path-reset': '请求 {path} 时被重置，而服务的根路径返回 {rootStatus}',
        'answer-cut': '响应头已到达（{status}），其余部分尚未到达就被重置',
        always: '请求服务的根路径时同样被重置',
        once: '连接被重置；未能发出其他请求作对照',
      },
      ruledOut: { 'tls-port': '该端口要求 TLS', 'not-reset': '请求没有被重置' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#reset'],
  controls: (suspicion): Controls => {
    const resource = resourceOf(suspicion);
    const { secure, host, port } = originOf(resource.url);
    return {
      exchange: failedExchange(suspicion), root: rootExchange(suspicion),
      ...(secure ? {} : { handshake: tlsHandshake.of({ host, port, ...(resource.route === undefined ? {} : { route: resource.route }) }) }),
    };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const [exchange, root] = [asExchange(facts['exchange']), asExchange(facts['root'])];
    if (exchange === undefined) return open('not-observed', {}, []);
    if (exchange.outcome !== 'reset') return ruledOut('not-reset', {}, ['exchange']);
    if (facts['handshake']?.outcome === 'completed') return ruledOut('tls-port', {}, ['handshake']);
    if (exchange.phase === 'body') return confirmed('answer-cut', { status: exchange.status ?? 0 }, ['exchange']);
    if (root?.outcome === 'answered') {
      return confirmed('path-reset', { path: new URL(resourceOf(suspicion).url).pathname.slice(0, 100), rootStatus: root.status }, ['exchange', 'root']);
    }
    return root === undefined || isRoot(suspicion) ? confirmed('once', {}, ['exchange'], 'likely') : confirmed('always', {}, ['exchange', 'root'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/find-what-resets-request',
      audience: 'you',
      text: {
        en: { title: 'Find out who resets', steps: ['Run the same command from another network, such as a phone\'s. If it works there, this network or its firewall resets; if not, the log of the service and of the proxy before it has the request.'] },
        'zh-CN': { title: '查明是谁在重置', steps: ['换一个网络（例如手机热点）运行同一条命令。如果那里正常，重置来自当前网络或其防火墙；否则请在服务及其前置代理的日志中查找该请求。'] },
      },
    }),
  ],
});

const asExchange = (value: HttpExchange | TlsHandshake | undefined): HttpExchange | undefined => (value === undefined || 'chain' in value ? undefined : value);
