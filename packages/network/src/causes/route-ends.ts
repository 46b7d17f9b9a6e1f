import { defineCause, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { routeTrace } from '../facts/route-trace.ts';
import { reportRoute } from '../remedies/report-route.ts';
import { isOwn } from '../route/judge-route.ts';
import { verdictOf } from './route-experiments.ts';

/**
 * A router beyond the own network says that it goes no further. Where packets just vanish, this stays open: a filter, a
 * break and a host that is down look alike.
 */
export const routeEnds: Cause = defineCause({
  id: 'network/route-ends',
  owner: 'path',
  layer: 'connection',
  order: 25,
  scope: 'endpoint',
  suspectedBy: ['network/connection#timed-out', 'network/connection#unreachable'],
  text: {
    en: {
      title: 'The way to {endpoint} ends at hop {hop} ({address})',
      about: 'The router there has no way on, or a rule against it. Only whoever runs it can change that.',
      confirmed: { refused: 'The router at hop {hop} ({address}) says so itself (!{refusal} of traceroute: N no network, H no host, X prohibited)' },
      ruledOut: {
        reached: 'Packets reach {endpoint}',
        loop: 'Packets to {endpoint} go round in circles',
        'own-network': 'The way to {endpoint} ends inside this machine\'s own network',
      },
      open: {
        'not-seen': 'The route to {endpoint} was not seen; install mtr or traceroute, and look again',
        'last-seen': 'Packets to {endpoint} were last seen at hop {hop} ({address}); what comes after it drops them, keeps silent or is down. The same look from another network tells which: mtr --tcp -P {port} {host}',
      },
    },
    'zh-CN': {
      title: '到 {endpoint} 的路由止于第 {hop} 跳（{address}）',
      about: '那里的路由器没有后续路由，或有规则禁止转发。只有运营它的人能改。',
      confirmed: { refused: '第 {hop} 跳的路由器（{address}）自己这样表示（traceroute 标记 !{refusal}：N 无此网络，H 无此主机，X 禁止通行）' },
      ruledOut: {
        reached: '数据包能到达 {endpoint}',
        loop: '发往 {endpoint} 的包在兜圈子',
        'own-network': '到 {endpoint} 的路由止于本机所在的网络内部',
      },
      open: {
        'not-seen': '没有看到通往 {endpoint} 的路由；请安装 mtr 或 traceroute 后重试',
        'last-seen': '发往 {endpoint} 的包最后出现在第 {hop} 跳（{address}）；其后的设备丢弃了它们、不应答，或已宕机。从另一个网络做同样的探测即可分辨：mtr --tcp -P {port} {host}',
      },
    },
  },
  controls: (suspicion) => ({ trace: routeTrace.of(wayTo(suspicion)) }),
  judge: ({ suspicion, facts: { trace }, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const endpoint = endpointOf(way);
    const verdict = verdictOf(trace, suspicion);
    switch (verdict?.kind) {
      case undefined:
      case 'silent': return open('not-seen', { endpoint }, []);
      case 'fine':
      case 'delay':
      case 'loss': return ruledOut('reached', { endpoint }, ['trace']);
      case 'loop': return ruledOut('loop', { endpoint }, ['trace']);
      case 'last-seen': return open('last-seen', { endpoint, hop: verdict.hop, address: verdict.address, host: way.host, port: way.port }, ['trace']);
      case 'refused':
        return isOwn(verdict)
          ? ruledOut('own-network', { endpoint }, ['trace'])
          : confirmed('refused', { endpoint, hop: verdict.hop, address: verdict.address, refusal: verdict.refusal }, ['trace']);
    }
  },
  remedies: [reportRoute],
});
