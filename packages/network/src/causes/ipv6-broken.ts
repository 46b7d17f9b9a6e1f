import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { attempted } from '../connection/attempts.ts';
import { familyComparison, ipv6Elsewhere } from '../connection/family-controls.ts';
import { endpointOf, wayTo } from '../connection/way.ts';
import { useIpv4 } from '../remedies/use-ipv4.ts';

/** IPv6 fails on every address while IPv4 connects: clients without happy eyeballs (RFC 8305) wait or fail. */
export const ipv6Broken: Cause = defineCause({
  id: 'network/ipv6-broken',
  owner: 'path',
  layer: 'connection',
  order: 5,
  scope: 'endpoint',
  suspectedBy: ['network/connection#one-family-broken', 'network/addresses#one-family-fails', 'network/connection#timed-out', 'network/connection#unreachable', 'network/connection#refused', 'network/connection#reset'],
  text: {
    en: {
      title: 'IPv6 to {endpoint} does not work, IPv4 does',
      about: 'The name has IPv6 addresses that do not connect from here. Programs that try them first hang for seconds or fail, and others never notice.',
      confirmed: {
        'all-fail': 'Every IPv6 address fails ({addresses}: {code}), while IPv4 connects ({working})',
        'only-here': 'Every IPv6 address fails ({addresses}: {code}), while IPv4 connects ({working}) and IPv6 leads to {reference}',
      },
      ruledOut: {
        works: 'IPv6 connects to {endpoint}',
        'both-fail': 'IPv4 fails as well ({code}): it is not the address family',
        'everywhere': 'IPv6 does not lead to {reference} either: it is not this service',
        'no-ipv6': 'No IPv6 address of {endpoint} was tried',
      },
      open: { 'not-compared': 'The two families could not be compared for {endpoint}: it has addresses of one only, or the time was up' },
    },
    'zh-CN': {
      title: '到 {endpoint} 的 IPv6 不通，IPv4 正常',
      about: '该域名有 IPv6 地址，但从这里无法连接。优先尝试 IPv6 的程序会卡住数秒或失败，其他程序则毫无察觉。',
      confirmed: {
        'all-fail': '所有 IPv6 地址都失败（{addresses}：{code}），而 IPv4 能连接（{working}）',
        'only-here': '所有 IPv6 地址都失败（{addresses}：{code}），而 IPv4 能连接（{working}），且 IPv6 能连上 {reference}',
      },
      ruledOut: {
        works: 'IPv6 能连上 {endpoint}',
        'both-fail': 'IPv4 同样失败（{code}）：与地址族无关',
        'everywhere': 'IPv6 也连不上 {reference}：问题不在该服务',
        'no-ipv6': '没有尝试过 {endpoint} 的 IPv6 地址',
      },
      open: { 'not-compared': '无法比较 {endpoint} 的两个地址族：它只有其中一种地址，或时间已用尽' },
    },
  },
  controls: familyComparison,
  judge: ({ suspicion, facts: { connection, ipv6, ipv4, reference }, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    if (ipv6?.outcome === 'connected') return ruledOut('works', { endpoint }, ['ipv6']);
    if (ipv6 === undefined && connection !== undefined && connection.attempts.every(({ family }) => family === 4)) return ruledOut('no-ipv6', { endpoint }, ['connection']);
    if (ipv4 !== undefined && ipv4.outcome !== 'connected') return ruledOut('both-fail', { code: ipv4.code }, ['ipv4']);
    if (ipv6 === undefined || ipv4 === undefined) return open('not-compared', { endpoint }, []);
    const verdict = ipv6Elsewhere(reference);
    if (verdict?.works === false) return ruledOut('everywhere', { reference: verdict.hosts }, ['reference']);
    const params = { endpoint, addresses: attempted(ipv6.attempts), code: ipv6.code, working: ipv4.address };
    return verdict === undefined ? confirmed('all-fail', params, ['ipv6', 'ipv4']) : confirmed('only-here', { ...params, reference: verdict.hosts }, ['ipv6', 'ipv4', 'reference']);
  },
  remedies: [
    useIpv4,
    defineRemedy({
      id: 'network/repair-ipv6',
      audience: 'operator',
      text: {
        en: { title: 'Make {endpoint} answer over IPv6, or withdraw it', steps: ['Let the service and its firewall accept IPv6 at {addresses}, or remove the AAAA records until they do.'] },
        'zh-CN': { title: '让 {endpoint} 通过 IPv6 应答，或撤下 IPv6', steps: ['请让服务与防火墙在 {addresses} 上接受 IPv6；在此之前可先删除 AAAA 记录。'] },
      },
    }),
  ],
});
