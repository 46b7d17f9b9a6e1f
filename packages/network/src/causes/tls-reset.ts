import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { earlyReset, roundTrips } from './reset-timing.ts';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// Lost packets end in silence, a refused protocol in an alert.
const { every: _every, intermittent: _intermittent, 'packet-size': _size, 'protocol-not-offered': _offered, ...others } = ruledOutBy.en;
const { every: _everyZh, intermittent: _intermittentZh, 'packet-size': _sizeZh, 'protocol-not-offered': _offeredZh, ...othersZh } = ruledOutBy['zh-CN'];

/** TLS handshakes are reset, whatever they ask for. */
export const tlsReset: Cause = defineCause({
  id: 'network/tls-reset',
  owner: 'path',
  layer: 'tls',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'TLS handshakes are reset',
      about: 'The TCP connection stands, and a reset follows the ClientHello. Firewalls, overloaded proxies and servers without a certificate do that; the reset itself does not say who sent it.',
      confirmed: {
        always: 'Handshakes with another server name, a small ClientHello and old versions were reset or failed too',
        nearer: 'Two resets came after {resetMs} ms at most, while a packet to {address} and back takes {roundTripMs} ms: something nearer than the server sends them, whatever the handshake asks for',
        'now-and-then': 'The first handshake was reset, others to the same address passed: it happens at times',
      },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: 'TLS 握手被重置',
      about: 'TCP 连接已建立，但 ClientHello 发出后即被重置。防火墙、过载的代理和没有证书的服务器都会如此；仅凭重置无法看出是谁发的。',
      confirmed: {
        always: '换服务器名称、缩小 ClientHello、使用旧版本，握手同样被重置或失败',
        nearer: '两次重置都在 {resetMs} 毫秒内到达，而数据包往返 {address} 需要 {roundTripMs} 毫秒：重置来自比服务器更近的设备，且与握手内容无关',
        'now-and-then': '第一次握手被重置，之后到同一地址的握手成功：故障偶发',
      },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#reset'],
  controls: (suspicion) => ({ ...tlsExperiments(suspicion), ...roundTrips(suspicion) }),
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    const witness = ['handshake', 'otherName', 'classic', 'legacy'] as const;
    if (fault === 'unsettled' || fault === 'packet-size' || fault === 'protocol-not-offered') return open('unsettled', {}, ['handshake']);
    const early = earlyReset(facts);
    if (fault === 'every' && early !== undefined) return confirmed('nearer', early, [...witness, 'again', 'connection', 'sweep'], 'likely');
    if (fault === 'every') return confirmed('always', {}, witness, 'likely');
    if (fault === 'intermittent') return confirmed('now-and-then', {}, witness, 'likely');
    return ruledOut(fault, {}, ['handshake', 'otherName', 'classic', 'legacy', 'plain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/compare-another-network',
      audience: 'you',
      text: {
        en: { title: 'Find out who resets', steps: ['Run the same command from another network, such as a phone\'s. If it works there, this network or its firewall resets; if not, it is the service or a box before it.'] },
        'zh-CN': { title: '查明是谁在重置', steps: ['换一个网络（例如手机热点）运行同一条命令。如果那里正常，重置来自当前网络或其防火墙；否则来自服务端或其前置设备。'] },
      },
    }),
  ],
});
