import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { storeRequest } from '../facts/store-request.ts';
import { readingInput } from '../live/store-questions.ts';
import { s3Bucket } from '../targets/s3-bucket.ts';
import { judgeAnswer } from './judge-answer.ts';

/** Whether an object can be read, by its first kilobyte: a policy may allow the listing and nothing else. */
export const reading: Check = defineCheck({
  id: 'storage-endpoint/reading',
  layer: 'account',
  target: s3Bucket,
  findings: {
    read: { outcome: 'pass' },
    'object-missing': { outcome: 'fail', severity: 'critical', owner: 'account', remedy: defineRemedy({
      id: 'storage-endpoint/check-key',
      audience: 'you',
      text: {
        en: { title: 'Check the key', steps: ['Keys are compared letter by letter, with their case, and begin with no slash. List what there is: culprit s3://bucket/prefix.'] },
        'zh-CN': { title: '检查对象键', steps: ['对象键逐字比较、区分大小写，开头没有斜杠。可先列举现有对象：culprit s3://存储桶/前缀。'] },
      },
    }) },
    'access-denied': { outcome: 'fail', severity: 'critical', owner: 'account' },
    refused: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: defineRemedy({
      id: 'storage-endpoint/look-up-refusal',
      audience: 'you',
      text: {
        en: { title: 'Look up the refusal', steps: ['The store says {answer} to a request for an object. Look the code up in its documentation.'] },
        'zh-CN': { title: '查找该错误码', steps: ['读取对象时存储服务返回 {answer}。请在其文档中查找该错误码。'] },
      },
    }) },
    'nothing-to-read': { outcome: 'not-applicable' },
    'not-answered': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Reading of an object',
      why: 'A policy may allow the listing of a bucket, and no object in it.',
      findings: {
        read: 'A range of an object was read: {bytes} bytes',
        'object-missing': 'The store knows no such key: {answer}',
        'access-denied': 'The store refuses to let the object be read: {answer}',
        refused: 'The store refuses the request: {answer}',
        'nothing-to-read': 'There is no object to read',
        'not-answered': 'The object could not be asked for',
      },
    },
    'zh-CN': {
      title: '读取对象',
      why: '策略可能只允许列举存储桶，而不允许读取其中的对象。',
      findings: {
        read: '已读取对象的一段内容：{bytes} 字节',
        'object-missing': '存储服务上没有该对象：{answer}',
        'access-denied': '存储服务拒绝读取该对象：{answer}',
        refused: '存储服务拒绝了请求：{answer}',
        'nothing-to-read': '没有可读取的对象',
        'not-answered': '未能请求该对象',
      },
    },
  },
  needs: (target, _options, { depth }) => (target.key === undefined && depth === 'quick' ? undefined : { answer: storeRequest.of(readingInput(target)) }),
  evaluate: ({ facts: { answer }, conclude }) => {
    if (answer.outcome === 'accepted') return conclude('read', { bytes: answer.bytes ?? 0 });
    if (answer.outcome === 'nothing-to-read') return conclude('nothing-to-read');
    if (answer.outcome !== 'refused') return conclude('not-answered');
    const { finding, params } = judgeAnswer(answer, 'get');
    return conclude(finding === 'object-missing' || finding === 'access-denied' ? finding : 'refused', params);
  },
});
