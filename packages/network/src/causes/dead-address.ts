import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { attempted, ofPresentFamilies } from '../connection/attempts.ts';
import { endpointOf, wayTo } from '../connection/way.ts';
import { addressSweep, type AddressSweep } from '../facts/address-sweep.ts';
import type { Attempt } from '../connection/dial.ts';

/** Some of a name's addresses do not accept connections. Another port of each tells a missing service from a missing machine. */
export const deadAddress: Cause = defineCause({
  id: 'network/dead-address',
  owner: 'service',
  layer: 'connection',
  order: 60,
  scope: 'endpoint',
  suspectedBy: ['network/addresses#some-addresses-fail'],
  text: {
    en: {
      title: 'Some addresses of {host} lead nowhere: {failing}',
      about: 'Clients choose among the addresses of a name, and some meet a dead one: they wait, or fail, while others never notice.',
      confirmed: {
        'no-service': 'The machine at {dead} answers and refuses port {port}, while {working} accepts it: the service does not run there, or not at that address',
        filtered: '{dead} is silent on port {port} and answers on port {otherPort}, while {working} accepts: a filter before it drops the port',
        'no-machine': '{dead} is silent on port {port} and on port {otherPort}, while {working} accepts: no machine is there, or everything to it is dropped',
        unreachable: 'Packets to {dead} do not arrive ({codes}), while {working} accepts',
      },
      ruledOut: { 'all-work': 'Every address accepts connections', 'none-works': 'No address accepts connections' },
      open: { 'not-swept': 'The addresses could not be tried one by one' },
    },
    'zh-CN': {
      title: '{host} 的部分地址无法连接：{failing}',
      about: '客户端会在域名的多个地址中选择，碰到失效地址的会卡住或失败，其他的毫无察觉。',
      confirmed: {
        'no-service': '{dead} 上的主机有响应，但拒绝 {port} 端口，而 {working} 接受连接：服务没有在那里运行，或没有监听该地址',
        filtered: '{dead} 的 {port} 端口没有响应，{otherPort} 端口有响应，而 {working} 接受连接：前面有过滤设备丢弃了该端口',
        'no-machine': '{dead} 的 {port} 端口和 {otherPort} 端口均无响应，而 {working} 接受连接：那里没有主机，或通往它的报文全部被丢弃',
        unreachable: '发往 {dead} 的数据包无法送达（{codes}），而 {working} 接受连接',
      },
      ruledOut: { 'all-work': '所有地址都接受连接', 'none-works': '没有任何地址接受连接' },
      open: { 'not-swept': '未能逐一尝试各个地址' },
    },
  },
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    return { sweep: addressSweep.of(way), otherPort: addressSweep.of({ ...way, port: otherPort(way.port) }) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const attempts = attemptsOf(facts.sweep);
    if (attempts === undefined) return open('not-swept', {}, []);
    const working = attempts.filter(({ outcome }) => outcome === 'connected');
    const dead = attempts.filter(({ outcome }) => outcome !== 'connected');
    if (working.length === 0) return ruledOut('none-works', {}, ['sweep']);
    if (dead.length === 0) return ruledOut('all-work', {}, ['sweep']);
    const shown = dead.slice(0, 6).map(({ address, code = 'ETIMEDOUT' }) => `${address} (${code})`).join(', ');
    const params = { host: way.host, endpoint: endpointOf(way), port: way.port, otherPort: otherPort(way.port), dead: attempted(dead), working: attempted(working), failing: shown, codes: [...new Set(dead.map(({ code = '' }) => code))].join(', ') };
    if (dead.every(({ outcome }) => outcome === 'refused')) return confirmed('no-service', params, ['sweep']);
    if (!dead.some(({ outcome }) => outcome === 'timed-out')) return confirmed('unreachable', params, ['sweep']);
    const silent = new Set(dead.filter(({ outcome }) => outcome === 'timed-out').map(({ address }) => address));
    // With connectTo both questions lead to one and the same port.
    const elsewhere = way.route?.connectTo === undefined ? attemptsOf(facts.otherPort)?.filter(({ address }) => silent.has(address)) ?? [] : [];
    const answers = elsewhere.some(({ outcome }) => outcome === 'connected' || outcome === 'refused');
    return answers ? confirmed('filtered', params, ['sweep', 'otherPort']) : confirmed('no-machine', params, ['sweep', 'otherPort'], 'likely');
  },
  remedies: [
    defineRemedy({
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
    }),
  ],
});

const otherPort = (port: number): number => (port === 443 ? 80 : 443);

const attemptsOf = (sweep: AddressSweep | undefined): readonly Attempt[] | undefined => (sweep?.outcome === 'tried' ? ofPresentFamilies(sweep.attempts) : undefined);
