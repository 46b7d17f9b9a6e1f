import { isIP } from 'node:net';
import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { tunnelByAddress } from '../facts/tunnel-by-address.ts';
import { proxyAnswer, triedInVain } from '../proxy/proxy-answer.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';

/** Names are left to the proxy (RFC 9110 §9.3.6, RFC 1928 §5), and this one it can't look up. */
export const proxyNameResolution: Cause = defineCause({
  id: 'network/proxy-name-resolution',
  owner: 'network',
  layer: 'proxy',
  order: 27,
  scope: 'endpoint',
  suspectedBy: ['network/proxy#refused'],
  text: {
    en: {
      title: 'The proxy {proxy} does not find the way to the name {host}',
      unknown: { host: 'of the host' },
      about: 'A client that uses a proxy hands the name over, and the proxy looks it up with a resolver of its own. Where that one does not know the name, or leads it elsewhere, the proxy gets nowhere, though it reaches the address that this machine has for it.',
      confirmed: { 'address-opens': 'For the name {host} it answers {answer}; for {address}, the address that this machine finds, it opens a way' },
      ruledOut: {
        'not-tried': 'The proxy answers {answer}: it did not try',
        'address-fails-too': 'For {address}, the address that this machine finds, it opens no way either',
      },
      open: { 'not-resolved': 'This machine finds no address for {host} to compare with', 'not-compared': 'The proxy could not be asked for an address' },
    },
    'zh-CN': {
      title: '代理 {proxy} 无法按域名 {host} 找到目标',
      unknown: { host: '' },
      about: '使用代理的客户端会把域名交给代理，由代理用自己的解析器查询。若该解析器不认识这个域名，或把它指向别处，代理就到不了目标，尽管它能连上本机查到的地址。',
      confirmed: { 'address-opens': '按域名 {host} 请求时代理返回 {answer}；而按本机查到的地址 {address} 请求，代理能打通通路' },
      ruledOut: {
        'not-tried': '代理返回 {answer}：它没有尝试连接',
        'address-fails-too': '按本机查到的地址 {address} 请求，代理同样打不通',
      },
      open: { 'not-resolved': '本机查不到 {host} 的地址，无从对照', 'not-compared': '未能让代理按地址连接' },
    },
  },
  concerns: (suspicion) => {
    const { host, route } = wayTo(suspicion);
    return isIP(host) === 0 && route?.connectTo === undefined;
  },
  supersedes: ({ id }) => id === 'network/proxy-refusal',
  controls: (suspicion) => ({ tunnel: proxyTunnel.of(wayTo(suspicion)), byAddress: tunnelByAddress.of(wayTo(suspicion)) }),
  judge: ({ suspicion, facts: { tunnel, byAddress }, confirmed, ruledOut, open }) => {
    const { host, port } = wayTo(suspicion);
    if (tunnel === undefined || tunnel.outcome !== 'refused') return open('not-compared', {}, []);
    const { proxy, from } = tunnel;
    const answer = proxyAnswer(tunnel) ?? tunnel.outcome;
    if (!triedInVain(tunnel)) return ruledOut('not-tried', { answer }, ['tunnel']);
    if (byAddress?.outcome === 'not-resolved') return open('not-resolved', { host }, ['byAddress']);
    if (byAddress?.outcome !== 'tried') return open('not-compared', {}, ['tunnel']);
    const { address } = byAddress;
    if (byAddress.tunnel !== 'open') return ruledOut('address-fails-too', { address }, ['byAddress']);
    return confirmed('address-opens', { proxy, from, host, port, address, answer, socks: proxy.startsWith('socks') }, ['tunnel', 'byAddress']);
  },
  remedies: [
    defineRemedy({
      id: 'network/resolve-before-proxy',
      audience: 'you',
      applies: ({ socks }) => socks === true,
      text: {
        en: { title: 'Let the client look {host} up itself', steps: ['curl, git and Python\'s requests resolve names themselves with socks5://, and leave them to the proxy with socks5h://: begin {from} with socks5://.', 'Go leaves names to the proxy with either.'] },
        'zh-CN': { title: '改由客户端自行解析 {host}', steps: ['curl、git 和 Python 的 requests 使用 socks5:// 时自行解析，使用 socks5h:// 时交给代理：请让 {from} 以 socks5:// 开头。', 'Go 无论哪种写法都把域名交给代理。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ byAddress: tunnelByAddress.of(wayTo(suspicion)) }),
        works: ({ facts: { byAddress } }) => (byAddress?.outcome === 'tried' ? byAddress.tunnel === 'open' : undefined),
      },
    }),
    bypassProxy,
    dropRouteProxy,
    defineRemedy({
      id: 'network/repair-proxy-resolver',
      audience: 'operator',
      text: {
        en: { title: 'Let the proxy resolve {host}', steps: ['On the machine of {proxy}, look {host} up with the resolver that the proxy uses (Squid: dns_nameservers; else /etc/resolv.conf). It should come to {address}.', 'For a name of this network alone, give the proxy a resolver that knows it.'] },
        'zh-CN': { title: '让代理能够解析 {host}', steps: ['请在 {proxy} 所在的机器上，用代理所使用的解析器查询 {host}（Squid：dns_nameservers；否则见 /etc/resolv.conf）。结果应为 {address}。', '若该域名只存在于本网络内部，请为代理配置认识它的解析器。'] },
      },
    }),
  ],
});
