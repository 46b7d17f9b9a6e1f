import { defineCause, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { routeTrace } from '../facts/route-trace.ts';
import { reportRoute } from '../remedies/report-route.ts';
import { isOwn } from '../route/judge-route.ts';
import { verdictOf } from './route-experiments.ts';

/** Routers send packets to each other until they die: none of them leads to the target. */
export const routeLoop: Cause = defineCause({
  id: 'network/route-loop',
  owner: 'path',
  layer: 'connection',
  order: 20,
  scope: 'endpoint',
  suspectedBy: ['network/connection#timed-out', 'network/connection#unreachable'],
  text: {
    en: {
      title: 'Packets to {endpoint} go round in circles from hop {hop} on ({address})',
      about: 'Two or more routers each think that the other leads there. It is a mistake in their routing tables, and nobody else can mend it.',
      confirmed: { 'same-routers': 'The same routers come again and again: {routers}' },
      ruledOut: {
        'no-loop': 'No router on the way to {endpoint} comes twice',
        'own-network': 'The loop is inside this machine\'s own network',
      },
      open: { 'not-seen': 'The route to {endpoint} was not seen; install mtr or traceroute, and look again' },
    },
    'zh-CN': {
      title: '发往 {endpoint} 的包从第 {hop} 跳（{address}）起兜圈子',
      about: '两台或多台路由器都以为对方通往那里。这是它们的路由表配置错误，旁人无法修复。',
      confirmed: { 'same-routers': '同样的路由器反复出现：{routers}' },
      ruledOut: {
        'no-loop': '通往 {endpoint} 的途中没有路由器重复出现',
        'own-network': '环路位于本机所在的网络内部',
      },
      open: { 'not-seen': '没有看到通往 {endpoint} 的路由；请安装 mtr 或 traceroute 后重试' },
    },
  },
  controls: (suspicion) => ({ trace: routeTrace.of(wayTo(suspicion)) }),
  judge: ({ suspicion, facts: { trace }, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    const verdict = verdictOf(trace, suspicion);
    if (verdict === undefined || verdict.kind === 'silent') return open('not-seen', { endpoint }, []);
    if (verdict.kind !== 'loop') return ruledOut('no-loop', { endpoint }, ['trace']);
    if (isOwn(verdict)) return ruledOut('own-network', { endpoint }, ['trace']);
    return confirmed('same-routers', { endpoint, hop: verdict.hop, address: verdict.address, routers: verdict.routers }, ['trace']);
  },
  remedies: [reportRoute],
});
