import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { attempted } from '../connection/attempts.ts';
import { endpointOf, wayBy, wayTo } from '../connection/way.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { useProxy } from '../remedies/use-proxy.ts';

/** SYN without an answer. Another port of the same host tells a filtered port from a host that is silent altogether. */
export const connectionTimedOut: Cause = defineCause({
  id: 'network/connection-timed-out',
  owner: 'path',
  layer: 'connection',
  order: 30,
  scope: 'endpoint',
  suspectedBy: ['network/connection#timed-out'],
  text: {
    en: {
      title: '{endpoint} does not answer',
      about: 'Nothing came back: neither a connection nor a refusal. A firewall drops the packets, the address is blocked on the way, or no host is there.',
      confirmed: {
        'port-only': 'Port {port} stayed silent for {tookMs} ms, while port {otherPort} of the same host answered: the port is filtered',
        'whole-host': '{addresses} stayed silent on port {port} and on port {otherPort}: the host is down, or everything to it is dropped',
        silent: '{addresses} stayed silent for {tookMs} ms',
      },
      ruledOut: {
        connected: '{endpoint} accepts connections',
        'family-only': 'IPv4 connects to {endpoint}: only IPv6 is silent',
      },
      open: { 'not-timed-out': 'The attempt at {endpoint} did not end in silence' },
    },
    'zh-CN': {
      title: '{endpoint} 没有响应',
      about: '没有任何回应：既未建立连接，也未被拒绝。可能是防火墙丢弃了报文、地址在途中被封锁，或该地址上没有主机。',
      confirmed: {
        'port-only': '{port} 端口在 {tookMs} 毫秒内没有响应，而同一主机的 {otherPort} 端口有响应：该端口被过滤',
        'whole-host': '{addresses} 的 {port} 端口和 {otherPort} 端口均无响应：主机宕机，或通往它的报文全部被丢弃',
        silent: '{addresses} 在 {tookMs} 毫秒内没有响应',
      },
      ruledOut: {
        connected: '{endpoint} 接受连接',
        'family-only': 'IPv4 能连上 {endpoint}，只有 IPv6 没有响应',
      },
      open: { 'not-timed-out': '对 {endpoint} 的连接请求并非以无响应告终' },
    },
  },
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    return {
      connection: tcpConnection.of(way),
      'other-port': tcpConnection.of({ ...way, port: otherPort(way.port) }),
      'ipv4-only': tcpConnection.of(wayBy(way, { family: 4 })),
    };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const { connection } = facts;
    const endpoint = endpointOf(way);
    if (connection?.outcome === 'connected') return ruledOut('connected', { endpoint }, ['connection']);
    if (connection?.outcome !== 'timed-out') return open('not-timed-out', { endpoint }, connection === undefined ? [] : ['connection']);
    if (facts['ipv4-only']?.outcome === 'connected') return ruledOut('family-only', { endpoint }, ['ipv4-only']);
    const params = { endpoint, port: way.port, addresses: attempted(connection.attempts), tookMs: Math.round(connection.tookMs), otherPort: otherPort(way.port), direct: way.route?.proxy === 'direct' };
    const other = facts['other-port'];
    // With connectTo both questions lead to one and the same port, and say nothing about another.
    if (other === undefined || other.via !== undefined || way.route?.connectTo !== undefined) return confirmed('silent', params, ['connection'], 'likely');
    if (other.outcome === 'connected' || other.outcome === 'refused') return confirmed('port-only', params, ['connection', 'other-port']);
    return other.outcome === 'timed-out' ? confirmed('whole-host', params, ['connection', 'other-port']) : confirmed('silent', params, ['connection'], 'likely');
  },
  remedies: [
    useProxy,
    defineRemedy({
      id: 'network/open-port',
      audience: 'operator',
      text: {
        en: { title: 'Let connections to {endpoint} through', steps: ['On the server: check its firewall and the security group of its cloud network for TCP port {port}, and that the caller\'s address is allowed.', 'In the caller\'s own network: check that outgoing TCP to port {port} is allowed.'] },
        'zh-CN': { title: '放行到 {endpoint} 的连接', steps: ['服务器一侧：检查防火墙与云上安全组是否放行 TCP {port} 端口，以及是否允许来访者的地址。', '来访者一侧：检查所在网络是否允许向外访问 TCP {port} 端口。'] },
      },
    }),
    defineRemedy({
      id: 'network/try-another-network',
      audience: 'you',
      text: {
        en: { title: 'Compare from another network', steps: ['Try the same from another network, for example over a phone: if it works there, the fault lies between this network and {endpoint}; if not, the service is down.'] },
        'zh-CN': { title: '换一个网络再试', steps: ['请换一个网络（例如手机热点）再试：若能访问，问题出在当前网络与 {endpoint} 之间；若仍不能，则是服务不可用。'] },
      },
    }),
  ],
});

const otherPort = (port: number): number => (port === 443 ? 80 : 443);
