import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { absentFamilyOf, attempted } from '../connection/attempts.ts';
import { destinationOf, wayOf } from '../connection/destination.ts';
import type { Attempt } from '../connection/dial.ts';
import { addressSweep } from '../facts/address-sweep.ts';
import { hostPort } from '../targets/host-name.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';

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
    'some-addresses-fail': { outcome: 'fail', severity: 'minor', owner: 'service' },
    'one-family-fails': { outcome: 'fail', severity: 'minor', owner: 'path' },
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
          one: '1 more address of {endpoint} was not tried: it has too many, or going there is not permitted',
          other: '{count} more addresses of {endpoint} were not tried: it has too many, or going there is not permitted',
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
        'not-all-tried': '{endpoint} 另有 {count} 个地址未尝试：地址过多，或不允许连接',
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
    const absent = absentFamilyOf(sweep.attempts);
    const failing = sweep.attempts.filter(({ outcome, family }) => outcome !== 'connected' && outcome !== 'not-permitted' && family !== absent);
    const asides: Conclusion[] = [];
    if (absent !== undefined) asides.push(conclude('family-absent', { family: absent, addresses: attempted(sweep.attempts.filter(({ family }) => family === absent)) }));
    const untried = sweep.untried + sweep.attempts.filter(({ outcome }) => outcome === 'not-permitted').length;
    if (untried > 0) asides.push(conclude('not-all-tried', { endpoint, count: untried }));

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

/** `192.0.2.1 (ECONNREFUSED), …`: errno names read the same in every language. */
function described(attempts: readonly Attempt[]): string {
  const shown = attempts.slice(0, maxShown).map(({ address, outcome, code = outcome }) => `${address} (${code})`).join(', ');
  return attempts.length > maxShown ? `${shown}, …` : shown;
}
