import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { isOwn } from '../route/judge-route.ts';
import { confirmFault, routeFoundWanting, twoLooks, verdictOf } from './route-experiments.ts';

/** The fault begins at a router with a private address: in the network that this machine is in. */
export const ownNetworkRoute: Cause = defineCause({
  id: 'network/own-network-route',
  owner: 'network',
  layer: 'connection',
  order: 45,
  scope: 'network',
  suspectedBy: ['network/route#delay', 'network/route#loss', 'network/connection#timed-out', 'network/connection#unreachable'],
  text: {
    en: {
      title: 'This machine\'s own network fails its packets at hop {hop} ({address})',
      about: 'A router with a private address stands there: the fault lies in the wireless network, the office network or the tunnel that this machine is in, and hits everything that leaves it.',
      confirmed: {
        delay: '{addedMs} of {totalMs} ms begin at hop {hop} ({address}), a private address, and last to the end; a second look saw the same',
        loss: '{lossPercent} % of {sent} packets are lost from hop {hop} on ({address}), a private address; attempts to connect suffered too',
        refused: 'The router at hop {hop} ({address}), a private address, says that it does not forward to {endpoint} (!{refusal})',
        loop: 'Routers send packets to {endpoint} to each other, from hop {hop} on: {routers}, all private addresses',
      },
      ruledOut: {
        elsewhere: 'The fault of the route to {endpoint} begins beyond the own network',
        passed: 'A second look saw no fault of the route to {endpoint}',
        'probes-only': 'Only probes suffer: connections to {endpoint} do not',
        reached: 'Packets reach {endpoint}',
      },
      open: {
        'not-seen': 'The route to {endpoint} was not seen; install mtr or traceroute, and look again',
        'last-seen': 'Packets to {endpoint} were last seen at hop {hop} ({address}), in the own network; whether it stops them or routers beyond keep silent shows by another destination: mtr 1.1.1.1',
      },
    },
    'zh-CN': {
      title: '本机所在的网络在第 {hop} 跳（{address}）出了问题',
      about: '那里是一台使用私有地址的路由器：问题出在本机所处的无线网络、办公网络或隧道中，凡是从这里出去的流量都会受影响。',
      confirmed: {
        delay: '往返 {totalMs} 毫秒中有 {addedMs} 毫秒从第 {hop} 跳（{address}，私有地址）开始并持续到终点；第二次探测结果相同',
        loss: '{sent} 个包中有 {lossPercent} % 从第 {hop} 跳（{address}，私有地址）开始丢失；连接请求也同样受影响',
        refused: '第 {hop} 跳的路由器（{address}，私有地址）表示不转发到 {endpoint}（!{refusal}）',
        loop: '从第 {hop} 跳起，路由器之间互相转发到 {endpoint} 的包：{routers}，均为私有地址',
      },
      ruledOut: {
        elsewhere: '到 {endpoint} 的路由问题出在本地网络之外',
        passed: '第二次探测时，到 {endpoint} 的路由没有问题',
        'probes-only': '只有探测包受影响：到 {endpoint} 的连接正常',
        reached: '数据包能到达 {endpoint}',
      },
      open: {
        'not-seen': '没有看到通往 {endpoint} 的路由；请安装 mtr 或 traceroute 后重试',
        'last-seen': '发往 {endpoint} 的包最后出现在第 {hop} 跳（{address}），位于本地网络内；是被它拦下，还是后面的路由器不应答，可换一个目的地对比：mtr 1.1.1.1',
      },
    },
  },
  controls: twoLooks,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    const first = verdictOf(facts.trace, suspicion);
    if (first === undefined || first.kind === 'silent') return open('not-seen', { endpoint }, []);
    if (first.kind === 'fine' || ((first.kind === 'delay' || first.kind === 'loss') && !routeFoundWanting(suspicion))) return ruledOut('reached', { endpoint }, ['trace']);
    // Where a loss begins, both looks say together.
    if (first.kind !== 'loss' && !isOwn(first)) return ruledOut('elsewhere', { endpoint }, ['trace']);
    switch (first.kind) {
      case 'last-seen': return open('last-seen', { endpoint, hop: first.hop, address: first.address }, ['trace']);
      case 'refused': return confirmed('refused', { endpoint, hop: first.hop, address: first.address, refusal: first.refusal }, ['trace']);
      case 'loop': return confirmed('loop', { endpoint, hop: first.hop, address: first.address, routers: first.routers }, ['trace']);
      case 'delay':
      case 'loss': {
        const found = confirmFault(first.kind, facts, suspicion);
        if (found.state === 'unseen') return open('not-seen', { endpoint }, ['trace']);
        if (found.state !== 'lasts') return ruledOut(found.state, { endpoint }, found.state === 'passed' ? ['again'] : ['again', 'connection']);
        const { fault } = found;
        if (!isOwn(fault)) return ruledOut('elsewhere', { endpoint }, ['trace', 'again']);
        return fault.kind === 'delay'
          ? confirmed('delay', { endpoint, hop: fault.hop, address: fault.address, addedMs: fault.addedMs, totalMs: fault.totalMs }, ['trace', 'again'])
          : confirmed('loss', { endpoint, hop: fault.hop, address: fault.address, lossPercent: fault.lossPercent, sent: fault.sent }, ['trace', 'again']);
      }
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/mend-own-network',
      audience: 'you',
      text: {
        en: {
          title: 'Look at the own network up to {address}',
          steps: [
            'Compare: by cable instead of Wi-Fi, near the access point, without the VPN. ping {address} shows loss and delay up to there.',
            'If it stays, give the administrators of this network the table of hops, the time and {endpoint}.',
          ],
        },
        'zh-CN': {
          title: '检查到 {address} 为止的本地网络',
          steps: [
            '对比：改用网线而不是 Wi-Fi、靠近接入点、断开 VPN。用 ping {address} 查看到那里的丢包和延迟。',
            '若仍然如此，请把各跳的表格、时间和 {endpoint} 提供给本网络的管理员。',
          ],
        },
      },
    }),
  ],
});
