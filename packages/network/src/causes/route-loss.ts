import { defineCause, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { reportRoute } from '../remedies/report-route.ts';
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
      confirmed: { lasts: '{lossPercent} % of {sent} packets did not arrive, lost from hop {hop} on ({address}); a second look saw loss at the same place' },
      ruledOut: {
        passed: 'A second look lost no packets to {endpoint} there',
        'own-network': 'The loss begins inside this machine\'s own network',
      },
      open: { 'no-second-look': 'The route could not be looked at a second time; look again: culprit {endpoint} --depth full' },
    },
    'zh-CN': {
      title: '发往 {endpoint} 的包从第 {hop} 跳（{address}）起丢失',
      about: '每丢一个包都要等待后重传：连接卡顿，下载缓慢。线路拥塞或故障会造成这种情况。',
      confirmed: { lasts: '{sent} 个包中有 {lossPercent} % 未到达，从第 {hop} 跳（{address}）开始丢失；第二次探测在同一处也有丢包' },
      ruledOut: {
        passed: '第二次探测时，到 {endpoint} 在那里没有丢包',
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
    if (found.state !== 'lasts') return ruledOut('passed', { endpoint }, ['again']);
    const { fault, place } = found;
    if (place === 'own' || fault.kind !== 'loss') return ruledOut('own-network', { endpoint }, ['trace', 'again']);
    return confirmed('lasts', { endpoint, hop: fault.hop, address: fault.address, lossPercent: fault.lossPercent, sent: fault.sent }, ['trace', 'again']);
  },
  remedies: [reportRoute],
});
