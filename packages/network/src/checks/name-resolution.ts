import { defineCheck, defineOptions, type Check } from '@culprit/core';
import { destinationOf, leavesNameToProxy, resolutionFor, wayOf } from '../connection/destination.ts';
import { host } from '../targets/host.ts';

const options = defineOptions({
  slowMs: {
    type: 'duration', default: 2_000, min: 1,
    text: { en: 'A resolution that takes longer is slow', 'zh-CN': '解析耗时超过该值即视为缓慢' },
  },
});

const failing = { outcome: 'fail', severity: 'critical', owner: 'network' } as const;

/** Whether a host name leads to an address. Where a proxy is used, that is the proxy's business and nothing is asked. */
export const nameResolutionCheck: Check = defineCheck({
  id: 'network/name-resolution',
  layer: 'name',
  target: host,
  options,
  findings: {
    resolved: { outcome: 'pass' },
    literal: { outcome: 'pass' },
    directed: { outcome: 'not-applicable' },
    slow: { outcome: 'fail', severity: 'minor', owner: 'network' },
    nxdomain: { ...failing, owner: 'machine' },
    'not-found': { ...failing, owner: 'machine' },
    'no-address': { ...failing, owner: 'service' },
    servfail: failing,
    refused: failing,
    'timed-out': failing,
    'temporary-failure': failing,
    unreachable: failing,
    malformed: failing,
  },
  text: {
    en: {
      title: 'Name resolution',
      why: 'A client that finds no address for a name can\'t even begin to connect.',
      findings: {
        resolved: '{host} resolves to {addresses}',
        literal: '{host} is an address and needs no name server',
        directed: 'The connection is directed to {to}, so the name {host} is not looked up',
        slow: '{host} resolves, but only after {tookMs} ms (limit: {slowMs} ms)',
        nxdomain: 'The name server {resolver} says that {host} does not exist (NXDOMAIN)',
        'not-found': 'This system finds no address for {host} ({code})',
        'no-address': '{host} exists, but has no address of the kind that is needed',
        servfail: 'Looking {host} up fails at the name server ({code})',
        refused: 'The name server {resolver} refuses to look {host} up (REFUSED)',
        'timed-out': 'No answer about {host} within {tookMs} ms',
        'temporary-failure': 'This system can\'t look {host} up at the moment ({code})',
        unreachable: 'The name server {resolver} can\'t be reached ({code})',
        malformed: 'What the name server {resolver} sends is no DNS answer',
      },
    },
    'zh-CN': {
      title: '域名解析',
      why: '客户端若查不到域名对应的地址，就根本无从发起连接。',
      findings: {
        resolved: '{host} 解析为 {addresses}',
        literal: '{host} 本身就是地址，无需解析',
        directed: '连接已指定到 {to}，因此不查询域名 {host}',
        slow: '{host} 可以解析，但耗时 {tookMs} 毫秒（上限 {slowMs} 毫秒）',
        nxdomain: '域名服务器 {resolver} 称 {host} 不存在（NXDOMAIN）',
        'not-found': '本机系统查不到 {host} 的地址（{code}）',
        'no-address': '{host} 存在，但没有所需类型的地址',
        servfail: '域名服务器查询 {host} 失败（{code}）',
        refused: '域名服务器 {resolver} 拒绝查询 {host}（REFUSED）',
        'timed-out': '{tookMs} 毫秒内未得到关于 {host} 的应答',
        'temporary-failure': '本机系统暂时无法查询 {host}（{code}）',
        unreachable: '无法访问域名服务器 {resolver}（{code}）',
        malformed: '域名服务器 {resolver} 返回的内容不是 DNS 应答',
      },
    },
  },
  // The host of a target has no port of its own; 443 stands for the usual one.
  needs: (target) => {
    const way = wayOf({ port: 443, ...target });
    return leavesNameToProxy(way) ? undefined : { resolution: resolutionFor(way) };
  },
  evaluate: ({ target, facts: { resolution }, options: { slowMs }, conclude }) => {
    // With connectTo it is the name in its place that is looked up.
    const name = destinationOf({ port: 443, ...target }).host;
    if (resolution.outcome === 'literal') {
      const to = target.route?.connectTo;
      return to === undefined ? conclude('literal', { host: name }) : conclude('directed', { host: target.host, to });
    }
    const { resolver, tookMs } = resolution;
    if (resolution.outcome !== 'resolved') return conclude(resolution.outcome, { host: name, resolver, tookMs: Math.round(tookMs), code: resolution.code ?? resolution.outcome });
    if (tookMs > slowMs) return conclude('slow', { host: name, tookMs: Math.round(tookMs), slowMs });
    const shown = resolution.addresses.slice(0, 4).map(({ address }) => address).join(', ');
    return conclude('resolved', { host: name, addresses: resolution.addresses.length > 4 ? `${shown}, …` : shown });
  },
});
