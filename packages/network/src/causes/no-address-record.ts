import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOrHost, wayBy } from '../connection/way.ts';
import { areIndependent, nameInQuestion, listed, readOpinions, secondOpinion } from '../dns/second-opinion.ts';
import { nameResolution } from '../facts/name-resolution.ts';
import { repairAlias } from '../remedies/repair-alias.ts';
import { isSchemeName } from './scheme-as-host.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { host as hostKind } from '../targets/host.ts';

/** NODATA, RFC 2308 §2.2: the name exists, without a record of the type that was asked for. */
export const noAddressRecord: Cause = defineCause({
  id: 'network/no-address-record',
  owner: 'service',
  layer: 'name',
  order: 30,
  scope: 'endpoint',
  suspectedBy: ['network/name-resolution#no-address', 'network/name-resolution#not-found'],
  text: {
    en: {
      title: 'The name {host} has no {type} record',
      unknown: { host: '', type: 'address' },
      about: 'The name is registered, but nothing says at which address it is to be reached. It may only serve mail, or another name of the service carries the address.',
      confirmed: {
        everywhere: 'The name server in use knows the name without an address, and {others} said the same',
        'everywhere-in-clear': 'The name server in use knows the name without an address, and {others} said the same. All were asked in the clear, though, where one box on the way can answer for all of them: name a resolver that is asked by https:// or tls:// in controls.resolvers to be certain',
        'dangling-alias': '{host} is an alias that leads to {alias}, and {alias} has no address ({resolver})',
        'one-resolver': 'The name server {resolver} knows the name without an address. No other one answered or was asked',
        'other-family-only': 'The name has IPv{present} addresses only ({addresses}), and the route asks for IPv{wanted}',
      },
      ruledOut: {
        'scheme-as-host': '"{host}" is the beginning of a URL that was written twice, and not a name that anybody meant',
        'address-elsewhere': '{others} found an address of {host}',
        nonexistent: 'The name server {resolver} says that {host} does not exist at all',
        resolves: 'The name server {resolver} has an address of {host} when it is asked directly',
      },
      open: { 'nobody-answered': 'No name server could be asked about {host}: name one that answers, in controls.resolvers or in the route of the target' },
    },
    'zh-CN': {
      title: '域名 {host} 没有 {type} 记录',
      unknown: { host: '', type: '地址' },
      about: '该域名已经注册，但没有任何记录说明它位于哪个地址。它可能只用于收发邮件，或者服务的另一个域名才有地址。',
      confirmed: {
        everywhere: '所用的域名服务器认识该域名但没有地址，{others} 的结论相同',
        'everywhere-in-clear': '所用的域名服务器认识该域名但没有地址，{others} 的结论相同。不过查询均为明文，途中的一台设备就能代替它们全部作答：如需完全确定，请在 controls.resolvers 中指定一个以 https:// 或 tls:// 访问的解析器',
        'dangling-alias': '{host} 是别名，最终指向 {alias}，而 {alias} 没有地址（{resolver}）',
        'one-resolver': '域名服务器 {resolver} 认识该域名但没有地址。没有其他服务器作答或可供查询',
        'other-family-only': '该域名只有 IPv{present} 地址（{addresses}），而访问方式要求 IPv{wanted}',
      },
      ruledOut: {
        'scheme-as-host': '“{host}”只是网址中多写的一个协议名，并不是要访问的域名',
        'address-elsewhere': '{others} 查得到 {host} 的地址',
        nonexistent: '域名服务器 {resolver} 称 {host} 根本不存在',
        resolves: '直接询问时，域名服务器 {resolver} 给出了 {host} 的地址',
      },
      open: { 'nobody-answered': '没有可以询问 {host} 的域名服务器：请在 controls.resolvers 或目标的 route 中指定一个可用的服务器' },
    },
  },
  controls: (suspicion) => {
    const { resolver, family } = suspicion.related(hostKind)?.route ?? {};
    return {
      ...secondOpinion(suspicion),
      // Without a family in the route this is the question that failed, and costs nothing.
      'other-family': nameResolution.of({
        host: nameInQuestion(suspicion),
        ...(resolver === undefined ? {} : { resolver }),
        ...(family === undefined ? {} : { family: family === 6 ? 4 : 6 }),
      }),
    };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    const family = suspicion.related(hostKind)?.route?.family;
    const { own, others, witness } = readOpinions(facts);
    if (isSchemeName(host)) return ruledOut('scheme-as-host', { host }, witness);
    const type = family === 4 ? 'A' : family === 6 ? 'AAAA' : 'A / AAAA';
    const present = facts['other-family'];
    if (family !== undefined && present !== undefined && 'addresses' in present) {
      const addresses = present.addresses.slice(0, 4).map(({ address }) => address).join(', ');
      return confirmed('other-family-only', { host, type, wanted: family, present: family === 6 ? 4 : 6, addresses }, ['resolution', 'other-family']);
    }
    if (others.resolved.length > 0) return ruledOut('address-elsewhere', { host, others: listed(others.resolved) }, witness);
    if (own?.outcome === 'nxdomain') return ruledOut('nonexistent', { host, resolver: own.resolver }, witness);
    if (own?.outcome === 'resolved') return ruledOut('resolves', { host, resolver: own.resolver }, witness);
    const agreeing = others['no-address'];
    const independent = areIndependent(agreeing);
    const alias = own?.canonicalNames.at(-1);
    if (own?.outcome === 'no-address' && alias !== undefined) return confirmed('dangling-alias', { host, type, alias, resolver: own.resolver }, witness, independent ? 'certain' : 'likely');
    if (own?.outcome === 'no-address' && agreeing.length > 0) {
      const params = { host, type, others: listed(agreeing) };
      return independent ? confirmed('everywhere', params, witness) : confirmed('everywhere-in-clear', params, witness, 'likely');
    }
    if (own?.outcome === 'no-address') return confirmed('one-resolver', { host, type, resolver: own.resolver }, witness, 'likely');
    return open('nobody-answered', { host }, witness);
  },
  remedies: [
    defineRemedy({
      id: 'network/allow-either-family',
      audience: 'you',
      applies: ({ present }) => present !== undefined,
      text: {
        en: { title: 'Use IPv{present}', steps: ['Take "family: {wanted}" out of the route (in curl, the option -{wanted}): {host} has IPv{present} addresses only.'] },
        'zh-CN': { title: '改用 IPv{present}', steps: ['请从 route 中去掉“family: {wanted}”（在 curl 中即选项 -{wanted}）：{host} 只有 IPv{present} 地址。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => ({ connection: tcpConnection.of(wayBy(endpointOrHost(suspicion), { family: params['present'] === 6 ? 6 : 4 })) }),
        works: ({ facts: { connection } }) => (connection === undefined ? undefined : connection.outcome === 'connected'),
      },
    }),
    defineRemedy({
      id: 'network/use-addressed-name',
      audience: 'you',
      applies: ({ present, alias }) => present === undefined && alias === undefined,
      text: {
        en: { title: 'Use the name that carries the address', steps: ['Look up in the documentation of the service which name is meant: often it is one below {host}, such as www.{host} or api.{host}.'] },
        'zh-CN': { title: '使用带有地址的域名', steps: ['请在服务文档中确认应使用哪个域名：通常是 {host} 的下级域名，例如 www.{host} 或 api.{host}。'] },
      },
    }),
    repairAlias,
    defineRemedy({
      id: 'network/publish-address-record',
      audience: 'operator',
      applies: ({ alias }) => alias === undefined,
      text: {
        en: { title: 'Publish an address', steps: ['Add a record of type {type} for {host} to its zone.'] },
        'zh-CN': { title: '发布地址记录', steps: ['请在 {host} 所在的区域中添加 {type} 记录。'] },
      },
    }),
  ],
});
