import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { explainAnswer } from '../dialects/explain-answer.ts';
import { writeTrial, type WriteTrial } from '../facts/write-trial.ts';
import { writingInput } from '../live/store-questions.ts';
import { s3Bucket } from '../targets/s3-bucket.ts';

/** What a refusal of a write means. */
export function meaningOfWrite(trial: WriteTrial & { readonly outcome: 'refused' }): { readonly cause: string | undefined; readonly answer: string } {
  return { cause: explainAnswer({ ...trial, request: 'put' })?.cause, answer: `${trial.status}${trial.code === undefined ? '' : ` ${trial.code}`}` };
}

/** Whether an object can be written and deleted again; only where the target says so and the run may change things. */
export const writing: Check = defineCheck({
  id: 'storage-endpoint/writing',
  layer: 'account',
  target: s3Bucket,
  findings: {
    written: { outcome: 'pass' },
    'left-behind': { outcome: 'fail', severity: 'minor', owner: 'account', remedy: defineRemedy({
      id: 'storage-endpoint/delete-trial-object',
      audience: 'you',
      text: {
        en: { title: 'Delete the trial object', steps: ['Its key is {key}; the key in use may write and not delete.'] },
        'zh-CN': { title: '删除测试对象', steps: ['其对象键为 {key}；当前密钥可以写入但不能删除。'] },
      },
    }) },
    'quota-exceeded': { outcome: 'fail', severity: 'critical', owner: 'account' },
    refused: { outcome: 'fail', severity: 'critical', owner: 'account', remedy: defineRemedy({
      id: 'storage-endpoint/allow-writing',
      audience: 'operator',
      text: {
        en: { title: 'Allow the key to write', steps: ['The store says {answer} to a PUT: grant s3:PutObject and s3:DeleteObject on the prefix, or use a key that has them.'] },
        'zh-CN': { title: '允许该密钥写入', steps: ['写入时存储服务返回 {answer}：请授予该前缀的 s3:PutObject 和 s3:DeleteObject 权限，或改用具备这些权限的密钥。'] },
      },
    }) },
    'not-answered': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Writing to the bucket',
      why: 'A key that may list and read is not thereby allowed to write, and a full quota shows in writing only.',
      findings: {
        written: 'An object was written, read and deleted again',
        'left-behind': 'An object was written and could not be deleted: {key}',
        'quota-exceeded': 'The store has no more room for this account: {answer}',
        refused: 'The store refuses to write: {answer}',
        'not-answered': 'Writing could not be tried: {code}',
      },
    },
    'zh-CN': {
      title: '写入存储桶',
      why: '可以列举和读取的密钥不一定可以写入；配额用尽也只有在写入时才会显现。',
      findings: {
        written: '已写入、读回并删除一个对象',
        'left-behind': '写入了一个对象，但无法删除：{key}',
        'quota-exceeded': '该账户的存储空间已用尽：{answer}',
        refused: '存储服务拒绝写入：{answer}',
        'not-answered': '未能尝试写入：{code}',
      },
    },
  },
  needs: (target) => (target.write === true ? { trial: writeTrial.of(writingInput(target)) } : undefined),
  evaluate: ({ facts: { trial }, conclude }) => {
    switch (trial.outcome) {
      case 'written': return trial.leftBehind === undefined ? conclude('written') : conclude('left-behind', { key: trial.leftBehind });
      case 'withheld': return conclude('not-answered', { code: trial.outcome });
      case 'failed': return conclude('not-answered', { code: trial.code });
      case 'refused': {
        const { cause, answer } = meaningOfWrite(trial);
        return conclude(cause === because.quota ? 'quota-exceeded' : 'refused', { answer });
      }
    }
  },
});
