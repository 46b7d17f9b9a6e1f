import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { httpExchange } from '../facts/http-exchange.ts';
import { hostPort } from '../targets/host-name.ts';
import { endpointOf, openBy, tlsExperiments, tlsFault } from './tls-experiments.ts';

/** TLS is spoken to a port that knows another protocol. */
export const notTls: Cause = defineCause({
  id: 'network/not-tls',
  owner: 'machine',
  layer: 'tls',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The port does not speak TLS',
      about: 'The address is right for another protocol: an https:// URL or a TLS client needs a port that speaks TLS.',
      confirmed: {
        'speaks-other': 'It speaks {protocol}',
        'speaks-other-readably': 'It speaks {protocol}: {excerpt}',
        'answers-otherwise': 'It answered with something that is not TLS: {excerpt}',
        'answers-unreadably': 'It answered with bytes that are not TLS and not readable',
        echoes: 'It sent the ClientHello back as it came: it echoes what it is sent',
      },
      ruledOut: { 'other-name-passes': 'Named another host, the same address answers in TLS', 'speaks-tls': 'The peer sent TLS records', mute: 'Asked without TLS, the port says nothing either' },
      open: openBy.en,
    },
    'zh-CN': {
      title: '该端口不使用 TLS',
      about: '这个地址属于另一种协议：https:// 网址和 TLS 客户端需要连接到使用 TLS 的端口。',
      confirmed: {
        'speaks-other': '它使用的是 {protocol}',
        'speaks-other-readably': '它使用的是 {protocol}：{excerpt}',
        'answers-otherwise': '它的应答不是 TLS：{excerpt}',
        'answers-unreadably': '它的应答既不是 TLS，也不是可读的文本',
        echoes: '它把 ClientHello 原样发了回来：该端口会原样返回所收到的内容',
      },
      ruledOut: { 'other-name-passes': '换一个服务器名称，同一地址就以 TLS 应答', 'speaks-tls': '对端发来了 TLS 记录', mute: '不使用 TLS 去询问，该端口同样没有应答' },
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['network/tls-handshake#not-tls', 'network/tls-handshake#reset', 'network/tls-handshake#closed', 'network/tls-handshake#timed-out'],
  // Where TLS begins on demand the port is known to speak in clear.
  concerns: (suspicion) => endpointOf(suspicion).startTls === undefined,
  controls: tlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { handshake, plain } = facts;
    if (handshake === undefined || handshake.outcome === 'completed') return open('unsettled', {}, []);
    if (tlsFault(facts) === 'plain') {
      if (handshake.answeredWith === 'echo') return confirmed('echoes', {}, ['handshake']);
      const told = plain?.outcome === 'answered' && plain.protocol !== 'tls' && plain.protocol !== 'other' ? plain : undefined;
      const spoken = told?.protocol ?? handshake.answeredWith ?? 'other';
      const excerpt = told?.excerpt ?? handshake.excerpt ?? (plain?.outcome === 'answered' ? plain.excerpt : '');
      const witness = told === undefined && handshake.answeredWith !== undefined ? ['handshake'] as const : ['handshake', 'plain'] as const;
      if (spoken !== 'other') {
        const { host, port } = endpointOf(suspicion);
        const params = { protocol: spoken.toUpperCase(), url: `http://${hostPort(host, port)}/` };
        return isReadable(excerpt) ? confirmed('speaks-other-readably', { ...params, excerpt }, witness) : confirmed('speaks-other', params, witness);
      }
      return isReadable(excerpt) ? confirmed('answers-otherwise', { excerpt }, witness) : confirmed('answers-unreadably', {}, witness);
    }
    if (handshake.outcome === 'not-tls') return ruledOut('other-name-passes', {}, ['handshake', 'otherName']);
    if (handshake.bytesReceived > 0) return ruledOut('speaks-tls', {}, ['handshake']);
    return plain === undefined ? open('unsettled', {}, ['handshake']) : ruledOut('mute', {}, ['plain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-plain-http',
      audience: 'you',
      applies: ({ protocol }) => protocol === 'HTTP',
      text: {
        en: { title: 'Use http:// on this port, or the port that serves TLS', steps: ['For this port write {url}. Whatever is sent there is readable on the way: for anything secret use the service\'s TLS port, often 443 or 8443.'] },
        'zh-CN': { title: '在该端口使用 http://，或改用提供 TLS 的端口', steps: ['该端口请写作 {url}。经由它发送的内容在途中可被读取：涉及机密时请使用服务的 TLS 端口，通常是 443 或 8443。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => {
          const { route } = endpointOf(suspicion);
          return { exchange: httpExchange.of({ url: String(params['url']), ...(route === undefined ? {} : { route }) }) };
        },
        works: ({ facts: { exchange } }) => (exchange === undefined ? undefined : exchange.outcome === 'answered'),
      },
    }),
    defineRemedy({
      id: 'network/use-right-port',
      audience: 'you',
      applies: ({ protocol }) => protocol !== 'HTTP',
      text: {
        en: { title: 'Use the port that serves TLS', steps: ['This port belongs to another service. Look up the service\'s TLS port (https: 443, imaps: 993, smtps: 465) or use a client for the protocol that answered.'] },
        'zh-CN': { title: '改用提供 TLS 的端口', steps: ['该端口属于另一种服务。请查明目标服务的 TLS 端口（https 443、imaps 993、smtps 465），或使用与应答协议相符的客户端。'] },
      },
    }),
  ],
});

/** Whether most of an excerpt is text: unprintable bytes stand in it as `·`. */
const isReadable = (excerpt: string): boolean => excerpt !== '' && [...excerpt].filter((letter) => letter === '·').length * 4 < excerpt.length;
