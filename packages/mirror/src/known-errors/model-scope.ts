import { defineKnownErrors, type KnownError } from '@culprit/core';

/** What modelscope says (hub/errors.py, and the messages of its API). */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'mirror/modelscope-no-token', program: 'modelscope', literals: ['Authentication token does not exist'],
    pattern: /\bAuthentication token does not exist, failed to access (?:model|dataset)?/i,
    causes: [{ id: 'mirror/repository-not-visible', when: { en: 'Other models are shown without a log-in, this one is not: a typo, or it is private.', 'zh-CN': '其他模型无需登录即可看到，唯独这个不行：名称有误，或为私有。' } }],
    examples: { matches: ['Authentication token does not exist, failed to access model org/x which may not exist or may be private. Please login first.'], nearMisses: ['Authentication token does not exist.'] },
  },
  {
    id: 'mirror/modelscope-invalid-token', program: 'modelscope', literals: ['authentication token is invalid'],
    pattern: /\bThe authentication token is invalid\b/i,
    causes: [{ id: 'mirror/refused-token', when: { en: 'It works without MODELSCOPE_API_TOKEN: the token is stale, or of the other site (.cn, .ai).', 'zh-CN': '去掉 MODELSCOPE_API_TOKEN 就正常：令牌已失效，或属于另一个站点（.cn、.ai）。' } }],
    examples: { matches: ['The authentication token is invalid'], nearMisses: ['The authentication token is missing'] },
  },
]);
