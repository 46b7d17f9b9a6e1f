import { defineCommand, type Command } from '@culprit/core';
import { conduct, reportOptions } from '@culprit/core/examination';
import { anyProvider } from '../targets/api-key.ts';
import { givenSecret } from './given-secret.ts';

/** `culprit key check`: what is wrong with the text of a key. Nobody is asked. */
export const keyCheck: Command = defineCommand({
  name: 'key check',
  text: {
    en: { summary: 'What is wrong with the text of a key, without showing it or asking anybody', positionals: '<env:NAME|file:path|->' },
    'zh-CN': { summary: '检查密钥文本有何问题，既不显示密钥也不询问任何人', positionals: '<env:名称|file:路径|->' },
  },
  options: {
    provider: { type: 'string', placeholder: 'id', text: { en: 'Whose key it should be: openai, anthropic, github, …', 'zh-CN': '应属于哪个提供方：openai、anthropic、github 等' } },
    ...reportOptions,
  },
  async run(given) {
    const { reference, context } = await givenSecret(given.positionals[0], 'culprit key check env:NAME', given);
    const provider = typeof given.options['provider'] === 'string' ? given.options['provider'] : anyProvider;
    return conduct({ ...context, options: { depth: 'quick', ...context.options, offline: true, only: ['credential/key-form'] } }, [{ kind: 'api-key', provider, key: reference }]);
  },
});
