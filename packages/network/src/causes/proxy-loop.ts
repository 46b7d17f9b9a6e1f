import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { proxyControls } from '../proxy/controls.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';

/** What proxies say that count how often a request was passed on: Polipo, Apache (ProxyMaxForwards), Microsoft ARR, Envoy. */
const saysLoop = /\bloop|max(?:imum)?[ -](?:number of )?(?:hops|forwards)/i;

/** Proxies pass a request on to each other, or one to itself, and never to the target. */
export const proxyLoop: Cause = defineCause({
  id: 'network/proxy-loop',
  owner: 'network',
  layer: 'proxy',
  order: 25,
  scope: 'endpoint',
  suspectedBy: ['network/proxy#refused'],
  text: {
    en: {
      title: 'The proxy {proxy} passes requests for {endpoint} back to itself',
      about: 'A proxy whose next hop leads back to it would send a request round for ever; it counts, or finds its own name in Via (RFC 9110 §7.6.3), and gives up. An upstream that names the proxy itself does that, or a name that resolves to the proxy where the proxy stands.',
      confirmed: {
        'says-so': 'It answers {answer}: it has found a loop (RFC 5842 §7.2)',
        'via-repeats': 'It answers {answer}, and the request came by {repeated} more than once: {via}',
        'reason-says-so': 'It answers {answer} {phrase}',
        itself: 'What is asked for, {endpoint}, is the proxy itself',
      },
      ruledOut: { 'no-loop': 'Nothing in the answer of the proxy ({answer}) tells of a loop' },
      open: { 'not-refused': 'The proxy gave no refusal that could be read' },
    },
    'zh-CN': {
      title: '代理 {proxy} 把发往 {endpoint} 的请求又转回给自己',
      about: '若代理的下一跳又指回它自己，请求就会无休止地循环；代理靠计数，或在 Via 中发现自己的名称（RFC 9110 §7.6.3）而放弃。常见原因是上游写成了代理自身，或目标域名在代理处解析到了代理自己。',
      confirmed: {
        'says-so': '代理返回 {answer}：它发现了循环（RFC 5842 §7.2）',
        'via-repeats': '代理返回 {answer}，而请求不止一次经过 {repeated}：{via}',
        'reason-says-so': '代理返回 {answer} {phrase}',
        itself: '所请求的 {endpoint} 就是代理自己',
      },
      ruledOut: { 'no-loop': '代理的应答（{answer}）中没有循环的迹象' },
      open: { 'not-refused': '没有得到可以解读的拒绝' },
    },
  },
  // It says more precisely what the refusal is for.
  supersedes: ({ id }) => id === 'network/proxy-refusal' || id === 'network/connection-refused-behind-proxy',
  controls: proxyControls,
  judge: ({ suspicion, facts: { tunnel }, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    if (tunnel === undefined || tunnel.outcome !== 'refused') return open('not-refused', {}, []);
    const { proxy, from, status, headers: { via } = {}, phrase } = tunnel;
    if (status === undefined) return ruledOut('no-loop', { answer: tunnel.outcome }, ['tunnel']);
    const params = { proxy, from, endpoint, host: wayTo(suspicion).host, answer: status };
    if (status === 508) return confirmed('says-so', params, ['tunnel']);
    const repeated = repeatedIn(via);
    if (via !== undefined && repeated !== undefined) return confirmed('via-repeats', { ...params, repeated, via }, ['tunnel']);
    if (proxy.endsWith(`//${endpoint}`)) return confirmed('itself', params, ['tunnel'], 'likely');
    if (phrase !== undefined && saysLoop.test(phrase)) return confirmed('reason-says-so', { ...params, phrase }, ['tunnel'], 'likely');
    return ruledOut('no-loop', { answer: status }, ['tunnel']);
  },
  remedies: [
    bypassProxy,
    dropRouteProxy,
    defineRemedy({
      id: 'network/break-proxy-loop',
      audience: 'operator',
      text: {
        en: { title: 'Break the loop of {proxy}', steps: ['Look for the upstream of {proxy} (Squid: cache_peer; nginx: proxy_pass; Apache: ProxyRemote): it must name neither the proxy itself nor one that leads back to it.', 'On the machine of the proxy, check what {endpoint} resolves to: an address of the proxy makes a loop of every request.'] },
        'zh-CN': { title: '消除 {proxy} 的循环', steps: ['检查 {proxy} 的上游设置（Squid：cache_peer；nginx：proxy_pass；Apache：ProxyRemote）：不能写代理自身，也不能写会转回它的代理。', '在代理所在的机器上查看 {endpoint} 的解析结果：若解析到代理自己的地址，每个请求都会循环。'] },
      },
    }),
  ],
});

/** Who stands in Via more than once: `1.1 name (comment)`, one for each hop (RFC 9110 §7.6.3). */
function repeatedIn(via: string | undefined): string | undefined {
  const names = (via ?? '').split(',').flatMap((hop) => /^\s*(?:[\w.]+\/)?\d[\w.]*\s+([^\s,(]+)/.exec(hop)?.[1]?.toLowerCase() ?? []);
  return names.find((name, index) => names.indexOf(name) < index);
}
