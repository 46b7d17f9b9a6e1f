import { defineCause, type Cause } from '@culprit/core';
import { askForRelease } from '../remedies/ask-for-release.ts';
import { markOf } from './refusal-experiments.ts';
import { endpointOf, openBy, tlsExperiments } from './tls-experiments.ts';

/** A filter that can't speak in the name of the service says so in clear, on the port where TLS was asked for. */
export const tlsBlockPage: Cause = defineCause({
  id: 'network/tls-block-page',
  owner: 'network',
  layer: 'tls',
  order: 9,
  scope: 'endpoint',
  text: {
    en: {
      title: 'A filter on the way answers with its block page in place of TLS',
      about: 'What came is no TLS and bears the mark of a filter that a company, a provider or a country has put into the way. Clients call it a wrong version number. The service may be well.',
      confirmed: {
        'every-name': 'Asked for TLS, {host} is answered in clear with the block page of {mark}; so it is with another server name',
        'this-name': 'Asked for TLS, {host} is answered in clear with the block page of {mark}; asked with another server name, the same address speaks TLS',
        'name-untried': 'Asked for TLS, {host} is answered in clear with the block page of {mark}; another server name could not be tried there',
      },
      ruledOut: { 'no-such-mark': 'What came bears no mark of a filter' },
      open: openBy.en,
    },
    'zh-CN': {
      title: '途中的过滤设备以明文拦截页面代替了 TLS',
      about: '收到的内容不是 TLS，而是带有企业、运营商或国家级过滤设备的标记；客户端会报告版本号错误。服务本身可能一切正常。',
      confirmed: {
        'every-name': '向 {host} 请求 TLS，得到的是 {mark} 的明文拦截页面；换用其他服务器名称也一样',
        'this-name': '向 {host} 请求 TLS，得到的是 {mark} 的明文拦截页面；换用其他服务器名称，同一地址则以 TLS 应答',
        'name-untried': '向 {host} 请求 TLS，得到的是 {mark} 的明文拦截页面；未能在该处换用其他服务器名称',
      },
      ruledOut: { 'no-such-mark': '收到的内容没有过滤设备的标记' },
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#not-tls'],
  supersedes: ({ id }) => id === 'network/not-tls' || id === 'network/server-name-filtered',
  controls: (suspicion) => {
    const { handshake, otherName } = tlsExperiments(suspicion);
    return { handshake, otherName };
  },
  judge: ({ suspicion, facts: { handshake, otherName }, confirmed, ruledOut, open }) => {
    if (handshake === undefined || handshake.outcome === 'completed') return open('unsettled', {}, []);
    if (handshake.refusal === undefined) return ruledOut('no-such-mark', {}, ['handshake']);
    const params = { host: handshake.serverName ?? endpointOf(suspicion).host, mark: markOf(handshake.refusal), by: handshake.refusal.by };
    if (otherName === undefined || otherName.address !== handshake.address) return confirmed('name-untried', params, ['handshake']);
    return confirmed(otherName.outcome === 'not-tls' ? 'every-name' : 'this-name', params, ['handshake', 'otherName']);
  },
  remedies: [askForRelease],
});
