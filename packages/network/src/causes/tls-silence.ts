import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// A refused protocol ends in an alert.
const { every: _every, 'protocol-not-offered': _offered, ...others } = ruledOutBy.en;
const { every: _everyZh, 'protocol-not-offered': _offeredZh, ...othersZh } = ruledOutBy['zh-CN'];

/** Nobody answers a ClientHello, or not to the end. */
export const tlsSilence: Cause = defineCause({
  id: 'network/tls-silence',
  owner: 'path',
  layer: 'tls',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The TLS handshake is not answered',
      about: 'The TCP connection stands, yet nothing, or not all, comes back. A hanging server, a firewall that drops what it has read, or packets that are too large for the path look like that.',
      confirmed: { 'silent-always': 'There was no answer with another server name, a small ClientHello and old versions either; in {waitedMs} ms {bytes} bytes came' },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: 'TLS 握手没有得到回应',
      about: 'TCP 连接已建立，却没有收到回应，或只收到一部分。服务器卡死、防火墙读后丢弃、数据包超过路径 MTU，都会是这种现象。',
      confirmed: { 'silent-always': '换服务器名称、缩小 ClientHello、使用旧版本，同样没有回应；{waitedMs} 毫秒内收到 {bytes} 字节' },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#timed-out'],
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    if (fault === 'unsettled' || fault === 'protocol-not-offered') return open('unsettled', {}, ['handshake']);
    const { bytesReceived: bytes = 0, tookMs = 0 } = facts.handshake ?? {};
    if (fault === 'every') return confirmed('silent-always', { bytes, waitedMs: Math.round(tookMs) }, ['handshake', 'otherName', 'classic', 'legacy'], 'likely');
    return ruledOut(fault, {}, ['otherName', 'classic', 'legacy', 'plain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/test-packet-size',
      audience: 'you',
      text: {
        en: { title: 'Rule out a packet size problem', steps: ['Lower the MTU of the interface to 1280 for a test (Linux: ip link set dev <interface> mtu 1280). If the handshake then passes, a tunnel or router on the path drops large packets.', 'Otherwise run the same command from another network: silence there too points at the server.'] },
        'zh-CN': { title: '排除数据包过大的问题', steps: ['临时把网卡 MTU 降到 1280（Linux：ip link set dev <网卡> mtu 1280）。如果握手随即成功，说明途中的隧道或路由器丢弃了大包。', '否则换一个网络运行同一条命令：若同样没有回应，问题在服务端。'] },
      },
    }),
  ],
});
