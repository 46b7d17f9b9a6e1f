import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** Something answers in place of DNS: another service at the port, a broken forwarder, or a box that rewrites answers. */
export const malformedDnsAnswer: Cause = defineCause({
  id: 'network/malformed-dns-answer',
  owner: 'network',
  layer: 'name',
  order: 10,
  scope: 'network',
  suspectedBy: ['network/name-resolution#malformed', 'network/name-resolution#temporary-failure'],
  text: {
    en: {
      title: 'What the name server {resolver} sends is no DNS answer',
      about: 'Something answers at the address of the name server, but not with messages by RFC 1035: another service has the port, a forwarder is broken, or a box on the way spoils the answers.',
      confirmed: {
        'only-own': 'What {resolver} sent could not be read, while {others} answered properly',
        'all-alike': 'What {resolver} sent could not be read, and neither could what {others} sent: something on the way spoils DNS answers',
        own: 'What {resolver} sent could not be read. No other name server answered or was asked; name one in controls.resolvers to tell a broken server from a network that spoils its answers',
      },
      ruledOut: { readable: 'The name server {resolver} can be read when it is asked directly, or does not answer at all ({code})' },
      open: { 'nobody-asked': 'No name server could be asked about {host} directly' },
    },
    'zh-CN': {
      title: '域名服务器 {resolver} 返回的内容不是 DNS 应答',
      about: '域名服务器的地址上有回应，但不是符合 RFC 1035 的报文：端口被其他服务占用、转发程序出错，或途中的设备破坏了应答。',
      confirmed: {
        'only-own': '{resolver} 返回的内容无法解读，而 {others} 应答正常',
        'all-alike': '{resolver} 返回的内容无法解读，{others} 也一样：途中有设备破坏了 DNS 应答',
        own: '{resolver} 返回的内容无法解读。没有其他域名服务器作答或可供查询；请在 controls.resolvers 中指定一个，以区分服务器故障与网络破坏应答',
      },
      ruledOut: { readable: '直接询问时，域名服务器 {resolver} 的应答可以解读，或根本没有应答（{code}）' },
      open: { 'nobody-asked': '没有可以直接询问 {host} 的域名服务器' },
    },
  },
  controls: secondOpinion,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    if (own === undefined) return open('nobody-asked', { host }, witness);
    const { resolver, code } = own;
    if (own.outcome !== 'malformed') return ruledOut('readable', { resolver, code }, witness);
    const params = { resolver, host, other: others.resolved[0] ?? '' };
    if (others.heard.length > 0) return confirmed('only-own', { ...params, others: listed(others.heard) }, witness);
    return others.malformed.length > 0 ? confirmed('all-alike', { ...params, others: listed(others.malformed) }, witness, 'likely') : confirmed('own', params, witness, 'likely');
  },
  remedies: [
    useAnotherResolver,
    useEncryptedResolver,
    defineRemedy({
      id: 'network/repair-resolver',
      audience: 'operator',
      text: {
        en: { title: 'Repair the name server {resolver}', steps: ['See what it answers: dig {host} @<address> -p <port>. If no name server runs there, correct the address; if one does, look into its log and at the box in front of it.'] },
        'zh-CN': { title: '修复域名服务器 {resolver}', steps: ['查看它的应答：dig {host} @<地址> -p <端口>。若该处没有域名服务器，请更正地址；若有，请检查其日志以及前面的设备。'] },
      },
    }),
  ],
});
