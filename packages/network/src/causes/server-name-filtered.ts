import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { earlyReset, roundTrips } from './reset-timing.ts';
import { endpointOf, openBy, ruledOutBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

// A refused protocol ends in an alert.
const { 'filtered-name': _filtered, 'protocol-not-offered': _offered, ...others } = ruledOutBy.en;
const { 'filtered-name': _filteredZh, 'protocol-not-offered': _offeredZh, ...othersZh } = ruledOutBy['zh-CN'];

/** The name in the ClientHello is what gets the connection cut, not the address. */
export const serverNameFiltered: Cause = defineCause({
  id: 'network/server-name-filtered',
  owner: 'path',
  layer: 'tls',
  order: 15,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Connections that name {serverName} are cut off',
      about: 'The server name stands in the clear in the ClientHello (RFC 6066 §3). Something on the way, or before the server, reads it and resets, closes or drops the connection; the address itself is reachable.',
      confirmed: {
        reset: 'Handshakes that name {serverName} are reset, even with a small ClientHello; one that does not name it is answered in TLS at the same address',
        'reset-nearby': 'Handshakes that name {serverName} are reset after {resetMs} ms at most, while a packet to {address} and back takes {roundTripMs} ms: a device nearer than the server does it. One that does not name it is answered in TLS at the same address',
        'answered-otherwise': 'Handshakes that name {serverName} are answered with something that is not TLS: {excerpt}; one that does not name it is answered in TLS at the same address',
        closed: 'Handshakes that name {serverName} are closed, even with a small ClientHello; one that does not name it is answered in TLS at the same address',
        swallowed: 'Handshakes that name {serverName} get no answer, even with a small ClientHello; one that does not name it is answered in TLS at the same address',
      },
      ruledOut: others,
      open: openBy.en,
    },
    'zh-CN': {
      title: '带有 {serverName} 的连接会被切断',
      about: '服务器名称以明文写在 ClientHello 中（RFC 6066 §3）。途中或服务器之前的某个设备读取后，将连接重置、关闭或丢弃；地址本身是可达的。',
      confirmed: {
        reset: '带有 {serverName} 的握手会被重置，缩小 ClientHello 后依然如此；在同一地址上不带该名称，对端就以 TLS 应答',
        'reset-nearby': '带有 {serverName} 的握手在 {resetMs} 毫秒内就被重置，而数据包往返 {address} 需要 {roundTripMs} 毫秒：重置来自比服务器更近的设备；在同一地址上不带该名称，对端就以 TLS 应答',
        'answered-otherwise': '带有 {serverName} 的握手得到的应答不是 TLS：{excerpt}；在同一地址上不带该名称，对端就以 TLS 应答',
        closed: '带有 {serverName} 的握手会被关闭，缩小 ClientHello 后依然如此；在同一地址上不带该名称，对端就以 TLS 应答',
        swallowed: '带有 {serverName} 的握手得不到回应，缩小 ClientHello 后依然如此；在同一地址上不带该名称，对端就以 TLS 应答',
      },
      ruledOut: othersZh,
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#not-tls', 'network/tls-handshake#reset', 'network/tls-handshake#closed', 'network/tls-handshake#timed-out'],
  controls: (suspicion) => ({ ...tlsExperiments(suspicion), ...roundTrips(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = tlsFault(facts);
    if (fault === 'unsettled' || fault === 'protocol-not-offered' || facts.handshake === undefined) return open('unsettled', {}, ['handshake']);
    if (fault !== 'filtered-name') return ruledOut(fault, {}, ['otherName', 'classic']);
    const { outcome, serverName = endpointOf(suspicion).host } = facts.handshake;
    const otherName = facts.otherName?.serverName;
    if (outcome === 'not-tls') {
      const { excerpt = '' } = facts.handshake;
      return confirmed('answered-otherwise', { serverName, excerpt, ...(otherName === undefined ? {} : { otherName }) }, ['handshake', 'otherName']);
    }
    const early = earlyReset(facts);
    if (early !== undefined) return confirmed('reset-nearby', { ...early, serverName, ...(otherName === undefined ? {} : { otherName }) }, ['handshake', 'otherName', 'again', 'connection', 'sweep']);
    return confirmed(outcome === 'reset' || outcome === 'closed' ? outcome : 'swallowed', {
      serverName, ...(otherName === undefined ? {} : { otherName }),
    }, ['handshake', 'otherName', 'classic']);
  },
  remedies: [
    defineRemedy({
      id: 'network/take-another-way',
      audience: 'you',
      text: {
        en: { title: 'Have the name allowed, or take another way', steps: ['If the filter is your organisation\'s, ask for {serverName} to be allowed.', 'Otherwise reach the service through another network, or through a proxy that may be used for it (route: proxy), or by another host name that the service offers, such as a mirror.'] },
        'zh-CN': { title: '申请放行该域名，或换一条路径', steps: ['如果过滤来自所在单位，请申请放行 {serverName}。', '否则请换一个网络，或使用获准的代理（route: proxy），或改用服务提供的其他域名，例如镜像站。'] },
      },
    }),
  ],
});
