import { defineCause, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { reportRoute } from '../remedies/report-route.ts';
import { isOwn } from '../route/judge-route.ts';
import { confirmFault, twoLooks } from './route-experiments.ts';

/** A part of the way beyond the own network loses packets. */
export const routeLoss: Cause = defineCause({
  id: 'network/route-loss',
  owner: 'path',
  layer: 'connection',
  order: 50,
  scope: 'endpoint',
  suspectedBy: ['network/route#loss'],
  text: {
    en: {
      title: 'Packets to {endpoint} are lost from hop {hop} on ({address})',
      about: 'Every lost packet must be sent again after a wait: connections stall, and downloads crawl. An overloaded or broken line does that.',
      confirmed: { lasts: '{lossPercent} % of {sent} packets did not arrive, lost from hop {hop} on ({address}); attempts to connect suffered too' },
      ruledOut: {
        'probes-only': 'Attempts to connect to {endpoint} all arrived at once: only probes by ICMP were dropped, as many routers and firewalls do',
        'own-network': 'The loss begins inside this machine\'s own network',
      },
      open: { 'no-second-look': 'The route could not be looked at a second time; look again: culprit {endpoint} --depth full' },
    },
    'zh-CN': {
      title: '发往 {endpoint} 的包从第 {hop} 跳（{address}）起丢失',
      about: '每丢一个包都要等待后重传：连接卡顿，下载缓慢。线路拥塞或故障会造成这种情况。',
      confirmed: { lasts: '{sent} 个包中有 {lossPercent} % 未到达，从第 {hop} 跳（{address}）开始丢失；连接请求也同样受影响' },
      ruledOut: {
        'probes-only': '到 {endpoint} 的连接请求全部立即送达：丢的只是 ICMP 探测包，许多路由器和防火墙都会这样',
        'own-network': '丢包始于本机所在的网络内部',
      },
      open: { 'no-second-look': '未能对路由做第二次探测；请重试：culprit {endpoint} --depth full' },
    },
  },
  controls: twoLooks,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    const found = confirmFault('loss', facts, suspicion);
    if (found.state === 'unseen') return open('no-second-look', { endpoint }, []);
    if (found.state !== 'lasts') return ruledOut('probes-only', { endpoint }, ['again']);
    const { fault } = found;
    if (isOwn(fault) || fault.kind !== 'loss') return ruledOut('own-network', { endpoint }, ['trace', 'again']);
    return confirmed('lasts', { endpoint, hop: fault.hop, address: fault.address, lossPercent: fault.lossPercent, sent: fault.sent }, ['trace', 'again']);
  },
  remedies: [reportRoute],
});
