import { defineRemedy, type Remedy } from '@culprit/core';
import { destinationOf } from '../connection/destination.ts';
import { endpointOrHost, wayBy } from '../connection/way.ts';
import { caFor } from '../dns/resolver-address.ts';
import { nameResolution } from '../facts/name-resolution.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** Asks the resolver in `other` in place of the one in `resolver`. Tried by resolving there and connecting to what it says. */
export const useAnotherResolver: Remedy = defineRemedy({
  id: 'network/use-another-resolver',
  audience: 'you',
  text: {
    en: {
      title: 'Ask the name server {other}',
      steps: [
        'Where name servers are set by hand, put {other} in place of {resolver}: in /etc/resolv.conf the line is "nameserver {other}"; with systemd-resolved run "resolvectl dns <link> {other}".',
        'Where the network hands them out, ask whoever runs it to correct {resolver}.',
      ],
    },
    'zh-CN': {
      title: '改用域名服务器 {other}',
      steps: [
        '若域名服务器由手工设置，请用 {other} 替换 {resolver}：在 /etc/resolv.conf 中写“nameserver {other}”；使用 systemd-resolved 时执行“resolvectl dns <网卡> {other}”。',
        '若由网络自动下发，请联系网络管理员修正 {resolver}。',
      ],
    },
  },
  applies: ({ other }) => typeof other === 'string' && other !== '',
  trial: {
    facts: ({ suspicion, params }) => {
      const way = endpointOrHost(suspicion);
      const resolver = String(params['other']);
      const { family } = way.route ?? {};
      return {
        resolution: nameResolution.of({ host: destinationOf(way).host, resolver, ...caFor([resolver], way.route), ...(family === undefined ? {} : { family }) }),
        connection: tcpConnection.of(wayBy(way, { resolver })),
      };
    },
    works: ({ facts: { resolution, connection } }) => {
      if (resolution === undefined) return undefined;
      if (resolution.outcome !== 'resolved') return false;
      return connection === undefined ? undefined : connection.outcome === 'connected';
    },
  },
});
