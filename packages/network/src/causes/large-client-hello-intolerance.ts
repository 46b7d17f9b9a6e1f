import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

const { 'large-hello': _large, ...others } = ruledOutBy.en;
const { 'large-hello': _largeZh, ...othersZh } = ruledOutBy['zh-CN'];

/** A box or server that can't read a ClientHello of more than one packet. */
export const largeClientHelloIntolerance: Cause = defineCause({
  id: 'network/large-client-hello-intolerance',
  owner: 'path',
  layer: 'tls',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'A ClientHello with a post-quantum key share does not get through',
      about: 'Current clients offer X25519MLKEM768, which makes the first message some 1,600 bytes long: two packets. Middleboxes and servers that read only the first one reset or ignore it (tldr.fail).',
      confirmed: {
        alternating: 'The handshake failed twice with the default groups and passed twice without the post-quantum one ({protocol}); nothing else was changed',
        'only-the-hello': 'The handshake failed twice with the default groups and passed twice without the post-quantum one ({protocol}); a request of 4,000 bytes gets through, so it is the ClientHello and not the size of packets',
      },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '带后量子密钥份额的 ClientHello 无法通过',
      about: '当前的客户端会提供 X25519MLKEM768，首个报文因此约 1600 字节，需要两个数据包。只读第一个包的中间设备和服务器会将其重置或忽略（tldr.fail）。',
      confirmed: {
        alternating: '使用默认密钥组的握手两次失败，去掉后量子密钥组的握手两次成功（{protocol}），其余条件不变',
        'only-the-hello': '使用默认密钥组的握手两次失败，去掉后量子密钥组的握手两次成功（{protocol}）；4000 字节的请求可以通过，所以问题在 ClientHello，而不在数据包的大小',
      },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['reset', 'closed', 'timed-out', 'alert', 'failed'].map((finding) => `network/tls-handshake#${finding}`),
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    if (fault === 'unsettled') return open('unsettled', {}, ['handshake']);
    if (fault !== 'large-hello' || facts.classic?.outcome !== 'completed') return ruledOut(fault === 'large-hello' ? 'every' : fault, {}, ['classic']);
    const { protocol } = facts.classic;
    const witness = ['handshake', 'classic', 'again', 'classicAgain'] as const;
    if (facts.large?.outcome === 'answered') return confirmed('only-the-hello', { protocol }, [...witness, 'large']);
    // Silence is what lost packets look like too; a reset or an alert is not.
    const { handshake } = facts;
    return confirmed('alternating', { protocol }, witness, handshake?.outcome === 'timed-out' ? 'likely' : 'certain');
  },
  remedies: [
    defineRemedy({
      id: 'network/offer-classic-groups',
      audience: 'you',
      text: {
        en: { title: 'Offer the classic groups until it is repaired', steps: ['Node.js: tls.DEFAULT_ECDH_CURVE = \'X25519:P-256\', or the option ecdhCurve: \'X25519:P-256\'. curl: --curves X25519:P-256. Go: GODEBUG=tlsmlkem=0'] },
        'zh-CN': { title: '修复之前先使用传统密钥组', steps: ['Node.js：tls.DEFAULT_ECDH_CURVE = \'X25519:P-256\'，或选项 ecdhCurve: \'X25519:P-256\'。curl：--curves X25519:P-256。Go：GODEBUG=tlsmlkem=0'] },
      },
      trial: {
        facts: (context) => ({ classic: tlsExperiments(context.suspicion).classic }),
        works: ({ facts: { classic } }) => (classic === undefined ? undefined : classic.outcome === 'completed'),
      },
    }),
    defineRemedy({
      id: 'network/repair-client-hello-reading',
      audience: 'operator',
      text: {
        en: { title: 'Update what reads the ClientHello', steps: ['The server, balancer or firewall must put a ClientHello together from several packets (RFC 8446 §5.1). Update it, or switch its inspection off for this service.'] },
        'zh-CN': { title: '升级解析 ClientHello 的设备', steps: ['服务器、负载均衡或防火墙必须能把分布在多个数据包中的 ClientHello 拼接起来（RFC 8446 §5.1）。请升级，或对该服务关闭其检测功能。'] },
      },
    }),
  ],
});
