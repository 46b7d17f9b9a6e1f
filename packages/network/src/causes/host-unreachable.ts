import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { attempted } from '../connection/attempts.ts';
import { endpointOf, wayBy, wayTo } from '../connection/way.ts';
import { localNetwork } from '../facts/local-network.ts';
import { routeTrace } from '../facts/route-trace.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { isOwn } from '../route/judge-route.ts';
import { verdictOf } from './route-experiments.ts';

/** This machine or a router says that there is no way: ENETUNREACH, EHOSTUNREACH (ICMP, RFC 792 type 3; RFC 4443 type 1). */
export const hostUnreachable: Cause = defineCause({
  id: 'network/host-unreachable',
  owner: 'network',
  layer: 'connection',
  order: 10,
  scope: 'endpoint',
  suspectedBy: ['network/connection#unreachable'],
  text: {
    en: {
      title: 'There is no way to {endpoint}',
      about: 'Packets to this address have nowhere to go. The machine is offline or lacks a route, a VPN is missing, or a router reports that it cannot deliver.',
      confirmed: {
        'no-route': 'This machine has no route to {addresses} ({code})',
        'no-family': 'This machine has no IPv{family}, and the name has no other address ({addresses}, {code})',
        reported: 'A router or this machine\'s own network reports {addresses} as unreachable ({code})',
      },
      ruledOut: {
        connected: '{endpoint} accepts connections',
        'family-only': 'IPv4 connects to {endpoint}: only over IPv6 there is no way',
        offline: 'This machine has no default route at all',
        'on-the-way': 'A router beyond the own network, at hop {hop} ({address}), stops packets to {endpoint}',
      },
      open: { 'not-unreachable': 'Not every attempt at {endpoint} ended as unreachable' },
    },
    'zh-CN': {
      title: '没有通往 {endpoint} 的路由',
      about: '发往该地址的报文无路可走：本机未联网或缺少路由、没有接入 VPN，或路由器报告无法送达。',
      confirmed: {
        'no-route': '本机没有到 {addresses} 的路由（{code}）',
        'no-family': '本机没有 IPv{family} 网络，而该域名没有其他地址（{addresses}，{code}）',
        reported: '路由器或本机所在网络报告 {addresses} 不可达（{code}）',
      },
      ruledOut: {
        connected: '{endpoint} 接受连接',
        'family-only': 'IPv4 能连上 {endpoint}，只有 IPv6 无路可走',
        offline: '本机根本没有默认路由',
        'on-the-way': '本地网络之外、第 {hop} 跳（{address}）的路由器拦下了发往 {endpoint} 的包',
      },
      open: { 'not-unreachable': '对 {endpoint} 的连接请求并非都以不可达告终' },
    },
  },
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    return { connection: tcpConnection.of(way), trace: routeTrace.of(way), 'ipv4-only': tcpConnection.of(wayBy(way, { family: 4 })), network: localNetwork.of({}) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    const { connection } = facts;
    if (connection?.outcome === 'connected') return ruledOut('connected', { endpoint }, ['connection']);
    if (connection?.outcome !== 'unreachable') return open('not-unreachable', { endpoint }, connection === undefined ? [] : ['connection']);
    if (facts['ipv4-only']?.outcome === 'connected') return ruledOut('family-only', { endpoint }, ['ipv4-only']);
    const { attempts, code } = connection;
    const params = { endpoint, addresses: attempted(attempts), code };
    const [family = 4] = attempts.map((attempt) => attempt.family);
    const route = verdictOf(facts.trace, suspicion);
    if ((route?.kind === 'refused' || route?.kind === 'loop') && !isOwn(route)) return ruledOut('on-the-way', { endpoint, hop: route.hop, address: route.address }, ['trace']);
    if (attempts.some((attempt) => attempt.code === 'EHOSTUNREACH')) return confirmed('reported', { ...params, code: 'EHOSTUNREACH' }, ['connection']);
    if (attempts.some((attempt) => attempt.family === 4) && (facts.network?.interfaces.length === 0 || facts.network?.defaultRoute4 === false)) return ruledOut('offline', {}, ['network']);
    if (family === 6 && attempts.every((attempt) => attempt.family === 6)) return confirmed('no-family', { ...params, family }, ['connection']);
    return confirmed('no-route', params, ['connection']);
  },
  remedies: [
    defineRemedy({
      id: 'network/restore-route',
      audience: 'you',
      text: {
        en: { title: 'Restore the way to {endpoint}', steps: ['Check that this machine is connected, and that the VPN that leads to {addresses} is up.', 'See the route: "ip route get <address>" on Linux, "route -n get <address>" on macOS, "Find-NetRoute -RemoteIPAddress <address>" on Windows.'] },
        'zh-CN': { title: '恢复通往 {endpoint} 的路由', steps: ['请确认本机已联网，且通往 {addresses} 的 VPN 已接通。', '查看路由：Linux 执行“ip route get <地址>”，macOS 执行“route -n get <地址>”，Windows 执行“Find-NetRoute -RemoteIPAddress <地址>”。'] },
      },
    }),
    defineRemedy({
      id: 'network/publish-ipv4-address',
      audience: 'operator',
      applies: ({ family }) => family === 6,
      text: {
        en: { title: 'Give {endpoint} an IPv4 address too', steps: ['Add an A record and let the service listen there: clients without IPv6 have no other way in.'] },
        'zh-CN': { title: '为 {endpoint} 同时提供 IPv4 地址', steps: ['请添加 A 记录并让服务在该地址上监听：没有 IPv6 的客户端别无他路。'] },
      },
    }),
  ],
});
