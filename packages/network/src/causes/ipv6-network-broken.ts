import { defineCause, type Cause } from '@culprit/core';
import { attempted } from '../connection/attempts.ts';
import { familyComparison, ipv6Elsewhere } from '../connection/family-controls.ts';
import { wayTo, endpointOf } from '../connection/way.ts';
import { useIpv4 } from '../remedies/use-ipv4.ts';

/** IPv6 addresses and routes are there, and lead nowhere: neither to the target nor to anybody else who has IPv6. */
export const ipv6NetworkBroken: Cause = defineCause({
  id: 'network/ipv6-network-broken',
  owner: 'network',
  layer: 'connection',
  order: 4,
  scope: 'network',
  suspectedBy: ['network/connection#one-family-broken', 'network/addresses#one-family-fails', 'network/connection#timed-out', 'network/connection#unreachable'],
  text: {
    en: {
      title: 'IPv6 does not work in this network',
      about: 'This machine has IPv6 and uses it, yet nothing comes back: a tunnel, a VPN or a router announces a way that leads nowhere. Programs that try IPv6 first hang with every service that has it.',
      confirmed: { everywhere: 'IPv6 reaches neither {endpoint} ({addresses}: {code}) nor {reference}, which IPv4 reaches' },
      ruledOut: { 'reaches-others': 'IPv6 leads to {reference}', works: 'IPv6 connects to {endpoint}' },
      open: { 'no-reference': 'No other host with both families could be tried; name some (controls: timeSources)' },
    },
    'zh-CN': {
      title: '当前网络的 IPv6 不可用',
      about: '本机有 IPv6 并会使用它，但没有任何回应：隧道、VPN 或路由器通告了一条走不通的路。优先尝试 IPv6 的程序访问任何支持 IPv6 的服务都会卡住。',
      confirmed: { everywhere: 'IPv6 既连不上 {endpoint}（{addresses}：{code}），也连不上 {reference}，而后者走 IPv4 可达' },
      ruledOut: { 'reaches-others': 'IPv6 能连上 {reference}', works: 'IPv6 能连上 {endpoint}' },
      open: { 'no-reference': '没有其他同时具备两个地址族的主机可供对照；请指定（controls: timeSources）' },
    },
  },
  controls: familyComparison,
  judge: ({ suspicion, facts: { ipv6, reference }, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    if (ipv6?.outcome === 'connected') return ruledOut('works', { endpoint }, ['ipv6']);
    const verdict = ipv6Elsewhere(reference);
    if (verdict === undefined || ipv6 === undefined) return open('no-reference', {}, []);
    if (verdict.works) return ruledOut('reaches-others', { reference: verdict.hosts }, ['reference']);
    return confirmed('everywhere', { endpoint, addresses: attempted(ipv6.attempts), code: ipv6.code, reference: verdict.hosts }, ['ipv6', 'reference']);
  },
  remedies: [useIpv4],
});
