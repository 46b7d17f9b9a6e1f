import { defineCheck, type Check } from '@culprit/core';
import { dogecloudAnswer } from '../facts/dogecloud-answer.ts';
import { readRefusal, useTheApi } from '../remedies/ask-dogecloud.ts';
import { dogecloudAccount } from '../targets/dogecloud-account.ts';

/** Whether DogeCloud's API takes the account's keys, by a list of its domains, which changes nothing. */
export const dogecloudAccountCheck: Check = defineCheck({
  id: 'storage-endpoint/dogecloud-account',
  layer: 'account',
  target: dogecloudAccount,
  findings: {
    accepted: { outcome: 'pass' },
    'access-token-refused': { outcome: 'fail', severity: 'critical', owner: 'account' },
    unauthorized: { outcome: 'fail', severity: 'critical', owner: 'path' },
    unsendable: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    refused: { outcome: 'fail', severity: 'major', owner: 'account', remedy: readRefusal },
    'not-dogecloud': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: useTheApi },
    'undocumented-reply': { outcome: 'inconclusive', required: true },
    'no-answer': { outcome: 'inconclusive', required: true },
    withheld: { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'DogeCloud account',
      why: 'One text, "AccessToken Error", stands for every fault of keys and signatures. The signature holds no time, so the clock is never among them.',
      findings: {
        accepted: 'The keys are accepted: {domains} domains in the account',
        'access-token-refused': 'Refused with 403 "AccessToken Error"',
        unauthorized: 'Refused with ERROR_UNAUTHORIZED: the API saw no token, though one was sent',
        unsendable: 'The AccessKey holds a character that no header field can carry',
        refused: 'Refused: {code} {message}',
        'not-dogecloud': 'What answered is not DogeCloud\'s API (HTTP {status})',
        'undocumented-reply': 'The reply is not as documented ({what}): it can\'t be told whether the keys were accepted',
        'no-answer': 'No complete reply: {code}',
        withheld: 'Not asked: the certificate of the API does not verify, and keys are not sent then',
      },
    },
    'zh-CN': {
      title: '多吉云账号',
      why: '密钥和签名的各种错误都只返回“AccessToken Error”这一句话。签名中不含时间，因此与本机时钟无关。',
      findings: {
        accepted: '密钥有效：账号下有 {domains} 个域名',
        'access-token-refused': '被拒绝：403“AccessToken Error”',
        unauthorized: '被拒绝：ERROR_UNAUTHORIZED，已发送令牌，但接口没有看到',
        unsendable: 'AccessKey 中含有请求头无法携带的字符',
        refused: '被拒绝：{code} {message}',
        'not-dogecloud': '应答的不是多吉云 API（HTTP {status}）',
        'undocumented-reply': '响应与文档不符（{what}），无法判断密钥是否被接受',
        'no-answer': '没有完整的响应：{code}',
        withheld: '未询问：API 的证书未通过验证，此时不会发送密钥',
      },
    },
  },
  needs: (account) => ({ answer: dogecloudAnswer.of(account) }),
  evaluate: ({ facts: { answer }, conclude }) => {
    switch (answer.outcome) {
      case 'accepted': return conclude('accepted', { domains: answer.domains });
      case 'refused':
        if (isTokenRefusal(answer)) return conclude('access-token-refused');
        return /UNAUTHORIZED/.test(`${answer.code} ${answer.message}`) ? conclude('unauthorized') : conclude('refused', { code: answer.code, message: answer.message });
      case 'unexpected':
        return answer.why === 'no-envelope' ? conclude('not-dogecloud', { status: answer.status }) : conclude('undocumented-reply', { what: answer.at ?? 'code: null' });
      case 'failed': return conclude('no-answer', { code: answer.code });
      case 'timed-out':
      case 'too-large': return conclude('no-answer', { code: answer.outcome });
      case 'withheld': return conclude('withheld');
      default: return conclude('unsendable');
    }
  },
});

/** 403 alone may stand for a lack of rights as well. */
const isTokenRefusal = ({ code, message }: { readonly code: string; readonly message: string }): boolean => code === '403' && /access\s*token/i.test(message);
