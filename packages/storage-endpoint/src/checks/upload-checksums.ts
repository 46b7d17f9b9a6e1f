import { defineCheck, optional, type Check } from '@culprit/core';
import { writeTrial } from '../facts/write-trial.ts';
import { writingInput } from '../live/store-questions.ts';
import { s3Bucket } from '../targets/s3-bucket.ts';
import { meaningOfWrite } from './writing.ts';

/** Whether the store takes uploads as today's SDKs send them by default: with a checksum in the trailer. */
export const uploadChecksums: Check = defineCheck({
  id: 'storage-endpoint/upload-checksums',
  layer: 'service',
  target: s3Bucket,
  depth: 'full',
  findings: {
    taken: { outcome: 'pass' },
    'trailer-refused': { outcome: 'fail', severity: 'major', owner: 'account' },
    'not-comparable': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Checksums of uploads',
      why: 'Since 2025 the AWS SDKs add a checksum to every upload; many other stores refuse it.',
      findings: {
        taken: 'The store takes an upload with a checksum in the trailer',
        'trailer-refused': 'With a checksum in the trailer: {answer}; without: written',
        'not-comparable': 'An upload with a checksum in the trailer could not be compared with one without',
      },
    },
    'zh-CN': {
      title: '上传的校验和',
      why: '自 2025 年起，AWS SDK 默认为每次上传附加校验和，而许多其他存储服务会拒绝。',
      findings: {
        taken: '存储服务接受在 trailer 中携带校验和的上传',
        'trailer-refused': '在 trailer 中携带校验和时返回 {answer}；不携带时可以写入',
        'not-comparable': '未能比较携带与不携带 trailer 校验和的上传',
      },
    },
  },
  needs: (target) => {
    if (target.write !== true) return undefined;
    const input = writingInput(target);
    return { plain: optional(writeTrial.of(input)), usual: optional(writeTrial.of({ ...input, checksums: 'default' })) };
  },
  evaluate: ({ facts: { plain, usual }, conclude }) => {
    if (usual?.outcome === 'written') return conclude('taken');
    if (plain?.outcome !== 'written' || usual === undefined || usual.outcome === 'withheld') return conclude('not-comparable');
    return conclude('trailer-refused', { answer: usual.outcome === 'refused' ? meaningOfWrite(usual).answer : usual.code });
  },
});
