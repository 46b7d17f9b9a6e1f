import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { failedRequest, notObserved, pointedToBy, saysTheSame, shownAnswer, strangersRequest } from '../live/store-questions.ts';

/** The account is suspended. */
export const accountSuspended: Cause = defineCause({
  id: because.suspended,
  owner: 'account',
  layer: 'account',
  order: 35,
  scope: 'account',
  text: {
    en: {
      title: 'The account is suspended',
      about: 'The store knows the key and serves its account no more: an unpaid bill, a block by the operator, or a user that was disabled.',
      confirmed: { 'key-known': '{answer}, but {stranger} for a key that nobody has: the account is known, and not served' },
      ruledOut: { accepted: 'Asked again, the store lets the request through' },
      open: { ...notObserved.en, 'store-merges': 'The store says {answer} for a key that nobody has as well; look in its console whether the key is active and of this store' },
    },
    'zh-CN': {
      title: '账户已被停用',
      about: '存储服务认识该密钥，但不再为其账户提供服务：欠费、被运营方封禁，或用户已被停用。',
      confirmed: { 'key-known': '返回 {answer}，而对不存在的密钥返回 {stranger}：账户是已知的，但已被停用' },
      ruledOut: { accepted: '再次请求时，存储服务予以放行' },
      open: { ...notObserved['zh-CN'], 'store-merges': '对不存在的密钥，存储服务同样返回 {answer}；请在控制台确认该密钥已启用且属于该存储服务' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#account-suspended'],
  concerns: pointedToBy(because.suspended),
  controls: (suspicion) => ({ answer: failedRequest(suspicion), stranger: strangersRequest(suspicion) }),
  judge: ({ facts: { answer, stranger }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('accepted', {}, ['answer']);
    if (answer?.outcome !== 'refused' || stranger?.outcome !== 'refused') return open('not-observed', {}, []);
    const params = { answer: shownAnswer(answer), stranger: shownAnswer(stranger) };
    return saysTheSame(answer, stranger) ? open('store-merges', params, ['answer', 'stranger']) : confirmed('key-known', params, ['answer', 'stranger']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/restore-account',
      audience: 'operator',
      text: {
        en: { title: 'Restore the account', steps: ['Pay what is open, or let the operator enable the user again (Ceph: radosgw-admin user enable --uid=…).'] },
        'zh-CN': { title: '恢复账户', steps: ['付清欠费，或请运营方重新启用该用户（Ceph：radosgw-admin user enable --uid=…）。'] },
      },
    }),
  ],
});
