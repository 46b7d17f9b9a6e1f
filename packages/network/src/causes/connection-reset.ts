import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { attempted } from '../connection/attempts.ts';
import { endpointOf, wayBy, wayTo } from '../connection/way.ts';
import { plainAnswer } from '../facts/plain-answer.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** A reset while the connection was being made, which is no refusal: something between the two ends it. */
export const connectionReset: Cause = defineCause({
  id: 'network/connection-reset',
  owner: 'path',
  layer: 'connection',
  order: 40,
  scope: 'endpoint',
  suspectedBy: ['network/connection#reset'],
  text: {
    en: {
      title: 'The connection to {endpoint} is reset before it stands',
      about: 'The attempt was neither accepted nor refused, but broken off. A firewall, a load balancer at its limit, or security software on this machine does that.',
      confirmed: {
        repeated: '{addresses} reset the attempt ({code}), and a second one as well',
        once: '{addresses} reset the attempt ({code})',
        'at-once': '{addresses} reset the attempt ({code}); a second one stood for a moment and was reset as well',
      },
      ruledOut: {
        connected: '{endpoint} accepts connections: the reset did not happen again',
        'family-only': 'IPv4 connects to {endpoint}: only IPv6 is reset',
      },
      open: { 'not-reset': 'No attempt at {endpoint} was reset' },
    },
    'zh-CN': {
      title: '到 {endpoint} 的连接在建立之前即被重置',
      about: '连接请求既未被接受也未被拒绝，而是被中途打断：通常是防火墙、到达上限的负载均衡，或本机的安全软件所为。',
      confirmed: {
        repeated: '{addresses} 重置了连接请求（{code}），再试一次仍然如此',
        once: '{addresses} 重置了连接请求（{code}）',
        'at-once': '{addresses} 重置了连接请求（{code}）；第二个连接刚建立也被重置',
      },
      ruledOut: {
        connected: '{endpoint} 接受连接：重置没有再次发生',
        'family-only': 'IPv4 能连上 {endpoint}，只有 IPv6 被重置',
      },
      open: { 'not-reset': '对 {endpoint} 的连接请求没有被重置' },
    },
  },
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    const otherWay = wayBy(way, { family: 4 });
    // Whether a reset comes before the attempt is told of its success or right after depends on who is scheduled first.
    return { connection: tcpConnection.of(way), again: tcpConnection.of(otherWay), after: plainAnswer.of(otherWay) };
  },
  judge: ({ suspicion, facts: { connection, again, after }, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    if (connection?.outcome === 'connected') return ruledOut('connected', { endpoint }, ['connection']);
    if (connection?.outcome === 'reset' && again?.outcome === 'connected' && after?.outcome === 'reset') {
      return confirmed('at-once', { endpoint, addresses: attempted(connection.attempts, 'reset'), code: connection.code }, ['connection', 'after']);
    }
    if (again?.outcome === 'connected') return ruledOut(connection?.attempts.every(({ family }) => family === 6) === true ? 'family-only' : 'connected', { endpoint }, ['again']);
    if (connection?.outcome !== 'reset') return open('not-reset', { endpoint }, connection === undefined ? [] : ['connection']);
    const params = { endpoint, addresses: attempted(connection.attempts, 'reset'), code: connection.code };
    return again?.outcome === 'reset' ? confirmed('repeated', params, ['connection', 'again']) : confirmed('once', params, ['connection'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/find-resetting-device',
      audience: 'you',
      text: {
        en: { title: 'Find what resets the connection', steps: ['Try from another network: if it works there, a device or security software on this side breaks it off.', 'If it is reset from everywhere, tell the operator of {endpoint}: its load balancer or connection limit does it.'] },
        'zh-CN': { title: '找出重置连接的设备', steps: ['请换一个网络再试：若能连接，则是本侧的设备或安全软件所为。', '若在任何网络都被重置，请告知 {endpoint} 的运维人员：原因在其负载均衡或连接数限制。'] },
      },
    }),
  ],
});
