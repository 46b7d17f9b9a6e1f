import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { readingOf } from '../token/token-experiments.ts';

/** Times in milliseconds, as Date.now() gives them. */
export const tokenInMilliseconds: Cause = defineCause({
  id: 'credential/token-in-milliseconds',
  owner: 'service',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token counts its times in milliseconds',
      about: 'exp, nbf and iat are seconds since 1970 (RFC 7519 §2). Whoever reads milliseconds as seconds sees a token without end, or one that is not valid yet; Zhipu alone wants milliseconds.',
      confirmed: { 'in-milliseconds': 'These claims are greater than 100,000,000,000: {claims}' },
      ruledOut: { 'in-seconds': 'All its times are seconds' },
      open: { 'not-read': 'The token could not be read again' },
    },
    'zh-CN': {
      title: '令牌的时间以毫秒计',
      about: 'exp、nbf、iat 应为 1970 年以来的秒数（RFC 7519 §2）。把毫秒当作秒来读，令牌就永不过期或尚未生效；只有智谱要求毫秒。',
      confirmed: { 'in-milliseconds': '以下字段大于 100000000000：{claims}' },
      ruledOut: { 'in-seconds': '所有时间都以秒计' },
      open: { 'not-read': '未能再次读取令牌' },
    },
  },
  suspectedBy: ['credential/token-validity#milliseconds'],
  controls: (suspicion) => ({ reading: readingOf(suspicion) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    return (reading.milliseconds ?? []).length > 0 ? confirmed('in-milliseconds', { claims: (reading.milliseconds ?? []).join(', ') }, ['reading']) : ruledOut('in-seconds', {}, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/write-seconds',
      audience: 'operator',
      text: {
        en: { title: 'Write seconds', steps: ['Math.floor(Date.now() / 1000) in JavaScript, time.time() in Python, and set exp, nbf and iat by it.'] },
        'zh-CN': { title: '改用秒', steps: ['JavaScript 用 Math.floor(Date.now() / 1000)，Python 用 time.time()，据此设置 exp、nbf 与 iat。'] },
      },
    }),
  ],
});
