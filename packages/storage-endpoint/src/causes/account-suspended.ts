import { defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { knownKeyCause } from '../live/known-key-cause.ts';

/** The account is suspended. */
export const accountSuspended: Cause = knownKeyCause({
  id: because.suspended,
  order: 35,
  text: {
    en: {
      title: 'The account is suspended',
      about: 'The store knows the key and serves its account no more: an unpaid bill, a block by the operator, or a user that was disabled.',
      confirmed: { 'key-known': '{answer}, but {stranger} for a key that nobody has: the account is known, and not served' },
    },
    'zh-CN': {
      title: '账户已被停用',
      about: '存储服务认识该密钥，但不再为其账户提供服务：欠费、被运营方封禁，或用户已被停用。',
      confirmed: { 'key-known': '返回 {answer}，而对不存在的密钥返回 {stranger}：账户是已知的，但已被停用' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#account-suspended'],
  remedy: defineRemedy({
    id: 'storage-endpoint/restore-account',
    audience: 'operator',
    text: {
      en: { title: 'Restore the account', steps: ['Pay what is open, or let the operator enable the user again (Ceph: radosgw-admin user enable --uid=…).'] },
      'zh-CN': { title: '恢复账户', steps: ['付清欠费，或请运营方重新启用该用户（Ceph：radosgw-admin user enable --uid=…）。'] },
    },
  }),
});
