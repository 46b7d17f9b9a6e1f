import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { httpExchange } from '../facts/http-exchange.ts';
import { exchangeInput } from '../checks/exchange-input.ts';
import { hostPort } from '../targets/host-name.ts';
import { httpResource } from '../targets/http-resource.ts';
import { endpointOf, failedHandshake } from './tls-experiments.ts';

/** Mutual TLS: the service lets in only who shows a certificate. */
export const clientCertificateRequired: Cause = defineCause({
  id: 'network/client-certificate-required',
  owner: 'account',
  layer: 'tls',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service wants a client certificate',
      about: 'Mutual TLS: besides its own certificate the service wants to see one of the client, issued by an authority that it trusts.',
      confirmed: {
        'none-given': 'It asked for one (CertificateRequest, {authorities} acceptable authorities named), got none, and refused with {refusal}',
        'not-accepted': 'It asked for one, was given that of the route, and refused with {refusal}',
        'answer-says-so': 'The handshake passed without one, and the HTTP answer refuses the request for the lack of it',
      },
      ruledOut: { 'not-requested': 'The handshake holds no request for a client certificate' },
      open: { 'no-handshake': 'The handshake could not be repeated; run again' },
    },
    'zh-CN': {
      title: '服务要求客户端证书',
      about: '双向 TLS：服务除了出示自己的证书，还要求客户端出示由它信任的机构签发的证书。',
      confirmed: {
        'none-given': '它要求出示证书（CertificateRequest，列出 {authorities} 个可接受的签发机构），未得到证书后以 {refusal} 拒绝',
        'not-accepted': '它要求出示证书，收到了路由中指定的证书，但以 {refusal} 拒绝',
        'answer-says-so': '没有证书也完成了握手，但 HTTP 响应因缺少证书而拒绝请求',
      },
      ruledOut: { 'not-requested': '握手中没有索要客户端证书' },
      open: { 'no-handshake': '未能重复握手，请重试' },
    },
  },
  suspectedBy: ['network/tls-handshake#client-certificate-required', 'network/http-response#client-certificate-required'],
  controls: (suspicion) => {
    const resource = suspicion.related(httpResource);
    const { host, port, route } = endpointOf(suspicion);
    const own = { url: `https://${hostPort(host, port)}/`, ...(route === undefined ? {} : { route }) };
    return { handshake: failedHandshake(suspicion), exchange: httpExchange.of(resource === undefined ? own : exchangeInput(resource)) };
  },
  judge: ({ suspicion, facts: { handshake, exchange }, confirmed, ruledOut, open }) => {
    if (handshake === undefined) return open('no-handshake', {}, []);
    const given = endpointOf(suspicion).route?.clientCertificate !== undefined;
    if (handshake.clientCertificateRequested && handshake.outcome !== 'completed') {
      const refusal = handshake.alert?.name ?? handshake.outcome;
      return given
        ? confirmed('not-accepted', { refusal }, ['handshake'])
        : confirmed('none-given', { refusal, authorities: handshake.acceptableAuthorities ?? 0 }, ['handshake'], refusal === 'certificate_required' ? 'certain' : 'likely');
    }
    if (exchange?.outcome === 'client-certificate-required') {
      const refusal = exchange.code ?? '';
      return given ? confirmed('not-accepted', { refusal }, ['handshake', 'exchange']) : confirmed('none-given', { refusal, authorities: handshake.acceptableAuthorities ?? 0 }, ['handshake', 'exchange']);
    }
    if (exchange?.outcome === 'answered' && handshake.clientCertificateRequested) return confirmed('answer-says-so', {}, ['handshake', 'exchange']);
    return ruledOut('not-requested', {}, ['handshake']);
  },
  remedies: [
    defineRemedy({
      id: 'network/give-client-certificate',
      audience: 'you',
      text: {
        en: { title: 'Give the client certificate', steps: ['Ask whoever runs the service for a certificate and its key.', 'Then put both into the route: clientCertificate: { certificate: "client.pem", key: "client.key" }. With curl: --cert client.pem --key client.key'] },
        'zh-CN': { title: '提供客户端证书', steps: ['向服务的运营者申请证书及其私钥。', '然后写入路由：clientCertificate: { certificate: "client.pem", key: "client.key" }。curl 对应参数：--cert client.pem --key client.key'] },
      },
    }),
  ],
});
