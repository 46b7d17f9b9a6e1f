import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { failedRequest, notObserved, otherAnswer, serviceOf, shownAnswer, storeOf } from '../live/store-questions.ts';

/** The bucket is not public, and no credential was given. */
export const credentialMissing: Cause = defineCause({
  id: because.credentialMissing,
  owner: 'account',
  layer: 'account',
  order: 5,
  scope: 'account',
  text: {
    en: {
      title: 'The bucket is not public, and no credential was given',
      about: 'Name, connection and store work: it lets nobody list this bucket without a signature.',
      confirmed: { 'unsigned-refused': 'Without a signature: {answer}' },
      ruledOut: { ...otherAnswer.en, signed: 'The request was signed' },
      open: notObserved.en,
    },
    'zh-CN': {
      title: '存储桶不是公开的，而又没有提供凭据',
      about: '域名、连接和存储服务都正常：没有签名，谁都不能列举该存储桶。',
      confirmed: { 'unsigned-refused': '不签名时返回 {answer}' },
      ruledOut: { ...otherAnswer['zh-CN'], signed: '请求带有签名' },
      open: notObserved['zh-CN'],
    },
  },
  suspectedBy: ['storage-endpoint/listing#credential-missing'],
  controls: (suspicion) => ({ answer: failedRequest(suspicion), service: serviceOf(storeOf(suspicion)) }),
  judge: ({ facts: { answer, service }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused' || service === undefined) return open('not-observed', {}, []);
    return answer.signed ? ruledOut('signed', {}, ['answer']) : confirmed('unsigned-refused', { answer: shownAnswer(answer) }, ['answer', 'service']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/give-credential',
      audience: 'you',
      text: {
        en: { title: 'Give a key of the store, by reference', steps: ['In the config: accessKeyId: env:AWS_ACCESS_KEY_ID, secretAccessKey: env:AWS_SECRET_ACCESS_KEY; for a temporary one sessionToken: env:AWS_SESSION_TOKEN as well.'] },
        'zh-CN': { title: '以引用方式提供该存储服务的密钥', steps: ['在配置中填写 accessKeyId: env:AWS_ACCESS_KEY_ID、secretAccessKey: env:AWS_SECRET_ACCESS_KEY；临时密钥还需 sessionToken: env:AWS_SESSION_TOKEN。'] },
      },
    }),
  ],
});
