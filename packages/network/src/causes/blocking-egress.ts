import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayBy, wayTo } from '../connection/way.ts';
import type { TcpConnectionInput } from '../connection/destination.ts';
import { isLoopbackAddress } from '../dns/name-scope.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { utcMinute } from '../checks/utc-minute.ts';
import { forbidsBySocks, proxyAnswer } from '../proxy/proxy-answer.ts';
import { selectProxy } from '../proxy/select-proxy.ts';
import { requestEgress } from '../remedies/request-egress.ts';

/** What an attempt that a firewall stops looks like. */
const stopped: ReadonlySet<string> = new Set(['network/connection-refused', 'network/connection-timed-out', 'network/host-unreachable', 'network/connection-reset']);

/** The network lets clients out by its proxy alone. The control is the same target by the proxy that a variable names. */
export const blockingEgress: Cause = defineCause({
  id: 'network/blocking-egress',
  owner: 'network',
  layer: 'connection',
  order: 5,
  scope: 'endpoint',
  suspectedBy: ['refused', 'timed-out', 'unreachable', 'reset'].map((finding) => `network/connection#${finding}`),
  text: {
    en: {
      title: 'This network lets nobody out to {endpoint} but by the proxy {proxy}',
      about: 'The service is up. A firewall of this network stops direct connections to it, and the proxy is the way that is allowed; a program that ignores the proxy fails.',
      confirmed: {
        'proxy-only': 'Directly it ends in {code}; the proxy {proxy}, which {from} names, opens a way to it',
        'both-closed': 'Directly it ends in {code}, and the proxy {proxy}, which {from} names, refuses it by its rules ({answer})',
      },
      ruledOut: {
        'direct-works': 'The direct connection to {endpoint} stands',
        'proxy-fails-too': 'By the proxy {proxy} there is no way to {endpoint} either',
      },
      open: { 'no-proxy-known': 'No variable names a proxy to compare with; if this network has one, give it by --proxy' },
    },
    'zh-CN': {
      title: '本网络只允许经代理 {proxy} 访问 {endpoint}',
      about: '服务正常。本网络的防火墙拦截了直连，只放行代理；不使用代理的程序因此失败。',
      confirmed: {
        'proxy-only': '直连的结果是 {code}；而 {from} 指定的代理 {proxy} 能打通到它的通路',
        'both-closed': '直连的结果是 {code}，而 {from} 指定的代理 {proxy} 按其规则拒绝访问（{answer}）',
      },
      ruledOut: {
        'direct-works': '到 {endpoint} 的直连已建立',
        'proxy-fails-too': '经代理 {proxy} 同样无法到达 {endpoint}',
      },
      open: { 'no-proxy-known': '没有变量指定可供对比的代理；若本网络有代理，请用 --proxy 给出' },
    },
  },
  // What this machine serves itself never passes an egress.
  concerns: (suspicion) => !isLoopbackAddress(wayTo(suspicion).host) || proxiedWay(wayTo(suspicion)) !== undefined,
  supersedes: ({ id }) => stopped.has(id),
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    const proxied = proxiedWay(way);
    // Without another way these are the questions that have failed already: nobody is asked anew.
    return { direct: tcpConnection.of(proxied === undefined ? way : wayBy(way, { proxy: 'direct' })), tunnel: proxyTunnel.of(proxied ?? way) };
  },
  judge: ({ suspicion, facts: { direct, tunnel }, now, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const endpoint = endpointOf(way);
    if (direct === undefined || tunnel === undefined || tunnel.outcome === 'direct') return open('no-proxy-known', {}, []);
    if (direct.outcome === 'connected') return ruledOut('direct-works', { endpoint }, ['direct']);
    const { proxy, from, status } = tunnel;
    const answer = proxyAnswer(tunnel) ?? 0;
    const evidence = `${endpoint} ${direct.code} (${Math.round(direct.tookMs)} ms), ${proxy} ${tunnel.outcome}${answer === 0 ? '' : ` ${answer}`}`;
    const params = { endpoint, proxy, from, host: way.host, port: way.port, code: direct.code, evidence, seenAt: utcMinute(now.getTime()), direct: way.route?.proxy === 'direct' };
    if (tunnel.outcome === 'open') return confirmed('proxy-only', params, ['direct', 'tunnel']);
    // A rule of its own, not a failure to get there (RFC 9110 §15.5.4, RFC 1928 §6).
    if (tunnel.outcome === 'refused' && (status === 403 || forbidsBySocks(tunnel))) return confirmed('both-closed', { ...params, answer }, ['direct', 'tunnel'], 'likely');
    return ruledOut('proxy-fails-too', { endpoint, proxy }, ['tunnel']);
  },
  remedies: [
    defineRemedy({
      id: 'network/go-by-proxy',
      audience: 'you',
      applies: ({ answer }) => answer === undefined,
      text: {
        en: {
          title: 'Go to {endpoint} by the proxy {proxy}',
          steps: ['Set HTTPS_PROXY and https_proxy to the value of {from}, and take "proxy: direct" out of the route if it stands there.', 'Node programs need NODE_USE_ENV_PROXY=1 besides, Java -Dhttps.proxyHost and -Dhttps.proxyPort.'],
        },
        'zh-CN': {
          title: '经代理 {proxy} 访问 {endpoint}',
          steps: ['请把 HTTPS_PROXY 和 https_proxy 设为 {from} 的值；若 route 中写有“proxy: direct”，请去掉。', 'Node 程序还需设置 NODE_USE_ENV_PROXY=1，Java 程序需设置 -Dhttps.proxyHost 和 -Dhttps.proxyPort。'],
        },
      },
      trial: {
        facts: ({ suspicion }) => {
          const way = wayTo(suspicion);
          return { tunnel: proxyTunnel.of(proxiedWay(way) ?? way) };
        },
        works: ({ facts: { tunnel } }) => (tunnel === undefined || tunnel.outcome === 'direct' ? undefined : tunnel.outcome === 'open'),
      },
    }),
    requestEgress,
  ],
});

/** The same target by the proxy of the environment where the route says `direct`, or by HTTP_PROXY where only that is set. */
function proxiedWay({ route = {}, ...way }: TcpConnectionInput): TcpConnectionInput | undefined {
  const { proxy, ...rest } = route;
  if (proxy !== undefined && proxy !== 'direct') return undefined;
  const by = { ...way, ...(Object.keys(rest).length > 0 ? { route: rest } : {}) };
  if (selectProxy(way).outcome === 'proxied') return proxy === undefined ? undefined : by;
  return selectProxy({ ...way, variant: 'http-variable' }).outcome === 'proxied' ? { ...by, variant: 'http-variable' } : undefined;
}
