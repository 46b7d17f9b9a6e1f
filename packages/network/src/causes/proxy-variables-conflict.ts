import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { wayTo } from '../connection/way.ts';
import { proxyOfFinding } from '../proxy/controls.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { selectProxy } from '../proxy/select-proxy.ts';

/** https_proxy and HTTPS_PROXY name two proxies, and the one that counts is the wrong one. */
export const proxyVariablesConflict: Cause = defineCause({
  id: 'network/proxy-variables-conflict',
  owner: 'machine',
  layer: 'proxy',
  order: 3,
  scope: 'machine',
  suspectedBy: ['unreachable', 'authentication-required', 'refused', 'not-a-proxy', 'closed', 'reset', 'timed-out', 'invalid-setting', 'untrusted'].map((finding) => `network/proxy#${finding}`),
  subject: proxyOfFinding,
  text: {
    en: {
      title: '{from} names another proxy than {other}, and the wrong one',
      unknown: { other: 'another variable' },
      about: 'Proxy variables exist in lower and in upper case, and clients choose differently: curl, Python, Node and wget take the lower case first, Go the upper case. What works in one then fails in the other.',
      confirmed: { 'other-works': '{from} counts here and leads nowhere; the proxy of {other}, {proxy}, opens a way to {host}' },
      ruledOut: {
        same: 'Only one spelling of the variable is set, or both name the same proxy',
        'other-fails': 'The proxy of {other} opens no way to {host} either',
      },
      open: { 'not-tried': 'The other spelling of the variable could not be tried' },
    },
    'zh-CN': {
      title: '{from} 指定的代理与 {other} 不同，而且是错的',
      unknown: { other: '另一个变量' },
      about: '代理变量有大写和小写两种写法，各客户端的取舍不一：curl、Python、Node 和 wget 优先取小写，Go 优先取大写。于是同一环境下，有的程序正常，有的失败。',
      confirmed: { 'other-works': '这里生效的是 {from}，但走不通；{other} 指定的代理 {proxy} 能打通到 {host} 的通路' },
      ruledOut: {
        same: '该变量只设置了一种写法，或两种写法指定的是同一代理',
        'other-fails': '{other} 指定的代理同样无法打通到 {host} 的通路',
      },
      open: { 'not-tried': '无法尝试该变量的另一种写法' },
    },
  },
  concerns: (suspicion) => {
    const { route, ...way } = wayTo(suspicion);
    if (route?.proxy !== undefined) return false;
    const [own, other] = [selectProxy(way), selectProxy({ ...way, variant: 'other-spelling' })];
    return 'from' in own && 'from' in other && own.from !== other.from;
  },
  // The other proxy works: what is wrong with this one is not in the way.
  supersedes: ({ layer }) => layer === 'proxy',
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    const other = { ...way, variant: 'other-spelling' } as const;
    return { selection: selectionFor(way), other: selectionFor(other), tunnel: proxyTunnel.of(other) };
  },
  judge: ({ suspicion, facts: { selection, other, tunnel }, confirmed, ruledOut, open }) => {
    if (selection === undefined || selection.outcome === 'direct' || other === undefined) return open('not-tried', {}, []);
    if (other.outcome !== 'proxied' || other.from === selection.from || (selection.outcome === 'proxied' && selection.proxy === other.proxy)) return ruledOut('same', {}, ['selection', 'other']);
    const params = { from: selection.from, other: other.from, host: wayTo(suspicion).host, proxy: other.proxy };
    return tunnel?.outcome === 'open' ? confirmed('other-works', params, ['selection', 'tunnel']) : ruledOut('other-fails', params, ['selection', 'other']);
  },
  remedies: [
    defineRemedy({
      id: 'network/align-proxy-variables',
      audience: 'you',
      text: {
        en: { title: 'Give {from} the value of {other}', steps: ['Set both to one value: export {from}="${other}". Look in the start-up files of the shell, /etc/environment and the settings of the service for where {from} comes from.'] },
        'zh-CN': { title: '让 {from} 与 {other} 取值一致', steps: ['请将两者设为同一个值：export {from}="${other}"。并在 shell 启动脚本、/etc/environment 和服务配置中查找 {from} 的来源。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ tunnel: proxyTunnel.of({ ...wayTo(suspicion), variant: 'other-spelling' }) }),
        works: ({ facts: { tunnel } }) => (tunnel === undefined ? undefined : tunnel.outcome === 'open'),
      },
    }),
  ],
});
