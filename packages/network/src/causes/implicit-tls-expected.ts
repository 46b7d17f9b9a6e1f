import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { tlsHandshake } from '../facts/tls-handshake.ts';
import { hostPort } from '../targets/host-name.ts';
import { openBy, ruledOutBy, startTlsNames, startTlsEndpointOf, startTlsExperiments, startTlsFault } from './starttls-experiments.ts';

/** The client begins in clear at a port that speaks TLS at once. */
export const implicitTlsExpected: Cause = defineCause({
  id: 'network/implicit-tls-expected',
  owner: 'machine',
  layer: 'tls',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The port speaks TLS from the first byte',
      about: 'STARTTLS belongs to the ports that begin in clear. On this one the server waits for a ClientHello while the client waits for a greeting.',
      confirmed: { 'handshake-passes': 'A TLS handshake without STARTTLS passes on it ({version})' },
      ruledOut: { intermittent: ruledOutBy.en.intermittent, 'other-protocol': 'The port speaks another protocol', silence: 'The server says nothing', 'cut-off': 'The connection is cut off' },
      open: openBy.en,
    },
    'zh-CN': {
      title: '该端口从第一个字节起就使用 TLS',
      about: 'STARTTLS 属于以明文开始的端口。在这个端口上，服务器等待 ClientHello，而客户端在等待问候。',
      confirmed: { 'handshake-passes': '在该端口上不经 STARTTLS 直接进行 TLS 握手即成功（{version}）' },
      ruledOut: { intermittent: ruledOutBy['zh-CN'].intermittent, 'other-protocol': '该端口使用的是另一种协议', silence: '服务器没有任何应答', 'cut-off': '连接被切断' },
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['timed-out', 'other-protocol', 'closed', 'reset'].map((finding) => `network/starttls#${finding}`),
  controls: startTlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = startTlsFault(facts);
    if (fault === 'intermittent' || fault === 'other-protocol' || fault === 'silence' || fault === 'cut-off') return ruledOut(fault, {}, ['implicit']);
    if (fault !== 'implicit-tls') return open('unsettled', {}, ['startTls']);
    const { host, port, startTls: protocol } = startTlsEndpointOf(suspicion);
    const version = facts.implicit?.outcome === 'completed' ? facts.implicit.protocol : '';
    const { implicitPort } = startTlsNames[protocol];
    return confirmed('handshake-passes', { version, address: hostPort(host, port), protocol, usual: implicitPort ?? port }, ['startTls', 'implicit']);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-implicit-tls',
      audience: 'you',
      text: {
        en: { title: 'Use TLS from the first byte on this port', steps: ['Here: tls://{address}', 'In the client\'s settings: "SSL/TLS" in place of "STARTTLS" ({protocol}s; usual port {usual}).'] },
        'zh-CN': { title: '在该端口上直接使用 TLS', steps: ['此处：tls://{address}', '在客户端设置中：把 STARTTLS 改为 SSL/TLS（{protocol}s，常用端口 {usual}）。'] },
      },
      trial: {
        facts: ({ suspicion }) => {
          const { host, port, serverName, route } = startTlsEndpointOf(suspicion);
          return { handshake: tlsHandshake.of({ host, port, ...(serverName === undefined ? {} : { serverName }), ...(route === undefined ? {} : { route }) }) };
        },
        works: ({ facts: { handshake } }) => (handshake === undefined ? undefined : handshake.outcome === 'completed'),
      },
    }),
  ],
});
