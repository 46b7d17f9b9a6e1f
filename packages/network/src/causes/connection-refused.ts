import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { attempted } from '../connection/attempts.ts';
import { endpointOf, wayBy, wayTo } from '../connection/way.ts';
import { isLoopbackAddress } from '../dns/name-scope.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** RST in answer to SYN, RFC 9293 §3.10.7.1: the host is there, and nothing listens. The refusal itself is the witness. */
export const connectionRefused: Cause = defineCause({
  id: 'network/connection-refused',
  owner: 'service',
  layer: 'connection',
  order: 20,
  scope: 'endpoint',
  suspectedBy: ['network/connection#refused'],
  text: {
    en: {
      title: 'Nothing listens at {endpoint}',
      about: 'The host answered and refused. The service is not running, listens on another port or address, or a firewall on the host turns the port down.',
      confirmed: {
        refused: '{addresses} answered the attempt with a refusal ({code})',
        'refused-here': {
          one: '{addresses}, an address of this very machine, refused the attempt ({code})',
          other: '{addresses}, addresses of this very machine, refused the attempt ({code})',
        },
      },
      ruledOut: {
        connected: '{endpoint} accepts connections',
        'family-only': 'IPv4 connects to {endpoint}: only IPv6 is refused',
      },
      open: { 'not-refused': 'The attempt at {endpoint} did not end with a refusal everywhere' },
    },
    'zh-CN': {
      title: '{endpoint} 上没有服务在监听',
      about: '主机有响应，但拒绝了连接：服务未运行，监听在别的端口或地址上，或主机上的防火墙拒绝了该端口。',
      confirmed: {
        refused: '{addresses} 对连接请求回应了拒绝（{code}）',
        'refused-here': '{addresses} 就是本机地址，连接请求被拒绝（{code}）',
      },
      ruledOut: {
        connected: '{endpoint} 接受连接',
        'family-only': 'IPv4 能连上 {endpoint}，只有 IPv6 被拒绝',
      },
      open: { 'not-refused': '对 {endpoint} 的连接请求并非都以拒绝告终' },
    },
  },
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    return { connection: tcpConnection.of(way), 'ipv4-only': tcpConnection.of(wayBy(way, { family: 4 })) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const endpoint = endpointOf(way);
    const { port } = way;
    const { connection } = facts;
    if (connection?.outcome === 'connected') return ruledOut('connected', { endpoint }, ['connection']);
    if (connection?.outcome !== 'refused') return open('not-refused', { endpoint }, connection === undefined ? [] : ['connection']);
    if (facts['ipv4-only']?.outcome === 'connected') return ruledOut('family-only', { endpoint }, ['ipv4-only']);
    const refused = connection.attempts.filter(({ outcome }) => outcome === 'refused');
    const params = { endpoint, port, addresses: attempted(connection.attempts, 'refused'), code: 'ECONNREFUSED' };
    return refused.every(({ address }) => isLoopbackAddress(address))
      ? confirmed('refused-here', { ...params, count: new Set(refused.map(({ address }) => address)).size, here: true }, ['connection'])
      : confirmed('refused', { ...params, here: false }, ['connection']);
  },
  remedies: [
    defineRemedy({
      id: 'network/start-local-service',
      audience: 'you',
      applies: ({ here }) => here === true,
      text: {
        en: { title: 'Start the service on port {port} of this machine', steps: ['See what listens there: "ss -ltnp sport = :{port}" on Linux, "lsof -iTCP:{port} -sTCP:LISTEN" on macOS.', 'Start the service, or correct the port. From inside a container, 127.0.0.1 is the container itself: use the name of the service or host.docker.internal.'] },
        'zh-CN': { title: '启动本机 {port} 端口上的服务', steps: ['查看该端口的监听情况：Linux 执行“ss -ltnp sport = :{port}”，macOS 执行“lsof -iTCP:{port} -sTCP:LISTEN”。', '启动该服务，或更正端口号。在容器内，127.0.0.1 指容器自身：请改用服务名或 host.docker.internal。'] },
      },
    }),
    defineRemedy({
      id: 'network/correct-port',
      audience: 'you',
      applies: ({ here }) => here === false,
      text: {
        en: { title: 'Check the port {port}', steps: ['Compare it with what the service documents: 443 for https, 80 for http.'] },
        'zh-CN': { title: '核对端口 {port}', steps: ['请与服务文档核对：https 通常为 443，http 通常为 80。'] },
      },
    }),
    defineRemedy({
      id: 'network/start-service',
      audience: 'operator',
      applies: ({ here }) => here === false,
      text: {
        en: { title: 'Let the service listen at {endpoint}', steps: ['Check on {addresses} that the service runs and listens on port {port} of an outward address, not of 127.0.0.1 alone.', 'Check that no firewall there rejects the port.'] },
        'zh-CN': { title: '让服务在 {endpoint} 上监听', steps: ['请在 {addresses} 上确认服务已运行，且监听的是对外地址的 {port} 端口，而不仅是 127.0.0.1。', '请确认该主机的防火墙没有拒绝此端口。'] },
      },
    }),
  ],
});
