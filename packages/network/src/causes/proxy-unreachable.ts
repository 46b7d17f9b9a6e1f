import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { proxyControls, proxyOfFinding } from '../proxy/controls.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';

/** The proxy that is set does not accept connections, so that nothing gets out although the network may be fine. */
export const proxyUnreachable: Cause = defineCause({
  id: 'network/proxy-unreachable',
  owner: 'machine',
  layer: 'proxy',
  order: 10,
  scope: 'machine',
  suspectedBy: ['network/proxy#unreachable'],
  subject: proxyOfFinding,
  text: {
    en: {
      title: 'The proxy {proxy} cannot be reached',
      about: 'A setting sends every connection to this proxy, and it does not accept any: it is not running, listens elsewhere, or belongs to another network.',
      confirmed: {
        refused: 'Nothing listens at {proxy}, which {from} names ({code})',
        silent: '{proxy}, which {from} names, does not answer ({code})',
        'no-name': 'The name of the proxy {proxy}, which {from} names, does not resolve ({code})',
      },
      ruledOut: { connected: 'The proxy {proxy} accepts connections' },
      open: { 'not-seen': 'Whether the proxy accepts connections could not be seen' },
    },
    'zh-CN': {
      title: '无法连接代理 {proxy}',
      about: '有一项设置把所有连接都交给此代理，而它不接受任何连接：代理未运行、监听在别处，或属于另一个网络。',
      confirmed: {
        refused: '{from} 指定的 {proxy} 上没有服务在监听（{code}）',
        silent: '{from} 指定的 {proxy} 没有响应（{code}）',
        'no-name': '{from} 指定的代理 {proxy} 的域名无法解析（{code}）',
      },
      ruledOut: { connected: '代理 {proxy} 接受连接' },
      open: { 'not-seen': '无法得知代理是否接受连接' },
    },
  },
  controls: proxyControls,
  judge: ({ suspicion, facts: { selection, resolution, connection }, confirmed, ruledOut, open }) => {
    if (selection?.outcome !== 'proxied') return open('not-seen', {}, []);
    const params = { proxy: selection.proxy, from: selection.from, host: wayTo(suspicion).host };
    if (resolution !== undefined && !('addresses' in resolution)) {
      return confirmed('no-name', { ...params, code: resolution.code ?? resolution.outcome }, ['selection', 'resolution']);
    }
    if (connection === undefined) return open('not-seen', {}, ['selection']);
    if (connection.outcome === 'connected') return ruledOut('connected', params, ['connection']);
    return confirmed(connection.outcome === 'refused' ? 'refused' : 'silent', { ...params, code: connection.code }, ['selection', 'connection']);
  },
  remedies: [
    bypassProxy,
    dropRouteProxy,
    defineRemedy({
      id: 'network/start-proxy',
      audience: 'you',
      text: {
        en: { title: 'Start the proxy, or correct {from}', steps: ['Start the program that should listen at {proxy} and compare the port in its settings.', 'If there is no such proxy any more, remove {from} wherever it is set: in the shell, in its start-up files, in the settings of the service.'] },
        'zh-CN': { title: '启动代理，或更正 {from}', steps: ['请启动应在 {proxy} 监听的程序，并核对其设置中的端口。', '若该代理已不复存在，请在设置了 {from} 的地方将其去掉：当前终端、启动脚本或服务的配置。'] },
      },
    }),
  ],
});
