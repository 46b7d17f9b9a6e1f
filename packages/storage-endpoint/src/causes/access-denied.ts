import { defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { knownKeyCause } from '../live/known-key-cause.ts';

/** The key is valid, and its policy does not allow this. */
export const accessDenied: Cause = knownKeyCause({
  id: because.accessDenied,
  order: 45,
  text: {
    en: {
      title: 'The key is valid, and its policy does not allow this',
      about: 'Key and signature are good: the policy of the user, of the bucket or of the network refuses the action, the prefix or the address.',
      confirmed: { 'key-known': '{answer}, but {stranger} for a key that nobody has: the key is known, and what it may do does not include this' },
    },
    'zh-CN': {
      title: '密钥有效，但其策略不允许此操作',
      about: '密钥和签名都没有问题：用户策略、存储桶策略或网络策略拒绝了该操作、该前缀或该来源地址。',
      confirmed: { 'key-known': '返回 {answer}，而对不存在的密钥返回 {stranger}：密钥是已知的，但其权限不包括此操作' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#access-denied', 'storage-endpoint/reading#access-denied'],
  remedy: defineRemedy({
    id: 'storage-endpoint/widen-access-policy',
    audience: 'operator',
    text: {
      en: { title: 'Allow the action in the policy', steps: ['Listing needs s3:ListBucket on the bucket itself, reading s3:GetObject on bucket/*; a policy that is limited to a prefix refuses listings of anything else. Also see the bucket\'s policy and its list of addresses.'] },
      'zh-CN': { title: '在策略中允许该操作', steps: ['列举需要对存储桶本身的 s3:ListBucket 权限，读取需要对 bucket/* 的 s3:GetObject 权限；限定前缀的策略会拒绝列举其他内容。还请查看存储桶策略和 IP 白名单。'] },
    },
  }),
});
