import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { startTlsPorts } from '../targets/tls-endpoint.ts';
import { openBy, ruledOutBy, startTlsEndpointOf, startTlsExperiments, startTlsFault } from './starttls-experiments.ts';

/** The client speaks one protocol to a port of another. */
export const starttlsWrongProtocol: Cause = defineCause({
  id: 'network/starttls-wrong-protocol',
  owner: 'machine',
  layer: 'tls',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The port speaks another protocol than {protocol}',
      about: 'The address is right for another service. What a client says there is not understood.',
      confirmed: { speaks: 'It speaks {spoken}: {said}', unknown: 'It says something else: {said}' },
      ruledOut: ruledOutBy.en,
      open: openBy.en,
    },
    'zh-CN': {
      title: '该端口使用的不是 {protocol}，而是另一种协议',
      about: '这个地址属于另一种服务，客户端在那里说的话不会被理解。',
      confirmed: { speaks: '它使用的是 {spoken}：{said}', unknown: '它说的是别的内容：{said}' },
      ruledOut: ruledOutBy['zh-CN'],
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['other-protocol'].map((finding) => `network/starttls#${finding}`),
  controls: startTlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = startTlsFault(facts);
    if (fault === 'implicit-tls' || fault === 'intermittent') return ruledOut(fault, {}, ['implicit', 'again']);
    if (fault !== 'other-protocol') return open('unsettled', {}, ['startTls']);
    const { startTls: protocol } = startTlsEndpointOf(suspicion);
    if (facts.startTls?.outcome !== 'other-protocol') return open('unsettled', {}, ['startTls']);
    const { protocol: spoken, said } = facts.startTls;
    return confirmed(spoken === 'other' ? 'unknown' : 'speaks', { protocol, usual: startTlsPorts[protocol], spoken, said }, ['startTls', 'again']);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-port-of-protocol',
      audience: 'you',
      text: {
        en: { title: 'Use the port that speaks {protocol}', steps: ['The usual port is {usual}; the service\'s documentation names its own.'] },
        'zh-CN': { title: '改用提供 {protocol} 的端口', steps: ['常用端口是 {usual}；以服务的文档为准。'] },
      },
    }),
  ],
});
