import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { nameResolution } from '../facts/name-resolution.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { host as hostKind } from '../targets/host.ts';
import { originOf } from '../targets/http-resource.ts';
import { isSchemeName, meantUrl } from './scheme-as-host.ts';

/** A URL that starts twice: `https://https://…` asks for a host called "https". */
export const doubledScheme: Cause = defineCause({
  id: 'network/doubled-scheme',
  owner: 'machine',
  layer: 'name',
  order: 1,
  scope: 'endpoint',
  suspectedBy: ['not-found', 'nxdomain', 'no-address', 'servfail', 'refused', 'timed-out', 'temporary-failure'].map((finding) => `network/name-resolution#${finding}`),
  text: {
    en: {
      title: 'The URL starts twice, so "{host}" is taken for the host',
      unknown: { host: 'https' },
      about: 'A scheme was put in front of an address that already had one. What follows the first "://" up to the next "/" or ":" is the host: here it is the word "{host}".',
      confirmed: {
        'meant-exists': 'There is no host called "{host}", while the host of {meant} resolves',
        'meant-read': 'There is no host called "{host}", and the rest reads as {meant}',
        'host-only': 'There is no host called "{host}": it is the name of a scheme',
      },
      ruledOut: { 'ordinary-host': '{host} is not the name of a scheme' },
      open: { 'not-asked': 'Whether a host called "{host}" exists could not be asked' },
    },
    'zh-CN': {
      title: '网址开头写了两遍协议，“{host}”被当成了主机名',
      unknown: { host: 'https' },
      about: '在已带协议的地址前又加了一次协议。第一个“://”之后到下一个“/”或“:”之前的部分是主机名：这里成了“{host}”这个词。',
      confirmed: {
        'meant-exists': '不存在名为“{host}”的主机，而 {meant} 的主机可以解析',
        'meant-read': '不存在名为“{host}”的主机，其余部分可读作 {meant}',
        'host-only': '不存在名为“{host}”的主机：它是协议名',
      },
      ruledOut: { 'ordinary-host': '{host} 不是协议名' },
      open: { 'not-asked': '无法查询是否存在名为“{host}”的主机' },
    },
  },
  controls: (suspicion) => {
    const meant = meantUrl(suspicion);
    const { resolver } = suspicion.related(hostKind)?.route ?? {};
    const asked = (host: string) => nameResolution.of({ host, ...(resolver === undefined ? {} : { resolver }) });
    const own = suspicion.related(hostKind)?.host ?? '';
    return { resolution: asked(own), meant: asked(meant === undefined || !isSchemeName(own) ? own : originOf(meant).host) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const host = suspicion.related(hostKind)?.host ?? '';
    if (!isSchemeName(host)) return ruledOut('ordinary-host', { host }, []);
    if (facts.resolution === undefined || 'addresses' in facts.resolution) return open('not-asked', { host }, []);
    const meant = meantUrl(suspicion);
    if (meant === undefined) return confirmed('host-only', { host }, ['resolution'], 'likely');
    return facts.meant !== undefined && 'addresses' in facts.meant
      ? confirmed('meant-exists', { host, meant }, ['resolution', 'meant'])
      : confirmed('meant-read', { host, meant }, ['resolution'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/write-one-scheme',
      audience: 'you',
      applies: ({ meant }) => meant !== undefined,
      text: {
        en: { title: 'Write {meant}', steps: ['Use the URL {meant}.', 'If a program puts "https://" in front by itself, give it the host without a scheme.'] },
        'zh-CN': { title: '改写为 {meant}', steps: ['请使用网址 {meant}。', '若程序会自行在前面加上“https://”，请只填写不带协议的主机名。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => {
          const { secure, host, port } = originOf(String(params['meant']));
          const { route } = suspicion.related(hostKind) ?? {};
          return { connection: tcpConnection.of({ host, port, ...(secure ? {} : { scheme: 'http' }), ...(route === undefined ? {} : { route }) }) };
        },
        works: ({ facts: { connection } }) => (connection === undefined ? undefined : connection.outcome === 'connected'),
      },
    }),
  ],
});
