import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { storeRequest } from '../facts/store-request.ts';
import { listingInput, notObserved, shownAnswer, storeOf } from '../live/store-questions.ts';

/** The quota of the bucket or the account is used up. */
export const quotaExceeded: Cause = defineCause({
  id: because.quota,
  owner: 'account',
  layer: 'account',
  order: 50,
  scope: 'account',
  text: {
    en: {
      title: 'The quota of the bucket or the account is used up',
      about: 'Reading goes on, writing does not: the store has reached a limit that was set for the bucket, the user or the plan.',
      confirmed: { 'listing-works': 'Writing: {answer}, while the same key may list the bucket' },
      ruledOut: { 'listing-refused': 'The same key may not even list the bucket: {answer}' },
      open: notObserved.en,
    },
    'zh-CN': {
      title: '存储桶或账户的配额已用尽',
      about: '仍可读取但不能写入：存储桶、用户或套餐已达到设定的上限。',
      confirmed: { 'listing-works': '写入返回 {answer}，而同一密钥可以列举存储桶' },
      ruledOut: { 'listing-refused': '同一密钥连列举存储桶也不允许：{answer}' },
      open: notObserved['zh-CN'],
    },
  },
  suspectedBy: ['storage-endpoint/writing#quota-exceeded'],
  controls: (suspicion) => ({ listing: storeRequest.of(listingInput(storeOf(suspicion))) }),
  judge: ({ suspicion, facts: { listing }, confirmed, ruledOut, open }) => {
    if (listing?.outcome === 'refused') return ruledOut('listing-refused', { answer: shownAnswer(listing) }, ['listing']);
    if (listing?.outcome !== 'accepted') return open('not-observed', {}, []);
    return confirmed('listing-works', { answer: String(suspicion.findings[0]?.params['answer'] ?? '') }, ['listing']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/raise-quota',
      audience: 'operator',
      text: {
        en: { title: 'Raise the quota, or delete what is not needed', steps: ['Ceph: radosgw-admin quota set --quota-scope=user --uid=…; MinIO: mc quota set. Remember old versions and unfinished multipart uploads: they count as well.'] },
        'zh-CN': { title: '提高配额，或删除不需要的对象', steps: ['Ceph：radosgw-admin quota set --quota-scope=user --uid=…；MinIO：mc quota set。历史版本和未完成的分段上传同样占用空间。'] },
      },
    }),
  ],
});
