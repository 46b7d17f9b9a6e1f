import { defineCause, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { reportRoute } from '../remedies/report-route.ts';
import { isOwn } from '../route/judge-route.ts';
import { confirmFault, twoLooks } from './route-experiments.ts';

/** A part of the way beyond the own network is slow, for everything that takes it. */
export const routeDelay: Cause = defineCause({
  id: 'network/route-delay',
  owner: 'path',
  layer: 'connection',
  order: 60,
  scope: 'endpoint',
  suspectedBy: ['network/route#delay'],
  text: {
    en: {
      title: 'The way to {endpoint} is slow from hop {hop} on ({address})',
      about: 'Distance, a detour or an overloaded line adds to every round trip. The service itself can\'t mend it.',
      confirmed: { lasts: 'Of {totalMs} ms there and back {addedMs} ms begin at hop {hop} ({address}) and last to the end; a second look saw the same' },
      ruledOut: {
        passed: 'A second look saw no such delay at {endpoint}',
        'probes-only': 'Only probes are slow: a connection to {endpoint} took much less',
        'own-network': 'The delay begins inside this machine\'s own network',
      },
      open: { 'no-second-look': 'The route could not be looked at a second time; look again: culprit {endpoint} --depth full' },
    },
    'zh-CN': {
      title: '到 {endpoint} 的路由从第 {hop} 跳（{address}）起变慢',
      about: '距离、绕路或拥塞的线路会拖慢每一次往返。服务方自己无法解决。',
      confirmed: { lasts: '往返共 {totalMs} 毫秒，其中 {addedMs} 毫秒从第 {hop} 跳（{address}）开始并持续到终点；第二次探测结果相同' },
      ruledOut: {
        passed: '第二次探测时，到 {endpoint} 已没有这样的延迟',
        'probes-only': '只有探测包慢：实际连接 {endpoint} 用时短得多',
        'own-network': '延迟始于本机所在的网络内部',
      },
      open: { 'no-second-look': '未能对路由做第二次探测；请重试：culprit {endpoint} --depth full' },
    },
  },
  controls: twoLooks,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    const found = confirmFault('delay', facts, suspicion);
    if (found.state === 'unseen') return open('no-second-look', { endpoint }, []);
    if (found.state !== 'lasts') return ruledOut(found.state, { endpoint }, found.state === 'passed' ? ['again'] : ['connection']);
    const { fault } = found;
    if (isOwn(fault) || fault.kind !== 'delay') return ruledOut('own-network', { endpoint }, ['trace', 'again']);
    return confirmed('lasts', { endpoint, hop: fault.hop, address: fault.address, addedMs: fault.addedMs, totalMs: fault.totalMs }, ['trace', 'again', 'connection']);
  },
  remedies: [reportRoute],
});
