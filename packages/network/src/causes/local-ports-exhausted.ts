import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { localPorts } from '../facts/local-ports.ts';

/** EADDRNOTAVAIL of connect(2): "all port numbers in the ephemeral port range are currently in use". */
export const localPortsExhausted: Cause = defineCause({
  id: 'network/local-ports-exhausted',
  owner: 'machine',
  layer: 'connection',
  order: 3,
  scope: 'endpoint',
  suspectedBy: ['network/connection#failed', 'network/connection#unreachable'],
  text: {
    en: {
      title: 'This machine has no local port left for {endpoint}',
      about: 'Every connection to one address takes a local port of its own, and holds it for a minute after its end. A client that opens a new connection for every request runs out of them.',
      confirmed: { counted: '{taken} of {available} local ports lead to {address} already' },
      ruledOut: { 'not-met': 'No attempt lacked a local port', free: 'Only {taken} of {available} local ports lead to {address}' },
      open: { 'not-told': 'This system does not tell how its local ports are used; count them with netstat -an' },
    },
    'zh-CN': {
      title: '本机已没有可用于 {endpoint} 的本地端口',
      about: '到同一地址的每个连接都占用一个本地端口，关闭后还会保留约一分钟。每次请求都新建连接的客户端会把端口耗尽。',
      confirmed: { counted: '{available} 个本地端口中已有 {taken} 个连向 {address}' },
      ruledOut: { 'not-met': '没有连接请求因缺少本地端口而失败', free: '{available} 个本地端口中只有 {taken} 个连向 {address}' },
      open: { 'not-told': '本系统不提供本地端口的使用情况；可用 netstat -an 统计' },
    },
  },
  controls: (suspicion) => ({ ports: localPorts.of(wayTo(suspicion)) }),
  judge: ({ suspicion, facts: { ports }, confirmed, ruledOut, open }) => {
    if (ports?.outcome === 'not-met') return ruledOut('not-met', {}, ['ports']);
    if (ports?.outcome !== 'counted') return open('not-told', {}, []);
    const { available, taken, address } = ports;
    // Some end between the attempt and the count.
    return taken >= 0.8 * available
      ? confirmed('counted', { endpoint: endpointOf(wayTo(suspicion)), available, taken, address }, ['ports'])
      : ruledOut('free', { available, taken, address }, ['ports']);
  },
  remedies: [
    defineRemedy({
      id: 'network/reuse-connections',
      audience: 'you',
      text: {
        en: { title: 'Keep connections open and use them again', steps: ['See who holds them: ss -tanp dst {address}. Let that program keep its connections alive (HTTP keep-alive, a pool).', 'Until then a wider range helps: sysctl -w net.ipv4.ip_local_port_range="1024 65535"'] },
        'zh-CN': { title: '保持连接并重复使用', steps: ['查看占用者：ss -tanp dst {address}。让该程序复用连接（HTTP keep-alive、连接池）。', '在此之前可扩大端口范围：sysctl -w net.ipv4.ip_local_port_range="1024 65535"'] },
      },
    }),
  ],
});
