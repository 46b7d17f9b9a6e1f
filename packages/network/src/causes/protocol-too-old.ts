import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// Lost packets end in silence.
const { outdated: _outdated, 'packet-size': _size, ...others } = ruledOutBy.en;
const { outdated: _outdatedZh, 'packet-size': _sizeZh, ...othersZh } = ruledOutBy['zh-CN'];

/** What this client itself refuses of a server, by OpenSSL's codes. */
const refusals: { readonly [code: string]: 'small-group' | 'unsafe-renegotiation' } = {
  ERR_SSL_DH_KEY_TOO_SMALL: 'small-group',
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: 'unsafe-renegotiation',
};

/** The peer's TLS is of another age. */
export const protocolTooOld: Cause = defineCause({
  id: 'network/protocol-too-old',
  owner: 'service',
  layer: 'tls',
  order: 30,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service\'s TLS is outdated',
      about: 'TLS 1.0 and 1.1 (deprecated by RFC 8996), 1,024-bit keys and renegotiation without RFC 5746 are refused by current clients.',
      confirmed: {
        version: 'A handshake passes with {protocol} only',
        weak: 'A handshake passes with {protocol} once weak keys and ciphers are allowed; the server chose {cipher}',
        'small-group': 'The server\'s Diffie-Hellman group is too small for this client ({code}); with {protocol} and any size the handshake passes',
        'unsafe-renegotiation': 'The server lacks secure renegotiation (RFC 5746), which this client insists on ({code}); without that the handshake passes with {protocol}',
        'beyond-clients': 'To a ClientHello with all that servers ever spoke it answers with {protocol} and {cipher}, which no current client has',
      },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '服务的 TLS 已过时',
      about: '当前的客户端不再接受 TLS 1.0 和 1.1（RFC 8996 已废弃）、1024 位密钥，以及不支持 RFC 5746 的重新协商。',
      confirmed: {
        version: '只有使用 {protocol} 时握手才成功',
        weak: '放宽到允许弱密钥和弱算法后，{protocol} 握手成功；服务器选择了 {cipher}',
        'small-group': '服务器的 Diffie-Hellman 参数过小，本客户端不接受（{code}）；不限制大小时 {protocol} 握手成功',
        'unsafe-renegotiation': '服务器不支持本客户端要求的安全重新协商（RFC 5746，{code}）；不作此要求时 {protocol} 握手成功',
        'beyond-clients': '面对一个包含历来所有算法的 ClientHello，它以 {protocol} 和 {cipher} 应答，当前的客户端都已不支持',
      },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['reset', 'closed', 'protocol-version', 'alert', 'failed'].map((finding) => `network/tls-handshake#${finding}`),
  controls: tlsExperiments,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    const { handshake, legacy, everySuite } = facts;
    if (fault === 'unsettled' || fault === 'packet-size') return open('unsettled', {}, ['handshake']);
    if (fault !== 'outdated') return ruledOut(fault, {}, ['legacy']);
    if (legacy?.outcome !== 'completed') {
      return everySuite?.outcome === 'answered' ? confirmed('beyond-clients', { protocol: everySuite.version, cipher: everySuite.cipher }, ['handshake', 'legacy', 'everySuite']) : open('unsettled', {}, ['legacy']);
    }
    const { protocol, cipher } = legacy;
    const code = handshake === undefined || handshake.outcome === 'completed' ? '' : handshake.code ?? '';
    const reason = refusals[code] ?? (protocol === 'TLSv1.2' ? 'weak' : 'version');
    return confirmed(reason, { protocol, cipher, code }, ['handshake', 'legacy']);
  },
  remedies: [
    defineRemedy({
      id: 'network/enable-current-tls',
      audience: 'operator',
      text: {
        en: { title: 'Enable TLS 1.2 and 1.3 on the server', steps: ['nginx: ssl_protocols TLSv1.2 TLSv1.3;', 'Apache: SSLProtocol -all +TLSv1.2 +TLSv1.3', 'Use a key of at least 2,048 bits (RSA) or P-256, and a TLS library that still gets updates.'] },
        'zh-CN': { title: '在服务器上启用 TLS 1.2 和 1.3', steps: ['nginx：ssl_protocols TLSv1.2 TLSv1.3;', 'Apache：SSLProtocol -all +TLSv1.2 +TLSv1.3', '使用至少 2048 位的 RSA 或 P-256 密钥，以及仍在维护的 TLS 库。'] },
      },
    }),
  ],
});
