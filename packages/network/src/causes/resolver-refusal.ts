import { defineCause, type Cause } from '@culprit/core';
import { listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** REFUSED (RFC 1035 §4.1.1, RCODE 5): the server will not, as a matter of policy. */
export const resolverRefusal: Cause = defineCause({
  id: 'network/resolver-refusal',
  owner: 'network',
  layer: 'name',
  order: 10,
  scope: 'endpoint',
  suspectedBy: ['network/name-resolution#refused', 'network/name-resolution#temporary-failure'],
  text: {
    en: {
      title: 'The name server {resolver} refuses to look {host} up',
      unknown: { resolver: '' },
      about: 'The name server does not serve this client, or not this name: it answers only its own network, only its own zones, or blocks the name.',
      confirmed: {
        'this-resolver': '{resolver} answered REFUSED, while {others} resolved {host}',
        refused: '{resolver} answers REFUSED',
      },
      ruledOut: { 'not-refused': 'The name server {resolver} does not answer REFUSED ({code})' },
      open: { 'nobody-asked': 'No name server could be asked about {host} directly' },
    },
    'zh-CN': {
      title: '域名服务器 {resolver} 拒绝查询 {host}',
      unknown: { resolver: '' },
      about: '该域名服务器不为此客户端或此域名服务：它只应答自己的网络、只负责自己的区域，或屏蔽了该域名。',
      confirmed: {
        'this-resolver': '{resolver} 返回 REFUSED，而 {others} 能解析 {host}',
        refused: '{resolver} 返回 REFUSED',
      },
      ruledOut: { 'not-refused': '域名服务器 {resolver} 返回的并非 REFUSED（{code}）' },
      open: { 'nobody-asked': '没有可以直接询问 {host} 的域名服务器' },
    },
  },
  controls: secondOpinion,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    if (own === undefined) return open('nobody-asked', { host }, witness);
    const { resolver, code } = own;
    if (own.outcome !== 'refused') return ruledOut('not-refused', { resolver, code }, witness);
    const [other = ''] = others.resolved;
    return other === '' ? confirmed('refused', { host, resolver }, witness) : confirmed('this-resolver', { host, resolver, other, others: listed(others.resolved) }, witness);
  },
  remedies: [useAnotherResolver, useEncryptedResolver],
});
