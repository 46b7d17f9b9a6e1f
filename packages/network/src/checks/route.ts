import { defineCheck, defineOptions, optional, type Check, type Conclusion } from '@culprit/core';
import { wayOf } from '../connection/destination.ts';
import { routeTrace } from '../facts/route-trace.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { judgeRoute } from '../route/judge-route.ts';
import { hostPort } from '../targets/host-name.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';

const options = defineOptions({
  delay: { type: 'duration', default: 300, min: 1, text: { en: 'From which round trip on the route counts as slow', 'zh-CN': '往返时间达到多少视为缓慢' } },
});

/** What brings the best of the programs. */
const installs: { readonly [platform: string]: string } = {
  linux: 'apt-get install mtr-tiny (apk add mtr, dnf install mtr)', darwin: 'brew install mtr', win32: 'tracert', freebsd: 'pkg install mtr-nox11',
};

const installOf = (platform: string): string => installs[platform] ?? 'mtr';

/** Whether packets reach the target soon and whole, and where on the way they do not. */
export const route: Check = defineCheck({
  id: 'network/route',
  layer: 'connection',
  target: tcpEndpoint,
  depth: 'full',
  options,
  findings: {
    fine: { outcome: 'pass' },
    unfollowed: { outcome: 'pass' },
    delay: { outcome: 'fail', severity: 'minor', owner: 'path' },
    loss: { outcome: 'fail', severity: 'major', owner: 'path' },
    unreached: { outcome: 'not-applicable' },
    'no-route-to-see': { outcome: 'not-applicable' },
    'no-tool': { outcome: 'inconclusive', required: false },
    'no-right': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Route',
      why: 'Loss and delay that begin on the way are mended by whoever runs that network, and not by the service.',
      findings: {
        fine: '{hops} hops to {endpoint}, {totalMs} ms there and back, nothing lost (by {tool})',
        unfollowed: '{endpoint} was reached, and routers answer up to hop {hop} ({address}); the rest keeps silent, which is usual',
        delay: '{endpoint} is {totalMs} ms away, from {limitMs} ms on that is slow: {addedMs} ms of it begin at hop {hop} ({address}) and last to the end',
        loss: '{lossPercent} % of {sent} packets to {endpoint} are lost, from hop {hop} on ({address})',
        unreached: 'The route does not lead to {endpoint}: see TCP connection',
        'no-route-to-see': 'There is no route to look at: {endpoint} is this machine, or behind a proxy',
        'no-tool': 'The route was not looked at: neither mtr nor traceroute nor tracepath is here. Install one: {install}',
        'no-right': 'The route was not looked at: {tool} may not do it here ({reason}). Run it as root, or install mtr, which needs no right: {install}',
      },
    },
    'zh-CN': {
      title: '路由',
      why: '途中出现的丢包和延迟，只有运营那段网络的人能修，服务方无能为力。',
      findings: {
        fine: '到 {endpoint} 共 {hops} 跳，往返 {totalMs} 毫秒，没有丢包（由 {tool} 测得）',
        unfollowed: '{endpoint} 可以到达；路由器应答到第 {hop} 跳（{address}）为止，其余不应答，这很常见',
        delay: '到 {endpoint} 的往返时间为 {totalMs} 毫秒（达到 {limitMs} 毫秒即视为缓慢），其中 {addedMs} 毫秒从第 {hop} 跳（{address}）开始并一直持续到终点',
        loss: '发往 {endpoint} 的 {sent} 个包丢失 {lossPercent} %，从第 {hop} 跳（{address}）开始',
        unreached: '路由没有通到 {endpoint}：详见“TCP 连接”',
        'no-route-to-see': '没有可看的路由：{endpoint} 就是本机，或位于代理之后',
        'no-tool': '没有检查路由：这里没有 mtr、traceroute 或 tracepath。可安装其一：{install}',
        'no-right': '没有检查路由：{tool} 在这里没有权限（{reason}）。请以 root 运行，或安装无需特权的 mtr：{install}',
      },
    },
  },
  needs: (target) => ({ connection: optional(tcpConnection.of(wayOf(target))), trace: routeTrace.of(wayOf(target)) }),
  evaluate: ({ target, facts: { connection, trace }, options: { delay }, conclude }): Conclusion => {
    const endpoint = hostPort(target.host, target.port);
    switch (trace.outcome) {
      case 'loopback':
      case 'proxied': return conclude('no-route-to-see', { endpoint });
      case 'no-tool': return conclude('no-tool', { install: installOf(trace.platform) });
      case 'refused': return conclude('no-right', { tool: trace.tool, reason: trace.why, install: installOf(trace.platform) });
      case 'traced': {
        const verdict = judgeRoute(trace.hops, trace.destination, delay);
        if (verdict.kind === 'fine') return conclude('fine', { endpoint, tool: trace.tool, hops: verdict.hops, totalMs: verdict.totalMs });
        if (verdict.kind === 'delay') return conclude('delay', { ...verdict, endpoint, limitMs: delay });
        if (verdict.kind === 'loss') return conclude('loss', { ...verdict, endpoint });
        if (connection?.outcome !== 'connected' || verdict.kind === 'silent') return conclude('unreached', { endpoint });
        return conclude('unfollowed', { endpoint, hop: verdict.hop, address: verdict.address });
      }
    }
  },
});
