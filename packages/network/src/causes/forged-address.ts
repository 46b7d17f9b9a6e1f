import { defineCause, type Cause } from '@culprit/core';
import { behindTheName, believed, doubts, hadNameResolved, misleadingSymptoms, readDoubt, shares, shown, told } from '../dns/doubted-answer.ts';
import { specialPurpose, type SpecialPurpose } from '../dns/special-purpose.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** Purposes that filters answer with in place of an address. A private address may be right, in a company network. */
const sinks: ReadonlySet<SpecialPurpose> = new Set(['this-host', 'loopback', 'documentation', 'discard', 'multicast', 'reserved', 'protocol', 'transition']);

/** The own name server leads to another address than everybody else, and a certificate tells that it is the wrong one. */
export const forgedAddress: Cause = defineCause({
  id: 'network/forged-address',
  owner: 'network',
  layer: 'name',
  order: 12,
  scope: 'endpoint',
  suspectedBy: misleadingSymptoms,
  text: {
    en: {
      title: '{resolver} leads {host} to {addresses}, where it is not',
      unknown: { addresses: 'another address' },
      about: 'The answer of the name server in use leads to a wrong address: it filters names, was given forged answers, or keeps an outdated one.',
      confirmed: {
        'proved-elsewhere': '{resolver} says {addresses}, {others}. {proved} shows a valid certificate for {host}, and {addresses} does not',
        sink: '{resolver} says {addresses}, an address that no service has ({purpose}), while others say otherwise: {others}. So do filters answer for names that they block',
        'answers-elsewhere': '{resolver} says {addresses}, where no connection can be made; {others}, and {connected} takes the connection. A service that runs in many places may be down in one of them alone: without TLS no certificate can tell',
      },
      ruledOut: {
        agree: '{others} gives the same address',
        'proved-here': '{addresses} shows a valid certificate for {host}: the answer is right, whatever others say',
        'hosts-file': 'The address comes from the hosts file, and not from a name server',
        'made-up': 'Every name gets an address of {range} here: a proxy makes them up, and there is nothing to compare',
        injected: 'Two answers came to one question: it is not {resolver} that says so',
        intercepted: 'Other name servers that are asked in the clear say the same: it is not {resolver} alone',
        'denied-elsewhere': 'Others do not know {host} at all: there is no other address',
      },
      open: {
        'no-control': 'No other resolver answered about {host}: name one in controls.resolvers, best by https://, and run without --offline',
        'different-addresses': 'Others give other addresses ({others}), which is usual where a service runs in many places; no certificate could tell which is right',
        'split-horizon': 'Here {host} has the private address {addresses}, elsewhere public ones ({others}). In a company network or VPN that is usual: whoever runs it can tell, or a connection to {addresses} that succeeds',
      },
    },
    'zh-CN': {
      title: '{resolver} 把 {host} 指向 {addresses}，而服务并不在那里',
      unknown: { addresses: '别的地址' },
      about: '所用的域名服务器给出了错误的地址：它可能在过滤域名、收到了伪造的应答，或保留着过期的记录。',
      confirmed: {
        'proved-elsewhere': '{resolver} 给出 {addresses}，{others}。{proved} 出示了 {host} 的有效证书，{addresses} 则没有',
        sink: '{resolver} 给出 {addresses}，这不是任何服务会使用的地址（{purpose}），而其他解析器的结果不同：{others}。过滤程序对被屏蔽的域名正是这样应答',
        'answers-elsewhere': '{resolver} 给出 {addresses}，无法与其建立连接；{others}，而 {connected} 接受连接。服务多地部署时也可能只是其中一处故障：没有 TLS，无法用证书判断',
      },
      ruledOut: {
        agree: '{others} 给出的地址相同',
        'proved-here': '{addresses} 出示了 {host} 的有效证书：无论其他解析器怎么说，该应答是正确的',
        'hosts-file': '该地址来自 hosts 文件，而非域名服务器',
        'made-up': '此处每个域名都得到 {range} 内的地址：由代理程序虚构，无从比较',
        injected: '一次查询收到两个应答：并非 {resolver} 所说',
        intercepted: '其他明文查询的域名服务器结论相同：不只是 {resolver} 如此',
        'denied-elsewhere': '其他解析器根本不认识 {host}，不存在另一个地址',
      },
      open: {
        'no-control': '没有其他解析器就 {host} 作答：请在 controls.resolvers 中指定一个（最好是 https://），并且不要使用 --offline',
        'different-addresses': '其他解析器给出别的地址（{others}）。服务多地部署时这属于正常现象，也没有证书能说明哪个正确',
        'split-horizon': '{host} 在此处为私有地址 {addresses}，在别处为公网地址（{others}）。在企业网络或 VPN 中这很常见：可询问网络管理员，若能连上 {addresses} 也可证明',
      },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: doubts,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { host, resolver, synthesis, provedElsewhere, encrypted, plain } = doubt;
    const { found, denying } = believed(doubt);
    const witness = doubt.witness.filter((name) => name === 'resolution' || name === 'reference');
    const addresses = shown(doubt.addresses);
    if (doubt.addresses.length === 0) return open('no-control', { host }, witness);
    if (synthesis?.kind === 'fake-ip') return ruledOut('made-up', { range: synthesis.range }, ['canary']);
    if (doubt.lines.length > 0) return ruledOut('hosts-file', {}, ['hosts']);
    if (doubt.race !== undefined) return ruledOut('injected', { resolver }, ['race']);
    if (found.length === 0) return denying.length > 0 ? ruledOut('denied-elsewhere', { host }, witness) : open('no-control', { host }, witness);
    const same = found.filter((answer) => shares(doubt, answer));
    if (same.length > 0) return ruledOut('agree', { others: same.map((answer) => answer.resolver).join(', ') }, witness);
    if (doubt.provedHere) return ruledOut('proved-here', { host, addresses }, ['proof']);
    if (encrypted.found.length > 0 && plain.found.some((answer) => shares(doubt, answer)) && provedElsewhere !== undefined) return ruledOut('intercepted', { resolver }, witness);
    const params = { host, resolver, addresses, others: told(found), other: found[0]?.resolver ?? '' };
    if (provedElsewhere !== undefined) return confirmed('proved-elsewhere', { ...params, proved: provedElsewhere }, [...witness, 'proof']);
    const purposes = doubt.addresses.map(specialPurpose);
    const publicly = found.some((answer) => answer.addresses.some(({ address }) => specialPurpose(address) === undefined));
    const [purpose] = purposes;
    if (publicly && purpose !== undefined && purposes.every((one) => one !== undefined && sinks.has(one))) {
      return confirmed('sink', { ...params, purpose }, witness, encrypted.found.length > 0 ? 'certain' : 'likely');
    }
    if (publicly && purposes.every((one) => one !== undefined)) return open('split-horizon', { host, addresses, others: params.others }, witness);
    const { connectedElsewhere } = doubt;
    if (connectedElsewhere !== undefined) return confirmed('answers-elsewhere', { ...params, connected: connectedElsewhere }, [...witness, 'proof'], 'likely');
    return open('different-addresses', { others: params.others }, witness);
  },
  remedies: [useEncryptedResolver, useAnotherResolver],
});
