import { defineCause, defineRemedy, type Cause, type Confidence, type Judgement } from '@culprit/core';
import { httpExchange } from '../facts/http-exchange.ts';
import { alertFromCode } from '../facts/tls-capture/alerts.ts';
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
        'none-given': 'It asked for one (CertificateRequest), got none, and refused with the alert {alert}',
        'none-given-cut-off': 'It asked for one (CertificateRequest), got none, and ended the connection',
        'not-accepted': 'It asked for one, was given that of the route, and refused with the alert {alert}',
        'not-accepted-cut-off': 'It asked for one, was given that of the route, and ended the connection',
        'answer-says-so': 'The handshake passed without one, and the HTTP answer refuses the request for the lack of it',
      },
      ruledOut: { 'not-requested': 'The handshake holds no request for a client certificate' },
      open: { 'no-handshake': 'The handshake could not be repeated; run again' },
    },
    'zh-CN': {
      title: '服务要求客户端证书',
      about: '双向 TLS：服务除了出示自己的证书，还要求客户端出示由它信任的机构签发的证书。',
      confirmed: {
        'none-given': '它要求出示证书（CertificateRequest），未得到证书后以告警 {alert} 拒绝',
        'none-given-cut-off': '它要求出示证书（CertificateRequest），未得到证书后结束了连接',
        'not-accepted': '它要求出示证书，收到了 route 中指定的证书，但以告警 {alert} 拒绝',
        'not-accepted-cut-off': '它要求出示证书，收到了 route 中指定的证书，随后结束了连接',
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
    const given = endpointOf(suspicion).route?.clientCertificate !== undefined ? 'not-accepted' : 'none-given';
    const authorities = handshake.acceptableAuthorities ?? 0;
    const refused = (alert: string | undefined, witness: readonly ('handshake' | 'exchange')[], confidence: Confidence): Judgement => (alert === undefined
      ? confirmed(`${given}-cut-off`, { authorities }, witness, confidence)
      : confirmed(given, { alert, authorities }, witness, confidence));
    if (handshake.clientCertificateRequested && handshake.outcome !== 'completed') {
      const alert = handshake.alert?.name;
      return refused(alert, ['handshake'], given === 'not-accepted' || alert === 'certificate_required' ? 'certain' : 'likely');
    }
    if (exchange?.outcome === 'client-certificate-required') return refused(alertFromCode(exchange.code ?? '')?.name, ['handshake', 'exchange'], 'certain');
    if (exchange?.outcome === 'answered' && handshake.clientCertificateRequested) return confirmed('answer-says-so', {}, ['handshake', 'exchange']);
    return ruledOut('not-requested', {}, ['handshake']);
  },
  remedies: [
    defineRemedy({
      id: 'network/give-client-certificate',
      audience: 'you',
      text: {
        en: { title: 'Give the client certificate', steps: ['Ask whoever runs the service for a certificate and its key.', 'Then put both into the route: clientCertificate: { certificate: "client.pem", key: "client.key" }. With curl: --cert client.pem --key client.key'] },
        'zh-CN': { title: '提供客户端证书', steps: ['向服务的运营者申请证书及其私钥。', '然后写入 route：clientCertificate: { certificate: "client.pem", key: "client.key" }。curl 对应参数：--cert client.pem --key client.key'] },
      },
    }),
  ],
});
