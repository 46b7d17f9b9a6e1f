import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, anonymousState, failedState, verdictOf } from '../live-state/experiments.ts';

/** The key was sent, and the service says that none came: something on the way takes the field off. */
export const credentialNotReceived: Cause = defineCause({
  id: 'credential/credential-not-received',
  owner: 'path',
  layer: 'account',
  order: 15,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The key does not arrive at the service',
      about: 'It was sent in the header field that the provider documents. A proxy, gateway or relay in between takes the field off, or the service wants another one.',
      confirmed: { 'same-without-key': 'With the key the answer is {answer}, word for word as without any' },
      ruledOut: { 'told-apart': 'The service tells a request with the key from one without ({answer}, {anonymous})' },
      open: { 'no-control': 'The same request without a key could not be made; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '密钥没有到达服务',
      about: '密钥已按提供方文档放在请求头中发送；途中的代理、网关或中转去掉了该字段，或服务需要的是另一个字段。',
      confirmed: { 'same-without-key': '带密钥时答复 {answer}，与完全不带密钥时一致' },
      ruledOut: { 'told-apart': '服务能区分带与不带密钥的请求（{answer}，{anonymous}）' },
      open: { 'no-control': '未能在不带密钥的情况下发出同一请求；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/live-state#not-received'],
  controls: (suspicion) => ({ state: failedState(suspicion), anonymous: anonymousState(suspicion) }),
  judge: ({ facts: { state, anonymous }, confirmed, ruledOut, open }) => {
    if (verdictOf(state) === undefined || verdictOf(anonymous) === undefined) return open('no-control', {}, []);
    const params = { answer: answerOf(state), anonymous: answerOf(anonymous) };
    return verdictOf(state) === 'not-received' && verdictOf(anonymous) === 'not-received' && params.answer === params.anonymous ? confirmed('same-without-key', params, ['state', 'anonymous']) : ruledOut('told-apart', params, ['state', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/pass-authorization',
      audience: 'operator',
      text: {
        en: { title: 'Let the proxy pass the header field on', steps: ['nginx: proxy_set_header Authorization $http_authorization; and no proxy_pass_request_headers off.', 'Apache with FastCGI: CGIPassAuth On. Gateways: allow Authorization and x-api-key.', 'Compare with a direct request, without the proxy: culprit key verify --proxy direct.'] },
        'zh-CN': { title: '让代理转发该请求头', steps: ['nginx：proxy_set_header Authorization $http_authorization;，且不要设置 proxy_pass_request_headers off。', 'Apache 配合 FastCGI：CGIPassAuth On。网关：放行 Authorization 与 x-api-key。', '与不经代理的直连请求对比：culprit key verify --proxy direct。'] },
      },
    }),
  ],
});
