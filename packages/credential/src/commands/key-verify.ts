import { defineCommand, ToolError, type Command } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { profileOf } from '../providers/profiles.ts';
import { givenSecret } from './given-secret.ts';

const usage = 'culprit key verify openai env:OPENAI_API_KEY';

/** `culprit key verify`: whether the provider takes a key, by one free request, and if not, why. */
export const keyVerify: Command = defineCommand({
  name: 'key verify',
  text: {
    en: { summary: 'Whether a provider takes a key, free of charge, and if not, why', positionals: '<provider> <env:NAME|file:path|->' },
    'zh-CN': { summary: '免费验证提供方是否接受密钥；若不接受，查明原因', positionals: '<提供方> <env:名称|file:路径|->' },
  },
  options: {
    baseUrl: { type: 'string', placeholder: 'url', text: { en: 'Base URL that the client uses: a relay, a region', 'zh-CN': '客户端使用的基础网址：中转或区域站点' } },
    model: { type: 'string', placeholder: 'id', text: { en: 'Model that the key is to be used for', 'zh-CN': '要使用的模型' } },
    proxy: { type: 'string', placeholder: 'url', text: { en: 'Proxy to use, or "direct"', 'zh-CN': '要使用的代理，或 direct（直连）' } },
    ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of certificate authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } },
    ...depthOptions, ...reportOptions,
  },
  async run(given) {
    const { positionals: [provider, text], options } = given;
    if (provider === undefined || !/^[a-z0-9][a-z0-9-]{0,40}$/.test(provider)) throw new ToolError('USAGE_INVALID', { en: `Name the provider, then the key: ${usage}`, 'zh-CN': `请先给出提供方，再给出密钥引用：${usage}` });
    const { reference, context } = await givenSecret(text, usage, given);
    const [baseUrl, model] = [textOf(options['baseUrl']), textOf(options['model'])];
    if (baseUrl === undefined && profileOf(provider)?.sites[0] === undefined) {
      throw new ToolError('USAGE_INVALID', { en: `The address of ${provider} is not known here: add --base-url https://….`, 'zh-CN': `不知道 ${provider} 的地址：请加上 --base-url https://…。` });
    }
    const [proxy, ca] = [textOf(options['proxy']), textOf(options['ca'])];
    const route = { ...(proxy === undefined ? {} : { proxy }), ...(ca === undefined ? {} : { ca }) };
    return conduct(context, [{ kind: 'api-key', provider, key: reference, ...(baseUrl === undefined ? {} : { baseUrl }), ...(model === undefined ? {} : { model }), ...(Object.keys(route).length === 0 ? {} : { route }) }]);
  },
});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
