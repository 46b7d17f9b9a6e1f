import { defineRemedy, type Remedy } from '@culprit/core';
import { wayBy, wayTo } from '../connection/way.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** Leaves the proxy in `proxy` aside for this host. Tried by connecting directly. */
export const bypassProxy: Remedy = defineRemedy({
  id: 'network/bypass-proxy',
  audience: 'you',
  text: {
    en: {
      title: 'Connect to {host} directly',
      steps: ['Add {host} to NO_PROXY (NO_PROXY="$NO_PROXY,{host}"), or unset {from} where no proxy is needed at all. In a Culprit target: "proxy: direct" in its route.'],
    },
    'zh-CN': {
      title: '直接连接 {host}',
      steps: ['请把 {host} 加入 NO_PROXY（NO_PROXY="$NO_PROXY,{host}"）；若完全不需要代理，请取消 {from} 的设置。在 Culprit 的目标中，可在 route 里写“proxy: direct”。'],
    },
  },
  trial: {
    facts: ({ suspicion }) => ({ connection: tcpConnection.of(wayBy(wayTo(suspicion), { proxy: 'direct' })) }),
    works: ({ facts: { connection } }) => (connection === undefined ? undefined : connection.outcome === 'connected'),
  },
});
