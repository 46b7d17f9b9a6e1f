import { defineCheck, defineRemedy, type Check, type Conclusion, type Remedy } from '@culprit/core';
import { attempted } from '../connection/attempted.ts';
import { destinationOf, wayOf } from '../connection/destination.ts';
import type { Attempt } from '../connection/dial.ts';
import { addressSweep } from '../facts/address-sweep.ts';
import { hostPort } from '../targets/host-name.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';

/** For addresses that a name leads to and that do not answer. */
const withdrawAddresses: Remedy = defineRemedy({
  id: 'network/withdraw-failing-addresses',
  audience: 'operator',
  text: {
    en: {
      title: 'Make every address of {host} answer, or withdraw those that do not',
      steps: [
        'Failing: {failing}. ECONNREFUSED: nothing listens on port {port} there; start the service, or bind it to that address as well. ETIMEDOUT: look for a firewall or a security group that drops the packets, and whether the machine still exists.',
        'Until it is mended, take the address out of the A or AAAA records of {host}. A load balancer or a DNS service with health checks does that by itself.',
        'To see one address for itself: nc -vz ADDRESS {port}',
      ],
    },
    'zh-CN': {
      title: '让 {host} 的每个地址都能应答，否则撤下无响应的地址',
      steps: [
        '有问题的地址：{failing}。ECONNREFUSED：该地址的 {port} 端口上没有服务在监听，请启动服务，或让服务也监听该地址。ETIMEDOUT：请检查是否有防火墙或安全组丢弃数据包，以及该主机是否仍然存在。',
        '修复之前，请先从 {host} 的 A 或 AAAA 记录中删除该地址。带健康检查的负载均衡或 DNS 服务会自动完成这一步。',
        '单独检查某个地址：nc -vz 地址 {port}',
      ],
    },
  },
});

/** The system itself says that the machine has no such network: usual, and nothing to hold against the target. */
const absentFamily: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);
const maxShown = 6;

/** Whether every address of the target accepts connections, and not only the first one that a client tries. */
export const addresses: Check = defineCheck({
  id: 'network/addresses',
  layer: 'connection',
  target: tcpEndpoint,
  depth: 'full',
  findings: {
    'every-address-answers': { outcome: 'pass' },
    'one-address': { outcome: 'pass' },
    'some-addresses-fail': { outcome: 'fail', severity: 'minor', owner: 'service', remedy: withdrawAddresses },
    'one-family-fails': { outcome: 'fail', severity: 'minor', owner: 'path', remedy: withdrawAddresses },
    'none-answers': { outcome: 'not-applicable' },
    'family-absent': { outcome: 'not-applicable' },
    'not-all-tried': { outcome: 'inconclusive', required: false },
    proxied: { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: 'Every address',
      why: 'A client that meets a dead address among several waits or fails, while the next one never notices.',
      findings: {
        'every-address-answers': 'All {count} addresses of {endpoint} accept connections ({addresses})',
        'one-address': '{endpoint} has one address, and it accepts connections ({addresses})',
        'some-addresses-fail': {
          one: '1 of the {total} addresses of {endpoint} does not accept connections: {failing}. Clients that try it first wait or fail',
          other: '{count} of the {total} addresses of {endpoint} do not accept connections: {failing}. Clients that try these first wait or fail',
        },
        'one-family-fails': 'No IPv{broken} address of {endpoint} accepts connections ({failing}), while every IPv{working} address does: clients that try IPv{broken} first wait or fail',
        'none-answers': 'No address of {endpoint} accepts connections: see TCP connection',
        'family-absent': 'This machine has no IPv{family} network, so {addresses} could not be judged',
        'not-all-tried': {
          one: '1 more address of {endpoint} was not tried: it has too many',
          other: '{count} more addresses of {endpoint} were not tried: it has too many',
        },
        proxied: 'The proxy {proxy} chooses the address of {endpoint}; this machine does not connect to it',
      },
    },
    'zh-CN': {
      title: '全部地址',
      why: '多个地址中若有一个失效，碰到它的客户端会卡住或失败，而其他客户端毫无察觉。',
      findings: {
        'every-address-answers': '{endpoint} 的全部 {count} 个地址都接受连接（{addresses}）',
        'one-address': '{endpoint} 只有一个地址，且接受连接（{addresses}）',
        'some-addresses-fail': '{endpoint} 的 {total} 个地址中有 {count} 个不接受连接：{failing}。先尝试这些地址的客户端会卡住或失败',
        'one-family-fails': '{endpoint} 的 IPv{broken} 地址均不接受连接（{failing}），而 IPv{working} 地址全部正常：优先尝试 IPv{broken} 的客户端会卡住或失败',
        'none-answers': '{endpoint} 没有任何地址接受连接：详见“TCP 连接”',
        'family-absent': '本机没有 IPv{family} 网络，因此无法判断 {addresses}',
        'not-all-tried': '{endpoint} 的地址过多，另有 {count} 个未尝试',
        proxied: '由代理 {proxy} 选择 {endpoint} 的地址，本机不直接连接',
      },
    },
  },
  needs: (target) => ({ sweep: addressSweep.of(wayOf(target)) }),
  evaluate: ({ target, facts: { sweep }, conclude }) => {
    const endpoint = hostPort(target.host, target.port);
    if (sweep.outcome === 'proxied') return conclude('proxied', { proxy: sweep.proxy, endpoint });
    const working = sweep.attempts.filter(({ outcome }) => outcome === 'connected');
    if (working.length === 0) return conclude('none-answers', { endpoint });
    const absent = ([4, 6] as const).find((family) => isAbsent(sweep.attempts.filter((attempt) => attempt.family === family)));
    const failing = sweep.attempts.filter(({ outcome, family }) => outcome !== 'connected' && family !== absent);
    const asides: Conclusion[] = [];
    if (absent !== undefined) asides.push(conclude('family-absent', { family: absent, addresses: attempted(sweep.attempts.filter(({ family }) => family === absent)) }));
    if (sweep.untried > 0) asides.push(conclude('not-all-tried', { endpoint, count: sweep.untried }));

    const [first] = failing;
    if (first === undefined) {
      const shown = { endpoint, addresses: attempted(working) };
      return [working.length === 1 ? conclude('one-address', shown) : conclude('every-address-answers', { ...shown, count: working.length }), ...asides];
    }
    const params = { ...destinationOf(target), endpoint, failing: described(failing) };
    const split = working.every(({ family }) => family !== first.family) && failing.every(({ family }) => family === first.family);
    return [
      split
        ? conclude('one-family-fails', { ...params, broken: first.family, working: first.family === 6 ? 4 : 6 })
        : conclude('some-addresses-fail', { ...params, count: failing.length, total: failing.length + working.length }),
      ...asides,
    ];
  },
});

const isAbsent = (ofFamily: readonly Attempt[]): boolean => ofFamily.length > 0 && ofFamily.every(({ code = '' }) => absentFamily.has(code));

/** `192.0.2.1 (ECONNREFUSED), …`: errno names read the same in every language. */
function described(attempts: readonly Attempt[]): string {
  const shown = attempts.slice(0, maxShown).map(({ address, outcome, code = outcome }) => `${address} (${code})`).join(', ');
  return attempts.length > maxShown ? `${shown}, …` : shown;
}
