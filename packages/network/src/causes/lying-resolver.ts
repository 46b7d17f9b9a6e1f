import { defineCause, type Cause } from '@culprit/core';
import { listed, nameInQuestion, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { endpointOrHost } from '../connection/way.ts';
import { raceIn, raceOf } from '../dns/doubted-answer.ts';
import { isEncrypted } from '../dns/resolver-address.ts';
import { isSchemeName } from './scheme-as-host.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** A name server that denies a name which others resolve: filtering, a stale negative answer, or a split view. */
export const lyingResolver: Cause = defineCause({
  id: 'network/lying-resolver',
  owner: 'network',
  layer: 'name',
  order: 10,
  scope: 'endpoint',
  suspectedBy: ['network/name-resolution#nxdomain', 'network/name-resolution#not-found', 'network/name-resolution#no-address'],
  text: {
    en: {
      title: 'The name server {resolver} denies {host}, which exists',
      unknown: { resolver: '' },
      about: 'The name server in use says that a name does not exist, or has no address, while others resolve it. It filters names, keeps an outdated answer, or shows another view of the zone.',
      confirmed: {
        denied: '{resolver} said {code}, while {others} resolved {host}',
        'some-deny': '{resolver} said {code}. {others} resolved {host}, and {agreeing} did not',
      },
      ruledOut: {
        'scheme-as-host': '"{host}" is the beginning of a URL that was written twice, and not a name that anybody meant',
        agreed: '{others} said the same about {host}',
        resolves: '{resolver} resolves {host} when it is asked directly',
        injected: 'Two answers came to one question: it is not {resolver} that denies {host}',
        intercepted: '{plain}, asked in the clear too, denies {host} as well, while {others} can not be intercepted and resolves it: it is not {resolver} alone',
      },
      open: {
        'no-control': 'No other name server was asked about {host}: name one in controls.resolvers, and run without --offline',
        'nobody-answered': 'Neither the own name server nor another one answered about {host}',
      },
    },
    'zh-CN': {
      title: '{host} 存在，域名服务器 {resolver} 却予以否认',
      unknown: { resolver: '' },
      about: '正在使用的域名服务器声称某个名字不存在或没有地址，而其他服务器能够解析。它可能在过滤域名、保留了过期的应答，或提供了不同的区域视图。',
      confirmed: {
        denied: '{resolver} 返回 {code}，而 {others} 能解析 {host}',
        'some-deny': '{resolver} 返回 {code}。{others} 能解析 {host}，{agreeing} 则不能',
      },
      ruledOut: {
        'scheme-as-host': '“{host}”只是网址中多写的一个协议名，并不是要访问的域名',
        agreed: '{others} 对 {host} 的结论相同',
        resolves: '直接询问时，{resolver} 能解析 {host}',
        injected: '一次查询收到两个应答：否认 {host} 的并非 {resolver}',
        intercepted: '{plain} 同样是明文查询，也否认 {host}，而无法被劫持的 {others} 能够解析：不只是 {resolver} 如此',
      },
      open: {
        'no-control': '没有就 {host} 询问过其他域名服务器：请在 controls.resolvers 中指定一个，并且不要使用 --offline',
        'nobody-answered': '所用的域名服务器和其他服务器都没有就 {host} 作答',
      },
    },
  },
  controls: (suspicion) => ({ ...secondOpinion(suspicion), race: raceOf(endpointOrHost(suspicion)) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const { own, others, witness } = readOpinions(facts);
    if (isSchemeName(host)) return ruledOut('scheme-as-host', { host }, witness);
    if (own?.outcome === 'resolved') return ruledOut('resolves', { host, resolver: own.resolver }, witness);
    const agreeing = [...others.nxdomain, ...others['no-address']];
    const [other = ''] = others.resolved;
    if (other === '') return agreeing.length > 0 ? ruledOut('agreed', { host, others: listed(agreeing) }, witness) : open(own === undefined ? 'nobody-answered' : 'no-control', { host }, witness);
    if (own?.outcome !== 'nxdomain' && own?.outcome !== 'no-address') return open('nobody-answered', { host }, witness);
    if (facts.race?.outcome === 'asked' && raceIn(facts.race.answers) !== undefined) return ruledOut('injected', { host, resolver: own.resolver }, ['race']);
    const plain = agreeing.filter((resolver) => !isEncrypted(resolver));
    if (plain.length === agreeing.length && plain.length > 0 && others.resolved.every(isEncrypted)) return ruledOut('intercepted', { host, resolver: own.resolver, plain: listed(plain), others: listed(others.resolved) }, witness);
    const params = { host, resolver: own.resolver, other, code: own.outcome === 'nxdomain' ? 'NXDOMAIN' : 'NODATA', others: listed(others.resolved) };
    return agreeing.length > 0 ? confirmed('some-deny', { ...params, agreeing: listed(agreeing) }, witness, 'likely') : confirmed('denied', params, witness);
  },
  remedies: [useAnotherResolver, useEncryptedResolver],
});
