import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayBy, wayTo } from '../connection/way.ts';
import { proxyOfFinding } from '../proxy/controls.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { proxyExperiments } from './proxy-experiments.ts';

/** `HTTPS_PROXY=https://…` before a plain HTTP proxy, `http://` before a SOCKS port: the scheme names how to speak with the proxy, not what is asked for. */
export const proxyWrongScheme: Cause = defineCause({
  id: 'network/proxy-wrong-scheme',
  owner: 'machine',
  layer: 'proxy',
  order: 5,
  scope: 'machine',
  suspectedBy: ['not-a-proxy', 'closed', 'reset', 'timed-out', 'untrusted'].map((finding) => `network/proxy#${finding}`),
  subject: proxyOfFinding,
  text: {
    en: {
      title: '{from} says {given}, but the proxy speaks {spoken}',
      unknown: { given: 'one protocol', spoken: 'another' },
      about: 'The scheme of a proxy setting says how to speak with the proxy itself. Most proxies speak plain HTTP, also for https targets: then HTTPS_PROXY must begin with http://.',
      confirmed: { 'speaks-other': 'Asked in each protocol, {address} answers in {spoken} and not in {given}' },
      ruledOut: { 'speaks-it': '{address} speaks {given}, as its setting says', 'no-proxy': 'What answers at {address} is no proxy of any kind' },
      open: { silent: '{address} answers in no protocol that a proxy speaks', 'not-probed': 'What the proxy speaks could not be asked' },
    },
    'zh-CN': {
      title: '{from} 写的是 {given}，而代理使用的是 {spoken}',
      unknown: { given: '一种协议', spoken: '另一种' },
      about: '代理设置中的协议表示如何与代理本身通信。多数代理使用明文 HTTP，访问 https 目标时也是如此：此时 HTTPS_PROXY 应以 http:// 开头。',
      confirmed: { 'speaks-other': '逐一用各种协议询问后，{address} 以 {spoken} 应答，而非 {given}' },
      ruledOut: { 'speaks-it': '{address} 使用的正是设置中的 {given}', 'no-proxy': '{address} 处应答的不是任何一种代理' },
      open: { silent: '{address} 对代理可能使用的任何协议都没有应答', 'not-probed': '无法询问代理使用何种协议' },
    },
  },
  controls: proxyExperiments,
  judge: ({ facts: { selection, protocol }, confirmed, ruledOut, open }) => {
    if (selection?.outcome !== 'proxied' || protocol?.outcome !== 'probed') return open('not-probed', {}, []);
    const address = selection.proxy.slice(selection.proxy.indexOf('//') + 2);
    if (protocol.speaks.includes(selection.scheme)) return ruledOut('speaks-it', { address, given: selection.scheme }, ['protocol']);
    const [spoken] = protocol.speaks;
    if (spoken === undefined) return protocol.answeredWith === undefined ? open('silent', { address }, ['protocol']) : ruledOut('no-proxy', { address }, ['protocol']);
    return confirmed('speaks-other', { address, from: selection.from, given: selection.scheme, spoken, suggested: `${spoken}://${address}` }, ['selection', 'protocol']);
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
