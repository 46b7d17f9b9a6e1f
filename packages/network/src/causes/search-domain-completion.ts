import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import { destinationOf } from '../connection/destination.ts';
import { endpointOrHost } from '../connection/way.ts';
import { behindTheName, type Doubts, doubts, hadNameResolved, misleadingSymptoms, readDoubt, shown } from '../dns/doubted-answer.ts';
import { canonicalAddress } from '../dns/name-scope.ts';
import { searchCompletion, type SearchCompletion } from '../facts/search-completion.ts';

type Controls = Doubts & { readonly completion: Request<SearchCompletion> };

/** getaddrinfo put a search domain behind the name, and it is another name's address that was used (resolv.conf(5), RFC 1535). */
export const searchDomainCompletion: Cause = defineCause({
  id: 'network/search-domain-completion',
  owner: 'machine',
  layer: 'name',
  order: 6,
  scope: 'endpoint',
  suspectedBy: [...misleadingSymptoms, 'network/resolver-agreement#found-only-on-this-machine'],
  text: {
    en: {
      title: '{host} was taken for {completed}',
      about: 'The name does not exist as it stands, so this machine put one of its search domains behind it, and that name has an address: the connection goes somewhere else than was meant.',
      confirmed: { completed: 'The name servers do not know {host}, but {completed} is {addresses}, the address that was used; "{domain}" stands in the search list of this machine' },
      ruledOut: {
        exists: '{host} has an address without any search domain',
        'not-completed': 'No search domain of this machine leads {host} to the address that was used',
        'asked-directly': 'The route names a resolver, and no search domain is used',
      },
      open: { 'no-control': 'No name server of this machine could be asked about {host} as it stands' },
    },
    'zh-CN': {
      title: '{host} 被当成了 {completed}',
      about: '该域名本身并不存在，本机便在其后补上搜索域，而补全后的域名有地址：连接去往了别处。',
      confirmed: { completed: '域名服务器不认识 {host}，但 {completed} 的地址正是所用的 {addresses}；“{domain}”在本机的搜索域列表中' },
      ruledOut: {
        exists: '{host} 不加搜索域也有地址',
        'not-completed': '本机的搜索域都不会把 {host} 引向所用的地址',
        'asked-directly': '已在 route 中指定解析器，不使用搜索域',
      },
      open: { 'no-control': '无法就 {host} 本身询问本机的域名服务器' },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: (suspicion): Controls => ({ ...doubts(suspicion), completion: searchCompletion.of({ host: destinationOf(endpointOrHost(suspicion)).host }) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { host, bySystem } = doubt;
    const { race, completion } = facts;
    if (race?.outcome !== 'asked' || completion === undefined) return open('no-control', { host }, race === undefined ? [] : ['race']);
    if (!bySystem) return ruledOut('asked-directly', {}, ['race']);
    if (race.answers.some(({ outcome }) => outcome === 'resolved')) return ruledOut('exists', { host }, ['race']);
    if (!race.answers.some(({ outcome }) => outcome === 'nxdomain' || outcome === 'no-address')) return open('no-control', { host }, ['race']);
    const hit = completion.tried.find(({ answer }) => answer.outcome === 'resolved' && answer.addresses.some(({ address }) => doubt.addresses.includes(canonicalAddress(address))));
    if (hit === undefined) return ruledOut('not-completed', { host }, ['race', 'completion']);
    return confirmed('completed', { host, completed: hit.name, domain: hit.name.slice(host.length + 1), addresses: shown(doubt.addresses) }, ['race', 'completion']);
  },
  remedies: [
    defineRemedy({
      id: 'network/write-name-in-full',
      audience: 'you',
      text: {
        en: { title: 'Write the name in full', steps: ['If {completed} is meant, write that name. If not, correct {host}: as it stands it does not exist.', 'With a dot at its end ("{host}.") a name is never completed. A wildcard record below {domain} makes every mistyped name resolve: take "{domain}" out of the search list ("search" in /etc/resolv.conf) where nobody needs it.'] },
        'zh-CN': { title: '写出完整的域名', steps: ['若要访问的是 {completed}，请写出该域名；否则请更正 {host}：它本身并不存在。', '域名末尾加点（“{host}.”）即不会被补全。{domain} 之下的泛解析会让任何输错的域名都能解析：若无需要，请从搜索域列表（/etc/resolv.conf 中的“search”）去掉“{domain}”。'] },
      },
    }),
  ],
});
