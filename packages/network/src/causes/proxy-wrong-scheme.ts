import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayBy, wayTo } from '../connection/way.ts';
import { proxyControls } from '../proxy/controls.ts';
import { proxyProtocol } from '../facts/proxy-protocol.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { readProxy, type ProxyAddress } from '../proxy/proxy-address.ts';
import { selectProxy } from '../proxy/select-proxy.ts';
import type { TcpConnectionInput } from '../connection/destination.ts';

/** `HTTPS_PROXY=https://…` before a plain HTTP proxy, `http://` before a SOCKS port: the scheme names how to speak with the proxy, not what is asked for. */
export const proxyWrongScheme: Cause = defineCause({
  id: 'network/proxy-wrong-scheme',
  owner: 'machine',
  layer: 'proxy',
  order: 5,
  scope: 'machine',
  suspectedBy: ['not-a-proxy', 'closed', 'reset', 'timed-out', 'untrusted'].map((finding) => `network/proxy#${finding}`),
  text: {
    en: {
      title: '{from} says {given}://, but the proxy speaks {spoken}',
      about: 'The scheme of a proxy setting says how to speak with the proxy itself. Most proxies speak plain HTTP, also for https targets: then HTTPS_PROXY must begin with http://.',
      confirmed: { 'speaks-other': 'Asked in each protocol, {address} answers in {spoken} and not in {given}' },
      ruledOut: { 'speaks-it': '{address} speaks {given}, as its setting says' },
      open: { silent: '{address} answers in no protocol that a proxy speaks', 'not-probed': 'What the proxy speaks could not be asked' },
    },
    'zh-CN': {
      title: '{from} 写的是 {given}://，而代理使用的是 {spoken}',
      about: '代理设置中的协议表示如何与代理本身通信。多数代理使用明文 HTTP，访问 https 目标时也是如此：此时 HTTPS_PROXY 应以 http:// 开头。',
      confirmed: { 'speaks-other': '逐一用各种协议询问后，{address} 以 {spoken} 应答，而非 {given}' },
      ruledOut: { 'speaks-it': '{address} 使用的正是设置中的 {given}' },
      open: { silent: '{address} 对代理可能使用的任何协议都没有应答', 'not-probed': '无法询问代理使用何种协议' },
    },
  },
  controls: (suspicion) => {
    const { host, port } = proxyOf(wayTo(suspicion)) ?? { host: '', port: 0 };
    return { ...proxyControls(suspicion), protocol: proxyProtocol.of({ host, port }) };
  },
  judge: ({ facts: { selection, protocol }, confirmed, ruledOut, open }) => {
    if (selection?.outcome !== 'proxied' || protocol?.outcome !== 'probed') return open('not-probed', {}, []);
    const proxy = readProxy(selection.proxy);
    if ('reason' in proxy) return open('not-probed', {}, ['selection']);
    const address = selection.proxy.slice(selection.proxy.indexOf('//') + 2);
    if (protocol.speaks.includes(proxy.scheme)) return ruledOut('speaks-it', { address, given: proxy.scheme }, ['protocol']);
    const [spoken] = protocol.speaks;
    if (spoken === undefined) return open('silent', { address }, ['protocol']);
    return confirmed('speaks-other', { address, from: selection.from, given: proxy.scheme, spoken, suggested: `${spoken}://${address}` }, ['selection', 'protocol']);
  },
  remedies: [
    defineRemedy({
      id: 'network/correct-proxy-scheme',
      audience: 'you',
      text: {
        en: { title: 'Begin {from} with {spoken}://', steps: ['Set {from}={suggested} (keep a user name and password before the host, if there were any).'] },
        'zh-CN': { title: '让 {from} 以 {spoken}:// 开头', steps: ['请设置 {from}={suggested}（若原先在主机名前写有用户名和密码，请予保留）。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => ({ tunnel: proxyTunnel.of(wayBy(wayTo(suspicion), { proxy: String(params['suggested']) })) }),
        // A proxy that asks for the credential which the trial does not have understood the question.
        works: ({ facts: { tunnel } }) => (tunnel === undefined || tunnel.outcome === 'authentication-required' ? undefined : tunnel.outcome === 'open'),
      },
    }),
  ],
});

function proxyOf({ host, port, route }: TcpConnectionInput): ProxyAddress | undefined {
  const selection = selectProxy({ host, port, proxy: route?.proxy });
  if (selection.outcome !== 'proxied') return undefined;
  const proxy = readProxy(selection.proxy);
  return 'reason' in proxy ? undefined : proxy;
}
