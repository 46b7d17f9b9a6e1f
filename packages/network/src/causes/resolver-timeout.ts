import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOrHost } from '../connection/way.ts';
import { raceOf } from '../dns/doubted-answer.ts';
import { listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** The name servers do not answer: down, out of reach, or their port 53 is blocked. */
export const resolverTimeout: Cause = defineCause({
  id: 'network/resolver-timeout',
  owner: 'network',
  layer: 'name',
  order: 5,
  scope: 'network',
  suspectedBy: ['network/name-resolution#timed-out', 'network/name-resolution#unreachable', 'network/name-resolution#temporary-failure', 'network/name-resolution#not-found'],
  text: {
    en: {
      title: 'The name server {resolver} does not answer',
      unknown: { resolver: '' },
      about: 'Questions to the configured name server stay unanswered: it is down, its address is wrong, or something on the way drops DNS.',
      confirmed: {
        'only-own': '{resolver} did not answer ({code}), while {others} did',
        nobody: 'Neither {resolver} ({code}) nor {others} answered: this machine is offline, or its network lets no DNS through',
        'answered-by-another': '{resolver} was asked, and {from} answered in its place: no client may take such an answer (RFC 5452 §9.1). The server has several addresses and answers from the wrong one, or something on the way rewrites addresses',
        own: '{resolver} did not answer ({code}). No other name server was asked; name one in controls.resolvers to tell a dead server from a network that blocks DNS',
      },
      ruledOut: {
        answers: 'The name server {resolver} answers about {host} when it is asked directly ({code})',
        unreadable: 'What {resolver} sends about {host} is no DNS answer, but it does send something',
      },
      open: { 'nobody-asked': 'This machine names no name server that could be asked about {host}' },
    },
    'zh-CN': {
      title: '域名服务器 {resolver} 没有应答',
      unknown: { resolver: '' },
      about: '向所配置的域名服务器发出的查询得不到应答：服务器宕机、地址有误，或途中的设备丢弃了 DNS 报文。',
      confirmed: {
        'only-own': '{resolver} 没有应答（{code}），而 {others} 有应答',
        nobody: '{resolver}（{code}）与 {others} 均无应答：本机未联网，或所在网络不放行 DNS',
        'answered-by-another': '询问的是 {resolver}，作答的却是 {from}：任何客户端都不得采信这样的应答（RFC 5452 §9.1）。该服务器有多个地址而从错误的地址作答，或途中的设备改写了地址',
        own: '{resolver} 没有应答（{code}）。没有询问其他域名服务器；请在 controls.resolvers 中指定一个，以区分服务器宕机与网络屏蔽 DNS',
      },
      ruledOut: {
        answers: '直接询问时，域名服务器 {resolver} 就 {host} 作了应答（{code}）',
        unreadable: '{resolver} 就 {host} 返回的内容不是 DNS 应答，但确有回应',
      },
      open: { 'nobody-asked': '本机没有配置可以询问 {host} 的域名服务器' },
    },
  },
  controls: (suspicion) => ({ ...secondOpinion(suspicion), race: raceOf(endpointOrHost(suspicion)) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    if (own === undefined) return open('nobody-asked', { host }, witness);
    const { resolver, code, outcome } = own;
    if (outcome === 'malformed') return ruledOut('unreadable', { host, resolver }, witness);
    // An address or URL that can't be asked says nothing about a server.
    const silent = outcome === 'timed-out' || outcome === 'unreachable' && code !== 'RESOLVER_INVALID';
    if (!silent) return outcome === 'unreachable' ? open('nobody-asked', { host }, witness) : ruledOut('answers', { host, resolver, code }, witness);
    const stranger = facts.race?.outcome === 'asked' ? facts.race.answers.flatMap(({ heard = [] }) => heard).find((answer) => answer.from !== undefined) : undefined;
    if (stranger?.from !== undefined) return confirmed('answered-by-another', { resolver, from: stranger.from, other: others.resolved[0] ?? '' }, [...witness, 'race']);
    if (others.heard.length > 0) return confirmed('only-own', { resolver, code, others: listed(others.heard), other: others.resolved[0] ?? '' }, witness);
    return others.asked.length > 0 ? confirmed('nobody', { resolver, code, others: listed(others.asked) }, witness) : confirmed('own', { resolver, code }, witness, 'likely');
  },
  remedies: [
    useAnotherResolver,
    useEncryptedResolver,
    defineRemedy({
      id: 'network/reach-resolver',
      audience: 'you',
      applies: ({ other }) => other === undefined || other === '',
      text: {
        en: { title: 'Get an answer from a name server', steps: ['Check that this machine is connected, and that a VPN that has ended did not leave {resolver} behind as its name server.', 'Ask whoever runs the network whether UDP and TCP port 53 to {resolver} is let through.'] },
        'zh-CN': { title: '恢复域名服务器的应答', steps: ['请确认本机已联网，且已断开的 VPN 没有把 {resolver} 遗留为域名服务器。', '请询问网络管理员是否放行到 {resolver} 的 UDP 与 TCP 53 端口。'] },
      },
    }),
  ],
});
