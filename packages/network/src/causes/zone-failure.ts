import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { areIndependent, listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';

/** SERVFAIL from every resolver: the zone's own servers, its delegation or its DNSSEC chain are broken. */
export const zoneFailure: Cause = defineCause({
  id: 'network/zone-failure',
  owner: 'service',
  layer: 'name',
  order: 20,
  scope: 'endpoint',
  suspectedBy: ['network/name-resolution#servfail', 'network/name-resolution#temporary-failure'],
  text: {
    en: {
      title: 'The zone of {host} can\'t be looked up by anyone',
      about: 'Several independent name servers fail for this name. The servers that its domain names are down, or its DNSSEC signatures do not hold.',
      confirmed: {
        everywhere: '{resolver} and {others} answered SERVFAIL alike',
        'everywhere-in-clear': '{resolver} and {others} answered SERVFAIL alike. All were asked in the clear, though, where one box on the way can answer for all of them: name a resolver that is asked by https:// or tls:// in controls.resolvers to be certain',
      },
      ruledOut: {
        'answers-elsewhere': '{others} could answer for {host}',
        answers: 'The name server {resolver} does not answer SERVFAIL about {host} ({code})',
      },
      open: { 'no-control': 'No other name server was heard about {host}: name one in controls.resolvers, and run without --offline' },
    },
    'zh-CN': {
      title: '任何人都无法查询 {host} 所在的区域',
      about: '多台相互独立的域名服务器都查询失败：该域名指定的权威服务器不可用，或其 DNSSEC 签名无效。',
      confirmed: {
        everywhere: '{resolver} 与 {others} 均返回 SERVFAIL',
        'everywhere-in-clear': '{resolver} 与 {others} 均返回 SERVFAIL。不过查询均为明文，途中的一台设备就能代替它们全部作答：如需完全确定，请在 controls.resolvers 中指定一个以 https:// 或 tls:// 访问的解析器',
      },
      ruledOut: {
        'answers-elsewhere': '{others} 能就 {host} 作答',
        answers: '域名服务器 {resolver} 就 {host} 返回的并非 SERVFAIL（{code}）',
      },
      open: { 'no-control': '没有其他域名服务器就 {host} 作答：请在 controls.resolvers 中指定一个，并且不要使用 --offline' },
    },
  },
  controls: secondOpinion,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    const answering = [...others.resolved, ...others['no-address'], ...others.nxdomain];
    if (answering.length > 0) return ruledOut('answers-elsewhere', { host, others: listed(answering) }, witness);
    if (own !== undefined && own.outcome !== 'servfail') return ruledOut('answers', { host, resolver: own.resolver, code: own.code }, witness);
    if (own === undefined || others.servfail.length === 0) return open('no-control', { host }, witness);
    const params = { host, resolver: own.resolver, others: listed(others.servfail) };
    return areIndependent(others.servfail) ? confirmed('everywhere', params, witness) : confirmed('everywhere-in-clear', params, witness, 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/repair-zone',
      audience: 'operator',
      text: {
        en: { title: 'Repair the zone of {host}', steps: ['Check that every name server that the parent zone lists answers for {host}.', 'If the zone is signed, check that its DS record matches its keys and that its signatures have not expired (RFC 4035).'] },
        'zh-CN': { title: '修复 {host} 所在的区域', steps: ['请确认上级区域列出的每台权威服务器都能就 {host} 作答。', '若区域启用了签名，请确认 DS 记录与密钥相符，且签名没有过期（RFC 4035）。'] },
      },
    }),
  ],
});
