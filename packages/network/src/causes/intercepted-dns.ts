import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { behindTheName, denialSymptoms, doubts, hadNameResolved, misleadingSymptoms, readDoubt, shares, shown, told } from '../dns/doubted-answer.ts';
import { useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** Whichever server is asked at port 53, one box answers: all that are asked in the clear lie alike, the others don't. */
export const interceptedDns: Cause = defineCause({
  id: 'network/intercepted-dns',
  owner: 'network',
  layer: 'name',
  order: 7,
  scope: 'network',
  suspectedBy: [...denialSymptoms, ...misleadingSymptoms],
  text: {
    en: {
      title: 'Port 53 is intercepted: whichever name server is asked, something on the way answers',
      about: 'Name servers that have nothing to do with each other give the same wrong answer in the clear, while those that are asked over TLS or HTTPS say otherwise. Naming another server does not help: the network answers in its place.',
      confirmed: {
        denies: '{resolver} and {plain} deny {host} alike; {encrypted}, which can not be intercepted, resolves it',
        'leads-elsewhere': '{resolver} and {plain} lead {host} to {addresses} alike; {encrypted}, which can not be intercepted, to {found}, and {proved} shows a valid certificate for the name while {addresses} does not',
      },
      ruledOut: {
        'encrypted-agree': '{encrypted} says the same about {host} as the name servers that are asked in the clear',
        'plain-differ': '{plain} says otherwise about {host} than {resolver}, and was asked in the clear too',
        'not-resolved-here': '{host} does not resolve here for another reason than a denial',
      },
      open: {
        'no-encrypted-control': 'No resolver that can\'t be intercepted answered about {host}: name one by https:// or tls:// in controls.resolvers',
        'no-plain-control': 'No other name server answered about {host} in the clear: name one by its address in controls.resolvers',
        'not-proved': '{encrypted} leads {host} to other addresses than the name servers that are asked in the clear, and none of them could be proved to be right: different addresses are usual where a service runs in many places',
      },
    },
    'zh-CN': {
      title: '53 端口被劫持：无论询问哪台域名服务器，都由途中的设备应答',
      about: '彼此无关的多台域名服务器在明文查询时给出同样的错误应答，而通过 TLS 或 HTTPS 询问的服务器结论不同。换一台服务器也没有用：网络会代它应答。',
      confirmed: {
        denies: '{resolver} 与 {plain} 同样否认 {host}，而无法被劫持的 {encrypted} 能够解析',
        'leads-elsewhere': '{resolver} 与 {plain} 同样把 {host} 指向 {addresses}，而无法被劫持的 {encrypted} 指向 {found}；{proved} 出示了该域名的有效证书，{addresses} 则没有',
      },
      ruledOut: {
        'encrypted-agree': '{encrypted} 就 {host} 的结论与明文查询的域名服务器相同',
        'plain-differ': '{plain} 同样是明文查询，就 {host} 的结论却与 {resolver} 不同',
        'not-resolved-here': '{host} 在此处无法解析，但原因并非被否认',
      },
      open: {
        'no-encrypted-control': '没有无法被劫持的解析器就 {host} 作答：请在 controls.resolvers 中以 https:// 或 tls:// 指定一个',
        'no-plain-control': '没有其他域名服务器在明文查询中就 {host} 作答：请在 controls.resolvers 中以地址指定一个',
        'not-proved': '{encrypted} 给出的 {host} 地址与明文查询的不同，但无法证明哪一个正确：服务多地部署时，地址不同属于正常现象',
      },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: doubts,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { host, resolver, addresses, plain, encrypted, provedElsewhere, provedHere } = doubt;
    const encryptedNames = [...encrypted.found, ...encrypted.denying].map((answer) => answer.resolver).join(', ');
    const witness = doubt.witness.filter((name) => name === 'resolution' || name === 'race' || name === 'reference');
    if (encrypted.found.length + encrypted.denying.length === 0) return open('no-encrypted-control', { host }, witness);
    const other = encrypted.found[0]?.resolver ?? '';
    const denied = addresses.length === 0;
    const own = facts.race?.outcome === 'asked' ? facts.race.answers : [];
    if (denied && !own.some(({ outcome }) => outcome === 'nxdomain' || outcome === 'no-address')) return ruledOut('not-resolved-here', { host }, witness);
    const [alike, unlike] = denied ? [plain.denying, plain.found] : [plain.found.filter((answer) => shares(doubt, answer)), plain.found.filter((answer) => !shares(doubt, answer))];
    if (unlike.length > 0) return ruledOut('plain-differ', { host, resolver, plain: unlike.map((answer) => answer.resolver).join(', ') }, witness);
    if (alike.length === 0) return open('no-plain-control', { host }, witness);
    const agreeing = denied ? encrypted.denying.length > 0 : encrypted.found.some((answer) => shares(doubt, answer));
    if (agreeing || encrypted.found.length === 0) return ruledOut('encrypted-agree', { host, encrypted: encryptedNames }, witness);
    const params = { host, resolver, plain: alike.map((answer) => answer.resolver).join(', '), encrypted: encrypted.found.map((answer) => answer.resolver).join(', '), other };
    if (denied) return confirmed('denies', params, witness);
    if (provedElsewhere === undefined || provedHere) return open('not-proved', { host, encrypted: encryptedNames }, witness);
    return confirmed('leads-elsewhere', { ...params, addresses: shown(addresses), found: told(encrypted.found), proved: provedElsewhere }, [...witness, 'proof']);
  },
  remedies: [
    useEncryptedResolver,
    defineRemedy({
      id: 'network/ask-about-interception',
      audience: 'operator',
      text: {
        en: { title: 'Let {host} through', steps: ['Whoever runs the network (company, hotel, provider, a "protection" in the router) answers DNS itself and changes what is said about {host}: ask for an exception, with this report.'] },
        'zh-CN': { title: '放行 {host}', steps: ['网络的管理者（企业、酒店、运营商，或路由器中的“安全防护”）自行应答 DNS，并改写了关于 {host} 的结果：请附上本报告申请放行。'] },
      },
    }),
  ],
});
