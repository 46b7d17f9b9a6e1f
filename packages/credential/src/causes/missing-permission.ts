import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** A good key that may not do what it was asked to do. */
export const missingPermission: Cause = answerCause({
  id: 'credential/missing-permission',
  owner: 'account',
  verdicts: ['permission-missing', 'wrong-organization'],
  en: { title: 'The key is good, and lacks a permission', about: 'The provider knows the key: its scope, role, organisation or verification does not allow the request. Some providers answer 401 to that.' },
  zh: { title: '密钥有效，但缺少权限', about: '提供方认得该密钥，但其权限范围、角色、所属组织或实名状态不允许此请求。有的提供方对此也答复 401。' },
  remedies: [
    defineRemedy({
      id: 'credential/grant-permission',
      audience: 'you',
      text: {
        en: { title: 'Grant the permission', steps: ['In the provider\'s console give the key the permission that the request needs (for a restricted key: reading models and making completions), or use a key of the right project.', 'Do not make another key of the same scope: it would be refused too.'] },
        'zh-CN': { title: '授予所需权限', steps: ['在提供方控制台为密钥授予请求所需的权限（受限密钥：读取模型列表和调用模型），或改用所属项目正确的密钥。', '不要再新建相同权限的密钥：结果一样。'] },
      },
    }),
  ],
});
