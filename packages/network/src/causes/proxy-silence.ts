import { defineRemedy, type Cause } from '@culprit/core';
import { unansweringProxy } from './unanswering-proxy.ts';

/** The proxy takes the wish for a tunnel and says nothing to it: it hangs, or waits for a target or an upstream that does not answer it. */
export const proxySilence: Cause = unansweringProxy({
  id: 'network/proxy-silence',
  outcomes: ['timed-out'],
  text: {
    en: {
      title: 'The proxy {proxy} does not say whether it lets {endpoint} through',
      about: 'The proxy accepts connections, hears where the client wants to go, and gives no answer. It hangs, or waits itself for the target or for the node that it goes through.',
      confirmed: {
        mute: 'It answered neither the wish for {endpoint} ({waitedMs} ms) nor a question of its own protocol: it hangs, or is no proxy',
        'this-target': 'It answers questions of its own protocol, and nothing to the wish for {endpoint} ({waitedMs} ms): it waits for the way behind it',
        'this-target-only': 'It answers questions of its own protocol, and nothing to the wish for {endpoint} ({waitedMs} ms), which this machine reaches directly: it waits for the way behind it',
      },
    },
    'zh-CN': {
      title: '代理 {proxy} 迟迟不答复是否放行 {endpoint}',
      about: '代理接受了连接，也收到了要访问的目标，却没有任何答复：它卡住了，或自身在等待目标或上游节点。',
      confirmed: {
        mute: '对连接 {endpoint} 的请求（{waitedMs} 毫秒）和按代理协议所作的询问均无应答：代理卡住了，或该处根本不是代理',
        'this-target': '按代理协议询问时有应答，对连接 {endpoint} 的请求却没有（{waitedMs} 毫秒）：它在等待后面的通路',
        'this-target-only': '按代理协议询问时有应答，对连接 {endpoint} 的请求却没有（{waitedMs} 毫秒），而本机可以直接连上该目标：它在等待后面的通路',
      },
    },
  },
  remedy: defineRemedy({
    id: 'network/revive-proxy',
    audience: 'operator',
    text: {
      en: { title: 'Find out what the proxy {proxy} waits for', steps: ['See in its log what became of {endpoint}: the name may not resolve there, the node that it goes through may be dead, or all its connections may be in use.', 'If it answers nobody, start it again.'] },
      'zh-CN': { title: '查明代理 {proxy} 在等待什么', steps: ['请在其日志中查看 {endpoint} 的处理情况：可能是域名在该处无法解析、上游节点不可用，或连接数已满。', '若它对任何请求都没有应答，请重新启动。'] },
    },
  }),
});
