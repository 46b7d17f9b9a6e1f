import { isIP } from 'node:net';
import { defineCheck, defineRemedy, optional, type Check, type Remedy } from '@culprit/core';
import { destinationOf, leavesNameToProxy, resolutionFor, wayOf } from '../connection/destination.ts';
import { synthesisOf } from '../dns/fake-ip.ts';
import { isPrivateAddress, isPrivateName } from '../dns/name-scope.ts';
import { otherResolvers } from '../dns/other-resolvers.ts';
import { caFor } from '../dns/resolver-address.ts';
import { answerProof } from '../facts/answer-proof.ts';
import { canaryResolution } from '../facts/canary-resolution.ts';
import { configuredResolution, type ConfiguredResolution, type ResolverAnswer } from '../facts/configured-resolution.ts';
import { referenceResolution } from '../facts/reference-resolution.ts';
import type { Address } from '../facts/name-resolution.ts';
import { host } from '../targets/host.ts';

/** For an answer that nobody else gives. */
const traceAnswer: Remedy = defineRemedy({
  id: 'network/trace-answer',
  audience: 'you',
  text: {
    en: {
      title: 'Find out where the address of {host} comes from',
      steps: [
        'Look {host} up in /etc/hosts (Windows: C:\\Windows\\System32\\drivers\\etc\\hosts), and remove a line that is no longer meant.',
        'See who answers: "resolvectl query {host}" names the source on systems with systemd-resolved, "dig {host}" asks the name server alone.',
        'If the name belongs to a company network or a VPN, all is as it should be: name a resolver of that network in controls.resolvers to compare with, or set the check "network/resolver-agreement" to "off" in the config.',
      ],
    },
    'zh-CN': {
      title: '查明 {host} 的地址从何而来',
      steps: [
        '请在 /etc/hosts（Windows：C:\\Windows\\System32\\drivers\\etc\\hosts）中查找 {host}，删除已不再需要的条目。',
        '确认由谁应答：在使用 systemd-resolved 的系统上，“resolvectl query {host}”会显示来源；“dig {host}”只询问域名服务器。',
        '若该域名属于企业内网或 VPN，则属正常：请在 controls.resolvers 中指定该网络的解析器用于比较，或在配置中将检查项 network/resolver-agreement 设为 off。',
      ],
    },
  },
});

/** For a name that some resolvers can't resolve. */
const makeNameServersAgree: Remedy = defineRemedy({
  id: 'network/make-name-servers-agree',
  audience: 'operator',
  text: {
    en: {
      title: 'Let every resolver find {host}',
      steps: [
        'SERVFAIL: the resolver may refuse the DNSSEC signatures of the zone; "delv {host} @1.1.1.1" says why.',
        'NXDOMAIN or NODATA: compare the serials of all name servers of the zone ("dig +nssearch" with its name). After a change, wait for the negative TTL of its SOA record.',
        'A resolver that filters (protection against malware, parental control) withholds names on purpose: ask its operator to list {host} no more.',
      ],
    },
    'zh-CN': {
      title: '让所有解析器都能解析 {host}',
      steps: [
        'SERVFAIL：解析器可能不接受该区域的 DNSSEC 签名，“delv {host} @1.1.1.1”会说明原因。',
        'NXDOMAIN 或 NODATA：用“dig +nssearch”加区域名比较该区域各域名服务器的序列号。若刚有变更，请等待 SOA 记录中的否定缓存时间过去。',
        '带过滤功能的解析器（防恶意软件、家长控制）会有意隐去某些域名：请联系其运营方解除对 {host} 的拦截。',
      ],
    },
  },
});

