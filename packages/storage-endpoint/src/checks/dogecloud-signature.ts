import { defineCheck, type Check } from '@culprit/core';
import { dogecloudSignature } from '../facts/dogecloud-signature.ts';
import { replaceSecret, sendToken } from '../remedies/ask-dogecloud.ts';
import { dogecloudRequest } from '../targets/dogecloud-request.ts';

/** Whether a captured request bears the signature that it should have. */
export const dogecloudSignatureCheck: Check = defineCheck({
  id: 'storage-endpoint/dogecloud-signature',
  layer: 'account',
  target: dogecloudRequest,
  findings: {
    right: { outcome: 'pass' },
    'key-edges': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    mistaken: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    unexplained: { outcome: 'fail', severity: 'critical', owner: 'account', remedy: replaceSecret },
    'no-authorization': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: sendToken },
    'no-signature': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: sendToken },
    'unreadable-capture': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Signature of a DogeCloud request',
      why: 'HMAC-SHA1 over the address as sent, a line feed and the body, in lower-case hex. Nothing else is signed: no time, so the clock is ruled out; no host, no method.',
      findings: {
        right: 'The signature is right for these keys. If it is refused, the keys are: another pair, deleted or disabled. The clock is ruled out',
        'key-edges': 'The signature is right for these keys, which have something around them that belongs to no key',
        mistaken: 'Signed in another way: {mistakes}',
        unexplained: 'No known mistake gives this signature: a wrong or stale SecretKey, or a request that was changed on its way. The clock is ruled out',
        'no-authorization': 'The request has no Authorization field',
        'no-signature': 'The Authorization field holds no signature',
        'unreadable-capture': 'The capture can\'t be read: {code}',
      },
    },
    'zh-CN': {
      title: '多吉云请求的签名',
      why: '签名是对“实际发送的地址 + 换行 + 请求体”做 HMAC-SHA1 后的小写十六进制。除此之外都不参与签名：没有时间，因此可以排除时钟；也没有主机和方法。',
      findings: {
        right: '对这对密钥而言签名正确。若仍被拒绝，问题在密钥本身：不是同一对、已删除或已停用。可以排除时钟问题',
        'key-edges': '对这对密钥而言签名正确，但密钥首尾带有多余的字符',
        mistaken: '签名方式有误：{mistakes}',
        unexplained: '没有任何已知错误会得出该签名：SecretKey 错误或已更换，或者请求在途中被改动。可以排除时钟问题',
        'no-authorization': '请求没有 Authorization 头',
        'no-signature': 'Authorization 头中没有签名',
        'unreadable-capture': '无法读取抓取文件：{code}',
      },
    },
  },
  needs: (request) => ({ signature: dogecloudSignature.of(request) }),
  evaluate: ({ facts: { signature }, conclude }) => {
    if (signature.outcome === 'unreadable') return conclude('unreadable-capture', { code: signature.code });
    const { diagnosis } = signature;
    if (diagnosis.outcome === 'mistaken') return conclude('mistaken', { mistakes: diagnosis.mistakes.join(' + ') });
    if (diagnosis.outcome !== 'right') return conclude(diagnosis.outcome);
    return diagnosis.edges.accessKey.length + diagnosis.edges.secretKey.length > 0 ? conclude('key-edges') : conclude('right');
  },
});
