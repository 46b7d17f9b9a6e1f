import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { openBy, ruledOutBy, startTlsEndpointOf, startTlsExperiments, startTlsFault } from './starttls-experiments.ts';

/** The connection stands and nobody speaks. */
export const starttlsSilence: Cause = defineCause({
  id: 'network/starttls-silence',
  owner: 'service',
  layer: 'tls',
  order: 60,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server says nothing before TLS',
      about: 'The port takes connections; the program behind it is stuck, overloaded, or waits for a look-up of the client\'s name.',
      confirmed: { twice: 'Twice no word came within {tookMs} ms, nor an answer to a TLS handshake; awaited: {awaiting}' },
      ruledOut: ruledOutBy.en,
      open: openBy.en,
    },
    'zh-CN': {
      title: '服务器在启用 TLS 之前没有任何应答',
      about: '端口接受连接，但其后的程序卡住、过载，或正在等待对客户端域名的反查。',
      confirmed: { twice: '两次在 {tookMs} 毫秒内都没有应答，对 TLS 握手也没有回应；等待的是：{awaiting}' },
      ruledOut: ruledOutBy['zh-CN'],
      open: openBy['zh-CN'],
    },
  },
  suspectedBy: ['timed-out'].map((finding) => `network/starttls#${finding}`),
  controls: startTlsExperiments,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const fault = startTlsFault(facts);
    if (fault === 'implicit-tls' || fault === 'intermittent') return ruledOut(fault, {}, ['implicit', 'again']);
    if (fault !== 'silence') return open('unsettled', {}, ['startTls']);
    if (facts.again?.outcome !== 'timed-out') return open('unsettled', {}, ['startTls']);
    const { host, port } = startTlsEndpointOf(suspicion);
    return confirmed('twice', { tookMs: Math.round(facts.again.tookMs), awaiting: facts.again.awaiting, host, port }, ['startTls', 'again', 'implicit']);
  },
  remedies: [
    defineRemedy({
      id: 'network/look-behind-port',
      audience: 'operator',
      text: {
        en: { title: 'See what the program behind port {port} waits for', steps: ['Its log, its limit of connections, and how long a look-up of the client\'s address takes there.'] },
        'zh-CN': { title: '查看 {port} 端口后的程序在等待什么', steps: ['检查它的日志、连接数上限，以及在那里反查客户端地址所需的时间。'] },
      },
    }),
  ],
});
