import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { proxyControls } from '../proxy/controls.ts';
import { proxyAnswer, triedInVain } from '../proxy/proxy-answer.ts';

/** The proxy is blamed for a service that is down: it says that it can't connect, and neither can anybody else. */
export const connectionRefusedBehindProxy: Cause = defineCause({
  id: 'network/connection-refused-behind-proxy',
  owner: 'service',
  layer: 'connection',
  order: 20,
  scope: 'endpoint',
  suspectedBy: ['network/proxy#refused'],
  text: {
    en: {
      title: 'Nothing listens at {endpoint}, behind the proxy or without it',
      about: 'The proxy does its work; the service behind it does not accept connections.',
      confirmed: { 'both-ways': 'The proxy {proxy} cannot connect to it ({answer}), and asked directly it refuses the connection too ({code})' },
      ruledOut: {
        'not-refused': 'Asked without the proxy, {endpoint} does not refuse the connection',
        policy: 'The proxy answers {answer}: it was not allowed to try',
      },
      open: { 'not-compared': 'Whether {endpoint} accepts connections without the proxy could not be seen' },
    },
    'zh-CN': {
      title: '无论是否经过代理，{endpoint} 上都没有服务在监听',
      about: '代理工作正常，是它后面的服务不接受连接。',
      confirmed: { 'both-ways': '代理 {proxy} 无法连接它（{answer}），直连时它同样拒绝连接（{code}）' },
      ruledOut: {
        'not-refused': '不经代理直连时，{endpoint} 并未拒绝连接',
        policy: '代理返回 {answer}：它没有获准尝试',
      },
      open: { 'not-compared': '无法得知不经代理时 {endpoint} 是否接受连接' },
    },
  },
  controls: proxyControls,
  judge: ({ suspicion, facts: { tunnel, direct }, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const endpoint = endpointOf(way);
    if (tunnel?.outcome !== 'refused' || direct === undefined) return open('not-compared', { endpoint }, []);
    const answer = proxyAnswer(tunnel) ?? tunnel.outcome;
    if (!triedInVain(tunnel)) return ruledOut('policy', { answer }, ['tunnel']);
    if (direct.outcome !== 'refused') return ruledOut('not-refused', { endpoint }, ['direct']);
    return confirmed('both-ways', { endpoint, proxy: tunnel.proxy, answer, code: direct.code, port: way.port, host: way.host }, ['tunnel', 'direct']);
  },
  remedies: [
    defineRemedy({
      id: 'network/start-service-behind-proxy',
      audience: 'operator',
      text: {
        en: { title: 'Start the service on port {port} of {host}', steps: ['On {host}, see what listens: "ss -ltnp sport = :{port}". Start the service, or have it listen on the address that the proxy connects to.'] },
        'zh-CN': { title: '启动 {host} 的 {port} 端口上的服务', steps: ['在 {host} 上查看监听情况：“ss -ltnp sport = :{port}”。启动服务，或让它监听代理所连接的地址。'] },
      },
    }),
  ],
});
