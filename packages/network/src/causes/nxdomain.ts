import { defineCause, type Cause } from '@culprit/core';
import { areIndependent, listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { correctHostName } from '../remedies/correct-host-name.ts';
import { repairAlias } from '../remedies/repair-alias.ts';
import { isSchemeName } from './scheme-as-host.ts';

/** RFC 1035 §4.1.1, RCODE 3; RFC 8020: nothing exists below either. */
export const nxdomain: Cause = defineCause({
  id: 'network/nxdomain',
  owner: 'machine',
  layer: 'name',
  order: 20,
  scope: 'endpoint',
  suspectedBy: ['network/name-resolution#nxdomain', 'network/name-resolution#not-found'],
  text: {
    en: {
      title: 'The name {host} does not exist',
      unknown: { host: '' },
      about: 'No name server knows such a name: it is misspelt, was never registered, has lapsed, or exists only inside another network.',
      confirmed: {
        everywhere: 'The name server in use said NXDOMAIN, and {others} said the same',
        'everywhere-in-clear': 'The name server in use said NXDOMAIN, and {others} said the same. All were asked in the clear, though, where one box on the way can answer for all of them: name a resolver that is asked by https:// or tls:// in controls.resolvers to be certain',
        'others-only': '{others} said NXDOMAIN; the name server in use gave no answer of its own',
        'others-only-in-clear': '{others} said NXDOMAIN; the name server in use gave no answer of its own. The question went in the clear, though, where a box on the way can answer it: name a resolver that is asked by https:// or tls:// in controls.resolvers to be certain',
        'dangling-alias': '{host} is an alias that leads to {alias}, and that name does not exist ({resolver})',
        'one-resolver': 'The name server {resolver} says NXDOMAIN. No other one answered or was asked; name one in controls.resolvers to be certain',
      },
      ruledOut: {
        'scheme-as-host': '"{host}" is the beginning of a URL that was written twice, and not a name that anybody meant',
        'exists-elsewhere': '{others} can resolve {host}: the name exists',
        'known-elsewhere': '{others} knew {host}; it only has no address',
        exists: 'The name server {resolver} knows {host}; it only has no address',
        resolves: 'The name server {resolver} resolves {host} when it is asked directly',
      },
      open: {
        disagreement: '{others} knew {host}, without an address, and {resolver} did not: compare again with another resolver in controls.resolvers',
        'nobody-answered': 'No name server could be asked about {host}: name one that answers, in controls.resolvers or in the route of the target',
      },
    },
    'zh-CN': {
      title: '域名 {host} 不存在',
      unknown: { host: '' },
      about: '没有任何域名服务器认识这个名字：可能是拼写错误、从未注册、已经过期，或只存在于另一个网络内部。',
      confirmed: {
        everywhere: '所用的域名服务器返回 NXDOMAIN，{others} 的结论相同',
        'everywhere-in-clear': '所用的域名服务器返回 NXDOMAIN，{others} 的结论相同。不过查询均为明文，途中的一台设备就能代替它们全部作答：如需完全确定，请在 controls.resolvers 中指定一个以 https:// 或 tls:// 访问的解析器',
        'others-only': '{others} 返回 NXDOMAIN；所用的域名服务器自身没有作答',
        'others-only-in-clear': '{others} 返回 NXDOMAIN；所用的域名服务器自身没有作答。不过查询为明文，途中的设备可以代为作答：如需完全确定，请在 controls.resolvers 中指定一个以 https:// 或 tls:// 访问的解析器',
        'dangling-alias': '{host} 是指向 {alias} 的别名，而后者并不存在（{resolver}）',
        'one-resolver': '域名服务器 {resolver} 返回 NXDOMAIN。没有其他服务器作答或可供查询；如需完全确定，请在 controls.resolvers 中指定一个',
      },
      ruledOut: {
        'scheme-as-host': '“{host}”只是网址中多写的一个协议名，并不是要访问的域名',
        'exists-elsewhere': '{others} 能解析 {host}，说明域名存在',
        'known-elsewhere': '{others} 认识 {host}，只是没有地址',
        exists: '域名服务器 {resolver} 认识 {host}，只是没有地址',
        resolves: '直接询问时，域名服务器 {resolver} 能解析 {host}',
      },
      open: {
        disagreement: '{others} 认识 {host}（但无地址），而 {resolver} 不认识：请在 controls.resolvers 中再指定一个服务器加以比较',
        'nobody-answered': '没有可以询问 {host} 的域名服务器：请在 controls.resolvers 或目标的 route 中指定一个可用的服务器',
      },
    },
  },
  controls: secondOpinion,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    if (isSchemeName(host)) return ruledOut('scheme-as-host', { host }, witness);
    if (others.resolved.length > 0) return ruledOut('exists-elsewhere', { host, others: listed(others.resolved) }, witness);
    if (own?.outcome === 'no-address') return ruledOut('exists', { host, resolver: own.resolver }, witness);
    if (own?.outcome === 'resolved') return ruledOut('resolves', { host, resolver: own.resolver }, witness);
    const knowing = listed(others['no-address']);
    if (knowing !== '') return own === undefined ? ruledOut('known-elsewhere', { host, others: knowing }, witness) : open('disagreement', { host, resolver: own.resolver, others: knowing }, witness);
    const agreed = { host, others: listed(others.nxdomain) };
    const independent = areIndependent(others.nxdomain);
    if (own?.outcome !== 'nxdomain') {
      if (agreed.others === '') return open('nobody-answered', { host }, witness);
      return independent ? confirmed('others-only', agreed, witness) : confirmed('others-only-in-clear', agreed, witness, 'likely');
    }
    const { resolver } = own;
    const alias = own.canonicalNames.at(-1);
    if (alias !== undefined) return confirmed('dangling-alias', { host, alias, resolver }, witness, agreed.others !== '' && independent ? 'certain' : 'likely');
    if (agreed.others === '') return confirmed('one-resolver', { host, resolver }, witness, 'likely');
    return independent ? confirmed('everywhere', agreed, witness) : confirmed('everywhere-in-clear', agreed, witness, 'likely');
  },
  remedies: [
    correctHostName,
    repairAlias,
  ],
});
