import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { proxyOfFinding } from '../proxy/controls.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';
import { proxyExperiments, proxyState } from './proxy-experiments.ts';

/** The address of the proxy belongs to something else: an SSH server, a database, a mail server. */
export const notAProxy: Cause = defineCause({
  id: 'network/not-a-proxy',
  owner: 'machine',
  layer: 'proxy',
  order: 10,
  scope: 'machine',
  suspectedBy: ['network/proxy#not-a-proxy', 'network/proxy#closed', 'network/proxy#reset', 'network/proxy#timed-out'],
  subject: proxyOfFinding,
  text: {
    en: {
      title: 'There is no proxy at {proxy}',
      unknown: { proxy: 'the configured address' },
      about: 'A setting sends every connection to an address where another service answers. The port or the host in it is wrong, or the proxy has moved.',
      confirmed: {
        'other-service': 'What answers at {proxy}, which {from} names, speaks {protocol}',
        'no-proxy-protocol': 'What answers at {proxy}, which {from} names, speaks neither HTTP nor SOCKS nor TLS',
      },
      ruledOut: {
        'speaks-as-set': '{proxy} speaks the protocol that {from} says',
        'speaks-as-proxy': '{proxy} speaks a protocol of proxies, though not the one that {from} says',
        silent: 'Nothing answers at {proxy}, neither a proxy nor another service',
      },
      open: { 'not-probed': 'What the proxy speaks could not be asked' },
    },
    'zh-CN': {
      title: '{proxy} 处没有代理',
      unknown: { proxy: '所设地址' },
      about: '有一项设置把所有连接都交给了一个地址，而那里应答的是别的服务：端口或主机写错了，或代理已迁走。',
      confirmed: {
        'other-service': '{from} 指定的 {proxy} 处应答的服务使用的是 {protocol}',
        'no-proxy-protocol': '{from} 指定的 {proxy} 处应答的服务既不使用 HTTP，也不使用 SOCKS 或 TLS',
      },
      ruledOut: {
        'speaks-as-set': '{proxy} 使用的正是 {from} 所写的协议',
        'speaks-as-proxy': '{proxy} 使用的是代理协议，只是与 {from} 所写的不同',
        silent: '{proxy} 处没有任何应答，既无代理，也无其他服务',
      },
      open: { 'not-probed': '无法询问代理使用何种协议' },
    },
  },
  controls: proxyExperiments,
  judge: ({ suspicion, facts: { selection, protocol }, confirmed, ruledOut, open }) => {
    if (selection?.outcome !== 'proxied' || protocol?.outcome !== 'probed') return open('not-probed', {}, []);
    const { proxy, from } = selection;
    const params = { proxy, from, host: wayTo(suspicion).host };
    switch (proxyState(selection, protocol)) {
      case 'alive': return ruledOut('speaks-as-set', params, ['protocol']);
      case 'other-scheme': return ruledOut('speaks-as-proxy', params, ['protocol']);
      case 'other-service': {
        const { answeredWith, excerpt = '' } = protocol;
        return answeredWith === undefined || answeredWith === 'other'
          ? confirmed('no-proxy-protocol', { ...params, excerpt }, ['selection', 'protocol'])
          : confirmed('other-service', { ...params, protocol: answeredWith.toUpperCase(), excerpt }, ['selection', 'protocol']);
      }
      default: return ruledOut('silent', params, ['protocol']);
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/correct-proxy-address',
      audience: 'you',
      text: {
        en: { title: 'Correct host and port in {from}', steps: ['Look up where the proxy listens, in its own settings or with whoever runs it, and write that address into {from} in place of {proxy}.'] },
        'zh-CN': { title: '更正 {from} 中的主机和端口', steps: ['请在代理自身的设置中或向其管理员查明监听地址，并以此替换 {from} 中的 {proxy}。'] },
      },
    }),
    bypassProxy,
    dropRouteProxy,
  ],
});
