import { defineRemedy, type Remedy, type TrialContext } from '@culprit/core';
import { wayBy, wayTo } from '../connection/way.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';
import { fromRoute } from '../proxy/select-proxy.ts';

const withoutProxy = {
  facts: ({ suspicion }: Pick<TrialContext<never>, 'suspicion'>) => ({ connection: tcpConnection.of(wayBy(wayTo(suspicion), { proxy: 'direct' })) }),
  works: ({ facts: { connection } }: { readonly facts: { readonly connection: TcpConnection | undefined } }) =>
    (connection === undefined ? undefined : connection.outcome === 'connected'),
};

/** Leaves the proxy in `proxy` aside for this host. Tried by connecting directly. */
export const bypassProxy: Remedy = defineRemedy({
  id: 'network/bypass-proxy',
  audience: 'you',
  applies: ({ from }) => from !== fromRoute,
  text: {
    en: {
      title: 'Connect to {host} directly',
      steps: ['Add {host} to NO_PROXY (NO_PROXY="$NO_PROXY,{host}"), or unset {from} where no proxy is needed at all.'],
    },
    'zh-CN': {
      title: '直接连接 {host}',
      steps: ['请把 {host} 加入 NO_PROXY（NO_PROXY="$NO_PROXY,{host}"）；若完全不需要代理，请取消 {from} 的设置。'],
    },
  },
  trial: withoutProxy,
});

/** The same where the route names the proxy: no variable overrides that. */
export const dropRouteProxy: Remedy = defineRemedy({
  id: 'network/drop-route-proxy',
  audience: 'you',
  applies: ({ from }) => from === fromRoute,
  text: {
    en: { title: 'Connect to {host} directly', steps: ['Take the proxy out of the route, or write "direct" in its place: --proxy direct, or route: { proxy: "direct" } in the config.'] },
    'zh-CN': { title: '直接连接 {host}', steps: ['请从 route 中去掉代理，或改写为 direct：--proxy direct，或在配置中写 route: { proxy: "direct" }。'] },
  },
  trial: withoutProxy,
});
