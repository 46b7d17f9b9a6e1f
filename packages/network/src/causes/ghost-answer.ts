import { defineCause, type Cause } from '@culprit/core';
import { behindTheName, believed, doubts, hadNameResolved, misleadingSymptoms, readDoubt, shown } from '../dns/doubted-answer.ts';
import { specialPurpose } from '../dns/special-purpose.ts';
import { correctHostName } from '../remedies/correct-host-name.ts';

/** The name resolves here although it does not exist: the name server puts an address in place of NXDOMAIN. */
export const ghostAnswer: Cause = defineCause({
  id: 'network/ghost-answer',
  owner: 'network',
  layer: 'name',
  order: 14,
  scope: 'endpoint',
  suspectedBy: [...misleadingSymptoms, 'network/resolver-agreement#found-only-here'],
  text: {
    en: {
      title: '{host} does not exist, yet {resolver} gives it the address {addresses}',
      about: 'The name server in use answers for names that nobody else knows: to lead mistyped names to a page of its own, to block a name, or because it keeps an answer that is long outdated.',
      confirmed: {
        'answers-anything': '{resolver} leads {host} to {addresses}, and the name {canary}, which can not exist, too',
        'only-here': '{resolver} leads {host} to {addresses}, while {others} say that it does not exist',
      },
      ruledOut: {
        'exists-elsewhere': '{others} can resolve {host} too',
        'hosts-file': 'The address comes from the hosts file, and not from a name server',
        'made-up': 'Every name gets an address of {range} here: a proxy makes them up, and knows itself which names exist',
        'proved-here': '{addresses} shows a valid certificate for {host}: the name exists inside this network',
        injected: 'Two answers came to one question: it is not {resolver} that says so',
      },
      open: {
        'no-control': 'No other resolver answered about {host}: name one in controls.resolvers, and run without --offline',
        'perhaps-internal': 'Only {resolver} knows {host}, at {addresses}. Names of a company network or VPN are known only there: whoever runs it can tell whether this is one',
      },
    },
    'zh-CN': {
      title: '{host} 并不存在，{resolver} 却给出了地址 {addresses}',
      about: '所用的域名服务器对别处都不认识的域名给出了地址：可能是把输错的域名引到自己的页面、屏蔽某个域名，或保留着早已过期的应答。',
      confirmed: {
        'answers-anything': '{resolver} 把 {host} 指向 {addresses}，对不可能存在的 {canary} 也是如此',
        'only-here': '{resolver} 把 {host} 指向 {addresses}，而 {others} 称该域名不存在',
      },
      ruledOut: {
        'exists-elsewhere': '{others} 也能解析 {host}',
        'hosts-file': '该地址来自 hosts 文件，而非域名服务器',
        'made-up': '此处每个域名都得到 {range} 内的地址：由代理程序虚构，域名是否存在由它判断',
        'proved-here': '{addresses} 出示了 {host} 的有效证书：该域名存在于本网络内部',
        injected: '一次查询收到两个应答：并非 {resolver} 所说',
      },
      open: {
        'no-control': '没有其他解析器就 {host} 作答：请在 controls.resolvers 中指定一个，并且不要使用 --offline',
        'perhaps-internal': '只有 {resolver} 认识 {host}（{addresses}）。企业网络或 VPN 的内部域名只在其内部可见：可向网络管理员确认',
      },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: doubts,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { host, resolver, synthesis, encrypted } = doubt;
    const { found, denying } = believed(doubt);
    const witness = doubt.witness.filter((name) => name === 'resolution' || name === 'reference');
    const addresses = shown(doubt.addresses);
    if (doubt.addresses.length === 0) return open('no-control', { host }, witness);
    if (synthesis?.kind === 'fake-ip') return ruledOut('made-up', { range: synthesis.range }, ['canary']);
    if (doubt.lines.length > 0) return ruledOut('hosts-file', {}, ['hosts']);
    if (found.length > 0) return ruledOut('exists-elsewhere', { host, others: found.map((answer) => answer.resolver).join(', ') }, witness);
    if (doubt.race !== undefined) return ruledOut('injected', { resolver }, ['race']);
    if (denying.length === 0) return open('no-control', { host }, witness);
    if (doubt.provedHere) return ruledOut('proved-here', { host, addresses }, ['proof']);
    const params = { host, resolver, addresses, others: denying.map((answer) => answer.resolver).join(', ') };
    if (synthesis?.kind === 'answers-anything') return confirmed('answers-anything', { ...params, canary: synthesis.canary }, [...witness, 'canary']);
    // Nobody else gives an address, so `proof` has nothing to try; what is private may well be meant.
    if (doubt.addresses.every((address) => specialPurpose(address) !== undefined)) return open('perhaps-internal', params, witness);
    return confirmed('only-here', params, witness, encrypted.denying.length > 0 ? 'certain' : 'likely');
  },
  remedies: [correctHostName],
});
