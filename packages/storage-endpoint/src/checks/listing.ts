import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { storeRequest } from '../facts/store-request.ts';
import { listingInput } from '../live/store-questions.ts';
import { s3Bucket } from '../targets/s3-bucket.ts';
import { judgeAnswer } from './judge-answer.ts';

const refused = (owner: 'account' | 'service' | 'machine') => ({ outcome: 'fail', severity: 'critical', owner }) as const;

/** What to do where no cause claims a refusal. */
const askTheStore = defineRemedy({
  id: 'storage-endpoint/ask-store-operator',
  audience: 'you',
  text: {
    en: { title: 'Ask whoever runs the store', steps: ['The store says {answer}. Look the code up in its documentation, and give its operator the request id of the evidence.'] },
    'zh-CN': { title: '联系存储服务的运营方', steps: ['存储服务返回 {answer}。请在其文档中查找该错误码，并把证据中的请求 ID 提供给运营方。'] },
  },
});

/** Whether the bucket can be listed: HEAD is no proof, since stores let it through or refuse it on other grounds. */
export const listing: Check = defineCheck({
  id: 'storage-endpoint/listing',
  layer: 'account',
  target: s3Bucket,
  byClock: true,
  findings: {
    listed: { outcome: 'pass' },
    'nothing-listed': { outcome: 'fail', severity: 'minor', owner: 'account', remedy: defineRemedy({
      id: 'storage-endpoint/check-prefix',
      audience: 'you',
      text: {
        en: { title: 'Check the prefix', steps: ['Prefixes are compared letter by letter, with no leading slash: "models/llama/" and not "/models/llama".'] },
        'zh-CN': { title: '检查前缀', steps: ['前缀逐字比较，开头没有斜杠：应为“models/llama/”，而不是“/models/llama”。'] },
      },
    }) },
    'signature-refused': refused('account'), 'key-unknown': refused('account'), 'token-refused': refused('account'), 'region-refused': refused('account'),
    'bucket-missing': refused('account'), 'path-style-refused': refused('account'), 'access-denied': refused('account'), 'account-suspended': refused('account'),
    'time-refused': refused('machine'), 'credential-missing': refused('account'),
    'bucket-doubled': { ...refused('account'), remedy: askTheStore }, 'native-interface': { ...refused('account'), remedy: askTheStore },
    refused: { ...refused('service'), remedy: askTheStore },
    'not-answered': { outcome: 'inconclusive', required: true },
    'not-signed': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Listing of the bucket',
      why: 'It is the first thing that a client does, and the least that a key must be allowed to.',
      findings: {
        listed: 'The bucket can be listed',
        'nothing-listed': 'The bucket can be listed, and no key begins with {prefix}',
        'signature-refused': 'The store refuses the signature: {answer}',
        'key-unknown': 'The store does not know the access key: {answer}',
        'token-refused': 'The store refuses the session token: {answer}',
        'region-refused': 'The store expects another region or endpoint: {answer}',
        'bucket-missing': 'The store knows no such bucket: {answer}',
        'path-style-refused': 'The store takes no bucket in the path: {answer}',
        'access-denied': 'The store refuses access: {answer}',
        'account-suspended': 'The account is suspended: {answer}',
        'time-refused': 'The store refuses the time of the signature: {answer}',
        'credential-missing': 'The store wants a credential: {answer}',
        'bucket-doubled': 'The store looks for a key where a bucket was meant: {answer}',
        'native-interface': 'The store\'s own interface answers, not S3: {answer}',
        refused: 'The store refuses the request: {answer}',
        'not-answered': 'The store gave no answer: {code}',
        'not-signed': 'Nothing was signed: the certificate of the peer does not verify',
      },
    },
    'zh-CN': {
      title: '列举存储桶',
      why: '这是客户端的第一步，也是密钥至少应有的权限。',
      findings: {
        listed: '可以列举存储桶',
        'nothing-listed': '可以列举存储桶，但没有以 {prefix} 开头的对象',
        'signature-refused': '存储服务拒绝了签名：{answer}',
        'key-unknown': '存储服务不认识该 Access Key：{answer}',
        'token-refused': '存储服务拒绝了会话令牌：{answer}',
        'region-refused': '存储服务要求使用另一个区域或端点：{answer}',
        'bucket-missing': '存储服务上没有该存储桶：{answer}',
        'path-style-refused': '存储服务不接受把存储桶写在路径中：{answer}',
        'access-denied': '存储服务拒绝访问：{answer}',
        'account-suspended': '账户已被停用：{answer}',
        'time-refused': '存储服务拒绝了签名中的时间：{answer}',
        'credential-missing': '存储服务要求提供凭据：{answer}',
        'bucket-doubled': '本应访问存储桶，存储服务却在查找对象：{answer}',
        'native-interface': '应答的是存储服务的原生接口，而不是 S3：{answer}',
        refused: '存储服务拒绝了请求：{answer}',
        'not-answered': '存储服务没有应答：{code}',
        'not-signed': '对方证书未通过校验，因此没有发送签名',
      },
    },
  },
  needs: (target, _, { clockCorrectionMs }) => ({ answer: storeRequest.of({ ...listingInput(target), ...(clockCorrectionMs === undefined ? {} : { clockCorrectionMs }) }) }),
  evaluate: ({ target, facts: { answer }, conclude }) => {
    switch (answer.outcome) {
      case 'accepted': return answer.keys === 0 && target.prefix !== undefined ? conclude('nothing-listed', { prefix: target.prefix }) : conclude('listed');
      case 'withheld': return conclude('not-signed');
      case 'refused': {
        const { finding, params } = judgeAnswer(answer, 'list');
        // No listing is about one object.
        return conclude(finding === 'object-missing' ? 'refused' : finding, params);
      }
      case 'failed': return conclude('not-answered', { code: answer.code });
      case 'nothing-to-read': return conclude('not-answered', { code: answer.outcome });
    }
  },
});