/** Whether other resolvers say the same about a name as the one in use. Private names are never asked about. */
export const resolverAgreement: Check = defineCheck({
  id: 'network/resolver-agreement',
  layer: 'name',
  target: host,
  depth: 'full',
  findings: {
    agree: { outcome: 'pass' },
    'differ-by-address': { outcome: 'pass' },
    'split-horizon': { outcome: 'pass' },
    'made-up': { outcome: 'not-applicable' },
    'private-here': { outcome: 'inconclusive', required: false },
    'denied-elsewhere': { outcome: 'fail', severity: 'minor', owner: 'service', remedy: makeNameServersAgree },
    'found-only-here': { outcome: 'fail', severity: 'minor', owner: 'network', remedy: traceAnswer },
    'found-only-on-this-machine': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: traceAnswer },
    'not-resolved': { outcome: 'not-applicable' },
    'internal-name': { outcome: 'not-applicable' },
    'not-compared': { outcome: 'inconclusive', required: false },
    'nobody-answered': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Agreement of resolvers',
      why: 'A name that only some resolvers know works for some people and fails for others.',
      findings: {
        agree: '{others} agree that {host} is {addresses}',
        'differ-by-address': '{host} is {addresses} here; {seen}. Different addresses are usual where a service runs in many places',
        'split-horizon': '{host} is {addresses} here and has other addresses elsewhere ({seen}); {proved} shows a valid certificate for it, so the answer is right in this network',
        'made-up': 'A proxy on this machine or its router gives every name an address of its own ({addresses} lies in {range}, as does the name {canary}, which can not exist): there is nothing to compare',
        'private-here': 'Not judged: {host} has a private address here ({addresses}) and public ones elsewhere ({seen}). In a company network that is usual, elsewhere the answer may be forged: whoever runs the network can tell',
        'denied-elsewhere': '{host} resolves here, but not everywhere: {denying} can not resolve it, {others} can. Clients that ask those do not get in',
        'found-only-here': '{host} resolves here ({addresses}), but no other resolver that answered knows it: {denying}',
        'found-only-on-this-machine': '{host} resolves on this machine alone ({addresses}): its own name server {own} does not know it either, nor do others ({denying})',
        'not-resolved': '{host} does not resolve here: see Name resolution',
        'internal-name': '{host} is a name of this network, and nobody outside is asked about it',
        'not-compared': 'Not compared: there is no other resolver that may be asked about {host}. Name one in controls.resolvers',
        'nobody-answered': 'Not compared: none of {others} answered about {host}. Name a resolver in controls.resolvers that can be reached from here',
      },
    },
    'zh-CN': {
      title: '解析器是否一致',
      why: '只有部分解析器认识的域名，有人能访问，有人不能。',
      findings: {
        agree: '{others} 的应答与此处一致：{host} 为 {addresses}',
        'differ-by-address': '{host} 在此处为 {addresses}；{seen}。服务多地部署时，地址不同属于正常现象',
        'split-horizon': '{host} 在此处为 {addresses}，在别处为其他地址（{seen}）；{proved} 出示了该域名的有效证书，可见该应答在本网络中是正确的',
        'made-up': '本机或路由器上的代理为每个域名虚构地址（{addresses} 位于 {range}，不可能存在的 {canary} 也是如此），无从比较',
        'private-here': '未判定：{host} 在此处为私有地址（{addresses}），在别处为公网地址（{seen}）。在企业内网中这很常见，在其他环境下则可能是伪造的应答，可向网络管理员确认',
        'denied-elsewhere': '{host} 在此处可以解析，但并非处处如此：{denying} 无法解析，{others} 可以。使用前者的客户端无法访问',
        'found-only-here': '{host} 在此处可以解析（{addresses}），但其他作答的解析器都不认识它：{denying}',
        'found-only-on-this-machine': '只有本机能解析 {host}（{addresses}）：本机所用的域名服务器 {own} 不认识它，其他解析器也不认识（{denying}）',
        'not-resolved': '{host} 在此处无法解析：详见“域名解析”',
        'internal-name': '{host} 属于本网络内部的域名，不向外部询问',
        'not-compared': '未比较：没有可以就 {host} 询问的其他解析器。请在 controls.resolvers 中指定一个',
        'nobody-answered': '未比较：{others} 都没有就 {host} 作答。请在 controls.resolvers 中指定一个从此处可以访问的解析器',
      },
    },
  },
  needs: (target, _options, { controls }) => {
    const way = wayOf({ port: 443, ...target });
    const name = destinationOf(way).host;
    if (isIP(name) > 0 || leavesNameToProxy(way)) return undefined;
    const { resolver, family } = target.route ?? {};
    const others = otherResolvers(name, resolver, controls.resolvers);
    const question = { host: name, ...(family === undefined ? {} : { family }) };
    const own = resolver === undefined ? {} : { resolver, ...caFor([resolver], target.route) };
    const reference = { ...question, resolvers: others, ...caFor(others, target.route) };
    return {
      resolution: resolutionFor(way),
      reference: referenceResolution.of(reference),
      direct: optional(configuredResolution.of({ ...question, ...own })),
      canary: optional(canaryResolution.of(own)),
      // Whatever port is meant, 443 is where certificates are.
      proof: optional(answerProof.of({ ...way, tls: true, reference })),
    };
  },
  evaluate: ({ target, facts: { resolution, reference, direct, canary, proof }, conclude }) => {
    const name = destinationOf({ port: 443, ...target }).host;
    if (!('addresses' in resolution)) return conclude('not-resolved', { host: name });
    const synthesis = synthesisOf(resolution.addresses, canary);
    if (synthesis?.kind === 'fake-ip') return conclude('made-up', { host: name, addresses: shown(resolution.addresses), range: synthesis.range, canary: synthesis.canary });
    if (reference.outcome === 'withheld') {
      return reference.reason === 'search-domain' || isPrivateName(name) ? conclude('internal-name', { host: name }) : conclude('not-compared', { host: name });
    }
    const found = reference.answers.filter((answer) => answer.outcome === 'resolved');
    const denials = reference.answers.flatMap(denial);
    const params = { host: name, addresses: shown(resolution.addresses) };
    const others = (found.length > 0 ? found : reference.answers).map(({ resolver }) => resolver).join(', ');
    if (denials.length > 0) {
      const denying = denials.join(', ');
      if (found.length > 0) return conclude('denied-elsewhere', { ...params, denying, others });
      const own = ownDenial(direct);
      return own === undefined ? conclude('found-only-here', { ...params, denying }) : conclude('found-only-on-this-machine', { ...params, denying, own });
    }
    if (found.length === 0) return conclude('nobody-answered', { host: name, others });
    const here = new Set(resolution.addresses.map(({ address }) => address));
    if (found.every(({ addresses }) => addresses.some(({ address }) => here.has(address)))) return conclude('agree', { ...params, others });
    const seen = found.map(({ resolver, addresses }) => `${resolver}: ${shown(addresses)}`).join('; ');
    const proved = proof?.outcome === 'tried' ? proof.here.find(({ outcome }) => outcome === 'verified') : undefined;
    if (proved !== undefined && resolution.addresses.every(isPrivate)) return conclude('split-horizon', { ...params, seen, proved: proved.address });
    const elsewhere = found.flatMap(({ addresses }) => addresses);
    return resolution.addresses.every(isPrivate) && !elsewhere.some(isPrivate) ? conclude('private-here', { ...params, seen }) : conclude('differ-by-address', { ...params, seen });
  },
});

const isPrivate = ({ address }: Address): boolean => isPrivateAddress(address);

/** REFUSED, silence and nonsense say nothing about the name. */
const denial = ({ outcome, resolver }: ResolverAnswer): readonly string[] => {
  const says = outcome === 'nxdomain' ? 'NXDOMAIN' : outcome === 'no-address' ? 'NODATA' : outcome === 'servfail' ? 'SERVFAIL' : undefined;
  return says === undefined ? [] : [`${resolver} (${says})`];
};

/** The name servers of this machine, where they were asked and none of them knows the name: it comes from somewhere else, as from /etc/hosts. */
function ownDenial(direct: ConfiguredResolution | undefined): string | undefined {
  if (direct?.outcome !== 'asked' || direct.answers.some(({ outcome }) => outcome === 'resolved')) return undefined;
  const denials = direct.answers.filter(({ outcome }) => outcome === 'nxdomain' || outcome === 'no-address');
  return denials.length === 0 ? undefined : denials.flatMap(denial).join(', ');
}

const shown = (addresses: readonly Address[]): string => {
  const some = addresses.slice(0, 4).map(({ address }) => address).join(', ');
  return addresses.length > 4 ? `${some}, …` : some;
};
