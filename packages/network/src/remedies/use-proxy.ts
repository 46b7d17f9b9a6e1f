import { defineRemedy, type Remedy } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { proxyTunnel, type ProxyTunnelInput } from '../facts/proxy-tunnel.ts';

/** Takes `proxy: direct` out of the route. Tried through the proxy that the environment names. */
export const useProxy: Remedy = defineRemedy({
  id: 'network/use-proxy',
  audience: 'you',
  applies: ({ direct }) => direct === true,
  text: {
    en: { title: 'Go through the proxy of this machine', steps: ['Take "proxy: direct" out of the route of {endpoint}; for a Node program, set NODE_USE_ENV_PROXY=1 so that it follows HTTPS_PROXY.'] },
    'zh-CN': { title: '通过本机配置的代理访问', steps: ['请从 {endpoint} 的 route 中去掉“proxy: direct”；若是 Node 程序，请设置 NODE_USE_ENV_PROXY=1，使其遵循 HTTPS_PROXY。'] },
  },
  trial: {
    facts: ({ suspicion }) => ({ tunnel: proxyTunnel.of(byEnvironment(wayTo(suspicion))) }),
    // Without a proxy in the environment there is nothing to try.
    works: ({ facts: { tunnel } }) => (tunnel === undefined || tunnel.outcome === 'direct' ? undefined : tunnel.outcome === 'open'),
  },
});

function byEnvironment({ route = {}, ...way }: ProxyTunnelInput): ProxyTunnelInput {
  const { proxy: _direct, ...rest } = route;
  return { ...way, ...(Object.keys(rest).length > 0 ? { route: rest } : {}) };
}
