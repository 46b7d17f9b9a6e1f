import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { originOf } from '../targets/http-resource.ts';
import { answerOf, failedExchange, notAnswered, otherStatus, resourceOf, serverOf } from './http-experiments.ts';

/** 407 from beyond this side's proxy. */
export const upstreamProxyAuthentication: Cause = defineCause({
  id: 'network/upstream-proxy-authentication',
  owner: 'service',
  layer: 'http',
  scope: 'endpoint',
  text: {
    en: {
      title: 'A proxy on the service\'s side wants a credential',
      about: '407 normally comes from one\'s own proxy. Here it came as the answer of the service: a proxy behind its address is not authenticated, or a forward proxy poses as the service.',
      confirmed: {
        'no-proxy-here': 'This machine uses no proxy for {host}, and yet 407 came',
        'no-proxy-here-server': 'This machine uses no proxy for {host}, and yet 407 came, from {server}',
        'behind-tunnel': 'The tunnel through the proxy was open already: 407 came from its far end',
        'behind-tunnel-server': 'The tunnel through the proxy was open already: 407 came from its far end, {server}',
      },
      ruledOut: { ...otherStatus.en, 'own-proxy': 'The request was handed to the proxy {proxy}, which this side uses, and which may have said so itself' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务侧的代理要求认证',
      about: '407 通常来自本机所用的代理。这里它却是服务的应答：服务地址后面有一个未通过认证的代理，或该地址本身就是正向代理。',
      confirmed: {
        'no-proxy-here': '本机访问 {host} 没有使用代理，却收到了 407',
        'no-proxy-here-server': '本机访问 {host} 没有使用代理，却收到了来自 {server} 的 407',
        'behind-tunnel': '经代理的隧道已经打通：407 来自隧道的另一端',
        'behind-tunnel-server': '经代理的隧道已经打通：407 来自隧道另一端的 {server}',
      },
      ruledOut: { ...otherStatus['zh-CN'], 'own-proxy': '请求是交给本侧所用的代理 {proxy} 转发的，407 可能出自该代理' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#proxy-authentication-required'],
  controls: (suspicion) => {
    const { url, route } = resourceOf(suspicion);
    const { secure, host, port } = originOf(url);
    const way = { host, port, ...(secure ? {} : { scheme: 'http' as const }), ...(route === undefined ? {} : { route }) };
    return { exchange: failedExchange(suspicion), selection: selectionFor(way), tunnel: proxyTunnel.of(way) };
  },
  judge: ({ suspicion, facts: { exchange, selection, tunnel }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined || selection === undefined) return open('not-observed', {}, []);
    if (answer.status !== 407) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    if (tunnel !== undefined && 'forwards' in tunnel) return ruledOut('own-proxy', { proxy: tunnel.proxy }, ['exchange', 'tunnel']);
    const server = serverOf(answer);
    const { host } = originOf(resourceOf(suspicion).url);
    const reason = selection.outcome === 'proxied' ? 'behind-tunnel' : 'no-proxy-here';
    return server === undefined
      ? confirmed(reason, { host }, ['exchange', 'selection'])
      : confirmed(`${reason}-server`, { host, server }, ['exchange', 'selection']);
  },
  remedies: [
    defineRemedy({
      id: 'network/examine-service-proxy',
      audience: 'operator',
      text: {
        en: { title: 'Look at the proxy behind the service\'s address', steps: ['Give it its credential, or have the name point at the service rather than at a forward proxy.'] },
        'zh-CN': { title: '检查服务地址后面的代理', steps: ['为其配置凭据，或让域名直接指向服务，而不是正向代理。'] },
      },
    }),
  ],
});
