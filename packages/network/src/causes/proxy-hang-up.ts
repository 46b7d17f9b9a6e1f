import { defineRemedy, type Cause } from '@culprit/core';
import { unansweringProxy } from './unanswering-proxy.ts';

/** The proxy ends the connection in place of an answer, as local proxies do whose node is gone, and filters that say nothing. */
export const proxyHangUp: Cause = unansweringProxy({
  id: 'network/proxy-hang-up',
  outcomes: ['closed', 'reset'],
  text: {
    en: {
      title: 'The proxy {proxy} hangs up when it hears {endpoint}',
      about: 'The proxy accepts connections and ends them without an answer. Local proxies do that when the node that they go through is gone, others when a rule forbids the target.',
      confirmed: {
        mute: 'It answers nothing, whatever it is asked: it is broken, or is no proxy',
        'this-target': 'It answers questions of its own protocol, and ends the connection when it is asked for {endpoint}',
        'this-target-only': 'It answers questions of its own protocol, and ends the connection when it is asked for {endpoint}, which this machine reaches directly',
      },
    },
    'zh-CN': {
      title: '代理 {proxy} 一听到 {endpoint} 就断开连接',
      about: '代理接受连接，却不作应答就将其结束。本地代理在上游节点失效时会这样，也有代理因规则禁止该目标而这样做。',
      confirmed: {
        mute: '无论询问什么，它都不作应答：代理已损坏，或该处根本不是代理',
        'this-target': '按代理协议询问时有应答，而一请求连接 {endpoint} 就断开',
        'this-target-only': '按代理协议询问时有应答，而一请求连接 {endpoint} 就断开；本机可以直接连上该目标',
      },
    },
  },
  remedy: defineRemedy({
    id: 'network/find-why-proxy-hangs-up',
    audience: 'operator',
    text: {
      en: { title: 'Find out why the proxy {proxy} hangs up', steps: ['See in its log what became of {endpoint}: a node that is gone, a rule, or a crash.', 'If the proxy runs on this machine, choose another node in it, or start it again.'] },
      'zh-CN': { title: '查明代理 {proxy} 断开连接的原因', steps: ['请在其日志中查看 {endpoint} 的处理情况：节点失效、规则限制或程序崩溃。', '若代理运行在本机，请在其中更换节点，或重新启动。'] },
    },
  }),
});
