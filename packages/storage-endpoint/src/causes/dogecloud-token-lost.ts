import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answersOf } from '../dogecloud/controls.ts';

/** The Authorization field does not arrive at DogeCloud. */
export const dogecloudTokenLost: Cause = defineCause({
  id: 'storage-endpoint/dogecloud-token-lost',
  owner: 'path',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token is lost on its way to DogeCloud',
      about: 'The API answers to a signed request as to one without a token. A proxy, a gateway or a middlebox in between takes the Authorization field away.',
      confirmed: { 'same-without': 'With and without a token the API says {code}' },
      ruledOut: { 'differs-without': 'Without a token the API says something else: {code}', 'accepted-now': 'The keys are accepted' },
      open: { 'not-compared': 'A request without a token was not answered' },
    },
    'zh-CN': {
      title: '令牌在到达多吉云之前丢失',
      about: '接口对已签名的请求，与对不带令牌的请求答复相同：途中的代理、网关或中间设备去掉了 Authorization 头。',
      confirmed: { 'same-without': '无论是否携带令牌，接口都返回 {code}' },
      ruledOut: { 'differs-without': '不带令牌时接口的答复不同：{code}', 'accepted-now': '密钥被接受' },
      open: { 'not-compared': '不带令牌的请求没有得到应答' },
    },
  },
  suspectedBy: ['storage-endpoint/dogecloud-account#unauthorized'],
  controls: (suspicion) => {
    const { given, unsigned } = answersOf(suspicion);
    return { ...(given === undefined ? {} : { given }), ...(unsigned === undefined ? {} : { unsigned }) };
  },
  judge: ({ facts: { given, unsigned }, confirmed, ruledOut, open }) => {
    if (given?.outcome === 'accepted') return ruledOut('accepted-now', {}, ['given']);
    if (given?.outcome !== 'refused' || unsigned?.outcome !== 'refused') return open('not-compared', {}, []);
    // Which code stands for a missing token is documented; that nothing else has it is not.
    return unsigned.code === given.code ? confirmed('same-without', { code: given.code }, ['given', 'unsigned'], 'likely') : ruledOut('differs-without', { code: unsigned.code }, ['given', 'unsigned']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/pass-authorization-on',
      audience: 'operator',
      text: {
        en: { title: 'Let the Authorization field pass', steps: ['Have the proxy or gateway pass Authorization on to api.dogecloud.com unchanged, or go there without it: culprit dogecloud://api.dogecloud.com --proxy direct'] },
        'zh-CN': { title: '放行 Authorization 头', steps: ['让代理或网关把 Authorization 原样转发给 api.dogecloud.com，或者绕过它：culprit dogecloud://api.dogecloud.com --proxy direct'] },
      },
    }),
  ],
});
