import { defineRemedy, type Remedy } from '@culprit/core';
import { destinationOf } from '../connection/destination.ts';
import { endpointOrHost, wayBy } from '../connection/way.ts';
import { caFor, isEncrypted } from '../dns/resolver-address.ts';
import { nameResolution } from '../facts/name-resolution.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** Asks the resolver in `other` in place of the one in `resolver`. */
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
  applies: ({ other }) => typeof other === 'string' && other !== '' && !isEncrypted(other),
  // Resolving there, and connecting to what it says.
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

/** The same with one that is asked over TLS or HTTPS, where nobody on the way can answer for it. */
export const useEncryptedResolver: Remedy = defineRemedy({
  id: 'network/use-encrypted-resolver',
  audience: 'you',
  text: {
    en: {
      title: 'Ask {other}, where nobody on the way can answer in its place',
      steps: [
        'For this tool: --resolver {other}.',
        'For the whole machine: systemd-resolved has "DNS=<address>#<name>" with "DNSOverTLS=yes" in /etc/systemd/resolved.conf; Windows 11 "DNS over HTTPS" in the settings of the adapter; macOS and iOS a configuration profile; Android "Private DNS". Elsewhere dnscrypt-proxy or "cloudflared proxy-dns" listen on this machine.',
        'For a browser alone: "secure DNS" in its settings.',
      ],
    },
    'zh-CN': {
      title: '改用 {other}，途中无人能代它应答',
      steps: [
        '本工具：--resolver {other}。',
        '整台机器：systemd-resolved 在 /etc/systemd/resolved.conf 中写“DNS=<地址>#<名称>”和“DNSOverTLS=yes”；Windows 11 在网卡设置中启用“DNS over HTTPS”；macOS 与 iOS 使用描述文件；Android 使用“私人 DNS”。其他系统可在本机运行 dnscrypt-proxy 或“cloudflared proxy-dns”。',
        '仅浏览器：在设置中启用“安全 DNS”。',
      ],
    },
  },
  applies: ({ other }) => typeof other === 'string' && isEncrypted(other),
  ...(useAnotherResolver.trial === undefined ? {} : { trial: useAnotherResolver.trial }),
});
