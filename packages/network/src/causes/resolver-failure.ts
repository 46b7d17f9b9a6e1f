import { defineCause, type Cause } from '@culprit/core';
import { listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** SERVFAIL (RFC 1035 §4.1.1, RCODE 2) from this resolver alone. From all: `network/zone-failure`. */
export const resolverFailure: Cause = defineCause({
  id: 'network/resolver-failure',
  owner: 'network',
  layer: 'name',
  order: 10,
  scope: 'endpoint',
  suspectedBy: ['network/name-resolution#servfail', 'network/name-resolution#temporary-failure'],
  text: {
    en: {
      title: 'The name server {resolver} fails to look {host} up',
      unknown: { resolver: '' },
      about: 'The name server answers, but cannot do its work for this name: it does not reach the servers of the zone, or rejects what they say (DNSSEC).',
      confirmed: {
        'this-resolver': '{resolver} answers {code}, while {others} could answer for {host}',
        'one-resolver': '{resolver} answers {code}. No other name server answered or was asked; name one in controls.resolvers to see whose fault it is',
      },
      ruledOut: {
        'fails-everywhere': '{others} failed as well: it is not this name server',
        answers: 'The name server {resolver} answers about {host} when it is asked directly',
        'other-failure': 'The name server {resolver} does not fail, it says or does something else ({code})',
      },
      open: { 'nobody-asked': 'No name server could be asked about {host} directly' },
    },
    'zh-CN': {
      title: '域名服务器 {resolver} 查询 {host} 失败',
      unknown: { resolver: '' },
      about: '域名服务器有应答，却无法完成对该域名的查询：它联系不上该区域的权威服务器，或拒绝其应答（DNSSEC）。',
      confirmed: {
        'this-resolver': '{resolver} 返回 {code}，而 {others} 能就 {host} 作答',
        'one-resolver': '{resolver} 返回 {code}。没有其他域名服务器作答或可供查询；请在 controls.resolvers 中指定一个，以判断问题在谁',
      },
      ruledOut: {
        'fails-everywhere': '{others} 同样失败：问题不在这台域名服务器',
        answers: '直接询问时，域名服务器 {resolver} 能就 {host} 作答',
        'other-failure': '域名服务器 {resolver} 并非查询失败，而是另有情况（{code}）',
      },
      open: { 'nobody-asked': '没有可以直接询问 {host} 的域名服务器' },
    },
  },
  controls: secondOpinion,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    if (own === undefined) return open('nobody-asked', { host }, witness);
    const { resolver, code, outcome } = own;
    if (outcome === 'resolved' || outcome === 'nxdomain' || outcome === 'no-address') return ruledOut('answers', { host, resolver }, witness);
    if (outcome !== 'servfail') return ruledOut('other-failure', { resolver, code }, witness);
    const answering = [...others.resolved, ...others['no-address'], ...others.nxdomain];
    if (answering.length > 0) return confirmed('this-resolver', { host, resolver, code, others: listed(answering), other: others.resolved[0] ?? '' }, witness);
    if (others.servfail.length > 0) return ruledOut('fails-everywhere', { others: listed(others.servfail) }, witness);
    return confirmed('one-resolver', { host, resolver, code }, witness, 'likely');
  },
  remedies: [useAnotherResolver, useEncryptedResolver],
});
