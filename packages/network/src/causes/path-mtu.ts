import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// A refused protocol ends in an alert.
const { 'packet-size': _size, 'protocol-not-offered': _offered, ...others } = ruledOutBy.en;
const { 'packet-size': _sizeZh, 'protocol-not-offered': _offeredZh, ...othersZh } = ruledOutBy['zh-CN'];

/** Large packets vanish on the way, and nobody says so: a path MTU black hole (RFC 2923 §2.1, RFC 8899 §1). */
export const pathMtu: Cause = defineCause({
  id: 'network/path-mtu',
  owner: 'path',
  layer: 'tls',
  order: 18,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Large packets do not get through, small ones do',
      about: 'A tunnel, VPN or PPPoE line on the path carries smaller packets than both ends believe, and the ICMP message that says so is dropped. Small requests work; whatever fills a packet is lost again and again.',
      confirmed: {
        outgoing: 'Over a handshake with a small ClientHello a small request is answered and one of 4,000 bytes is not, and the usual ClientHello of some 1,600 bytes gets no answer: packets from here to there are lost by their size',
        incoming: 'The server answers a ClientHello that it can only refuse with seven bytes, and from its longer answers not a byte arrives: packets from there to here are lost by their size, or it hangs before it has answered',
      },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '大数据包无法通过，小数据包可以',
      about: '途中的隧道、VPN 或 PPPoE 线路能承载的数据包比两端以为的小，而说明这一点的 ICMP 消息又被丢弃。小请求正常，凡是填满一个数据包的内容都会一再丢失。',
      confirmed: {
        outgoing: '用小的 ClientHello 完成握手后，小请求有应答，4000 字节的请求没有；约 1600 字节的常规 ClientHello 也得不到回应：从这里发出的数据包因大小而丢失',
        incoming: '对于只能拒绝的 ClientHello，服务器的 7 字节应答能到达，而较长的应答一个字节也收不到：发往这里的数据包因大小而丢失，或服务器在应答之前卡住',
      },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#timed-out'],
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    if (fault === 'unsettled' || fault === 'protocol-not-offered') return open('unsettled', {}, ['handshake']);
    if (fault !== 'packet-size') return ruledOut(fault, {}, ['classic', 'large', 'noSuite']);
    return facts.classic?.outcome === 'completed'
      ? confirmed('outgoing', {}, ['handshake', 'classic', 'small', 'large'])
      : confirmed('incoming', {}, ['handshake', 'noSuite', 'everySuite'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/lower-mtu',
      audience: 'you',
      text: {
        en: { title: 'Lower the MTU of this machine\'s way there', steps: ['See what fits: ping -M do -s 1472 <host> (Linux), ping -D -s 1472 <host> (macOS), ping -f -l 1472 <host> (Windows), with smaller sizes until it is answered; the MTU is that size plus 28.', 'Then set it: ip link set dev <interface> mtu 1280 to try (Linux), or in the VPN client, for WireGuard MTU = 1280.'] },
        'zh-CN': { title: '降低本机到目标方向的 MTU', steps: ['找出能通过的大小：ping -M do -s 1472 <主机>（Linux）、ping -D -s 1472 <主机>（macOS）、ping -f -l 1472 <主机>（Windows），逐步减小直到有应答；MTU 等于该值加 28。', '然后设置：可先用 ip link set dev <网卡> mtu 1280 试验（Linux），或在 VPN 客户端中设置，例如 WireGuard 的 MTU = 1280。'] },
      },
    }),
    defineRemedy({
      id: 'network/clamp-segment-size',
      audience: 'operator',
      text: {
        en: { title: 'Clamp the segment size at the tunnel, and let ICMP through', steps: ['On the router before the tunnel: iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu', 'Let "fragmentation needed" (ICMP type 3, code 4) and "packet too big" (ICMPv6 type 2) pass every firewall on the path.'] },
        'zh-CN': { title: '在隧道处限制 MSS，并放行 ICMP', steps: ['在隧道前的路由器上：iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu', '让途中所有防火墙放行“需要分片”（ICMP 类型 3 代码 4）和“数据包过大”（ICMPv6 类型 2）。'] },
      },
    }),
  ],
});
