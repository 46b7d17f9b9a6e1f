import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { readingOf } from '../token/token-experiments.ts';

/** An unsecured JWT (RFC 7519 §6). */
export const unsignedToken: Cause = defineCause({
  id: 'credential/unsigned-token',
  owner: 'service',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token is not signed',
      about: 'Anybody can write such a token; services that verify tokens refuse it, and must.',
      confirmed: { 'algorithm-none': 'Its header says alg none' },
      ruledOut: { 'is-signed': 'It is signed' },
      open: { 'not-read': 'The token could not be read again' },
    },
    'zh-CN': {
      title: '令牌没有签名',
      about: '任何人都能写出这样的令牌；会校验令牌的服务必须拒绝它。',
      confirmed: { 'algorithm-none': '其头部写明 alg 为 none' },
      ruledOut: { 'is-signed': '它带有签名' },
      open: { 'not-read': '未能再次读取令牌' },
    },
  },
  suspectedBy: ['credential/token-validity#unsigned'],
  controls: (suspicion) => ({ reading: readingOf(suspicion) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    return reading.algorithm === 'none' ? confirmed('algorithm-none', {}, ['reading']) : ruledOut('is-signed', {}, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/sign-tokens',
      audience: 'operator',
      text: {
        en: { title: 'Sign the tokens that are issued', steps: ['Let the issuer sign with RS256, ES256 or EdDSA, and services accept these only.'] },
        'zh-CN': { title: '为签发的令牌签名', steps: ['签发方改用 RS256、ES256 或 EdDSA 签名，服务只接受这些算法。'] },
      },
    }),
  ],
});
