import { defineCommand, type Command } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { givenSecret } from './given-secret.ts';

/** `culprit token explain`: what a token says of itself, and whether it can be good now. */
export const tokenExplain: Command = defineCommand({
  name: 'token explain',
  text: {
    en: { summary: 'What a JWT says of itself, and whether it can be good by a right clock', positionals: '<env:NAME|file:path|->' },
    'zh-CN': { summary: '解读 JWT 的内容，并按准确的时钟判断其是否有效', positionals: '<env:名称|file:路径|->' },
  },
  options: {
    audience: { type: 'string', text: { en: 'Whom it must be meant for (aud)', 'zh-CN': '应面向的受众（aud）' } },
    issuer: { type: 'string', text: { en: 'Who must have issued it (iss)', 'zh-CN': '应有的签发方（iss）' } },
    ...depthOptions, ...reportOptions,
  },
  async run(given) {
    const { reference, context } = await givenSecret(given.positionals[0], 'culprit token explain env:TOKEN', given);
    const { audience, issuer } = given.options;
    return conduct(context, [{ kind: 'token', token: reference, ...(typeof audience === 'string' ? { audience } : {}), ...(typeof issuer === 'string' ? { issuer } : {}) }]);
  },
});
