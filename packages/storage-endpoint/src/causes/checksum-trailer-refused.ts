import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { storeRequest } from '../facts/store-request.ts';
import { listingInput, notObserved, shownAnswer, storeOf } from '../live/store-questions.ts';

/** The store refuses checksums in the trailer of uploads. */
export const checksumTrailerRefused: Cause = defineCause({
  id: because.trailer,
  owner: 'account',
  layer: 'service',
  order: 30,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The store refuses checksums in the trailer of uploads',
      about: 'Since @aws-sdk/client-s3 3.729, boto3 1.36 and their peers, clients add a CRC to every upload; this store knows no such trailer.',
      confirmed: { 'only-with-trailer': 'With a checksum in the trailer: {answer}; the same upload without one was written, and the key may list the bucket' },
      ruledOut: { 'listing-refused': 'The key may not even list the bucket: {answer}' },
      open: notObserved.en,
    },
    'zh-CN': {
      title: '存储服务不接受上传 trailer 中的校验和',
      about: '自 @aws-sdk/client-s3 3.729、boto3 1.36 等版本起，客户端默认为每次上传附加 CRC；该存储服务不支持这种 trailer。',
      confirmed: { 'only-with-trailer': '携带 trailer 校验和时返回 {answer}；同样的上传不携带时写入成功，且该密钥可以列举存储桶' },
      ruledOut: { 'listing-refused': '该密钥连列举存储桶也不允许：{answer}' },
      open: notObserved['zh-CN'],
    },
  },
  suspectedBy: ['storage-endpoint/upload-checksums#trailer-refused'],
  controls: (suspicion) => ({ listing: storeRequest.of(listingInput(storeOf(suspicion))) }),
  judge: ({ suspicion, facts: { listing }, confirmed, ruledOut, open }) => {
    if (listing?.outcome === 'refused') return ruledOut('listing-refused', { answer: shownAnswer(listing) }, ['listing']);
    if (listing?.outcome !== 'accepted') return open('not-observed', {}, []);
    return confirmed('only-with-trailer', { answer: String(suspicion.findings[0]?.params['answer'] ?? '') }, ['listing']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/send-checksums-when-required',
      audience: 'you',
      text: {
        en: { title: 'Send checksums only where they are required', steps: ['AWS_REQUEST_CHECKSUM_CALCULATION=WHEN_REQUIRED and AWS_RESPONSE_CHECKSUM_VALIDATION=WHEN_REQUIRED; JavaScript: requestChecksumCalculation: "WHEN_REQUIRED"; boto3: Config(request_checksum_calculation="when_required").'] },
        'zh-CN': { title: '仅在必需时发送校验和', steps: ['设置环境变量 AWS_REQUEST_CHECKSUM_CALCULATION=WHEN_REQUIRED 和 AWS_RESPONSE_CHECKSUM_VALIDATION=WHEN_REQUIRED；在 JavaScript 中设置 requestChecksumCalculation: "WHEN_REQUIRED"；在 boto3 中设置 Config(request_checksum_calculation="when_required")。'] },
      },
    }),
  ],
});
