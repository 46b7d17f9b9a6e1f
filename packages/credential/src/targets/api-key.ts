import { defineOptions, defineTarget, ToolError, type JsonObject, type Route, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { originOf, routeField } from '@culprit/network';
import { profileOf } from '../providers/profiles.ts';

export type ApiKey = {
  /** The id of the provider whose key it should be. */
  readonly provider: string;
  readonly key: SecretRef;
  /** The provider's API as this client is set up to use it; default: the first of the provider's own sites. */
  readonly baseUrl?: string;
  /** Other sites of the same provider, where a key of one is invalid at the other; default: the provider's own. */
  readonly siblings?: readonly string[];
  /** A model that the key is to be used for. */
  readonly model?: string;
  readonly route?: Route;
};

/** Where nobody said whose key it is: its form alone is judged. */
export const anyProvider = 'any';

/** A key and the provider that should accept it. Reads `api-key://provider/env:NAME?base=https://…`. */
export const apiKey: TargetKind<ApiKey> = defineTarget({
  kind: 'api-key',
  text: { en: 'An API key and the provider that should accept it', 'zh-CN': 'API 密钥及应接受它的提供方' },
  schema: defineOptions({
    provider: { type: 'string', required: true, pattern: '^[a-z0-9][a-z0-9-]{0,40}$', text: { en: 'Whose key it is: openai, anthropic, dashscope, …', 'zh-CN': '密钥的提供方：openai、anthropic、dashscope 等' } },
    key: { type: 'secret', required: true, text: { en: 'The key, by reference: env:NAME, file:path', 'zh-CN': '密钥引用：env:名称 或 file:路径' } },
    baseUrl: { type: 'string', pattern: '^https?://', text: { en: 'Base URL that the client uses; default: the provider\'s own', 'zh-CN': '客户端使用的基础网址，默认为提供方自己的' } },
    siblings: { type: 'list', items: { type: 'string', pattern: '^https?://' }, text: { en: 'Other sites of the same provider', 'zh-CN': '同一提供方的其他站点' } },
    model: { type: 'string', text: { en: 'Model that the key is to be used for', 'zh-CN': '要使用的模型' } },
    ...routeField,
  }) as unknown as StandardSchemaV1<unknown, ApiKey>,
  schemes: ['api-key'],
  address: (address) => ({ baseUrl: address }),
  rows: 'checks',
  label: ({ provider, key }) => `${provider} ${key.$secret}`,
  endpoint: (data) => hostOf(baseUrlOf(data)) ?? data.provider,
  account: ({ provider, key }) => `${provider} ${key.$secret}`,
  implies: (data) => {
    const baseUrl = baseUrlOf(data);
    if (baseUrl === undefined) return [];
    const { secure, host, port } = originOf(baseUrl);
    const way: JsonObject = { host, port, ...(data.route === undefined ? {} : { route: data.route }) };
    return [secure ? { kind: 'tls-endpoint', data: way } : { kind: 'tcp-endpoint', data: { ...way, scheme: 'http' } }];
  },
  read: (text, { route }) => {
    const [, provider = '', rest = ''] = /^api-key:\/\/([^/?#]*)\/?(.*)$/s.exec(text) ?? [];
    const [reference = '', query = ''] = rest.split('?', 2);
    if (!/^[a-z][a-z0-9+.-]*:./.test(reference)) throw notAReference();
    const asked = new URLSearchParams(query);
    const [baseUrl, siblings, model] = [asked.get('base'), asked.getAll('sibling'), asked.get('model')];
    if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(provider)) throw new ToolError('TARGET_INVALID', { en: 'Write whose key it is: api-key://openai/env:OPENAI_API_KEY', 'zh-CN': '请写明密钥的提供方：api-key://openai/env:OPENAI_API_KEY' });
    return {
      provider, key: { $secret: reference },
      ...(baseUrl === null ? {} : { baseUrl: baseOf(baseUrl) }), ...(siblings.length === 0 ? {} : { siblings: siblings.map(baseOf) }),
      ...(model === null ? {} : { model }), ...(route === undefined ? {} : { route }),
    };
  },
});

/** Where the key is to be used; `undefined` where neither the reader nor a profile says it. */
export function baseUrlOf({ provider, baseUrl }: Pick<ApiKey, 'provider' | 'baseUrl'>): string | undefined {
  return baseUrl ?? profileOf(provider)?.sites[0];
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).host;
}

function baseOf(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text) || new URL(text).username !== '' || new URL(text).password !== '') {
    throw new ToolError('TARGET_INVALID', { en: 'A base URL begins with https:// (or http:// on this machine) and carries no user name or password.', 'zh-CN': '基础网址须以 https:// 开头（本机可用 http://），且不得带有用户名或密码。' });
  }
  return text;
}

/** What was written is not repeated: it may be the key. */
export function notAReference(): ToolError {
  return new ToolError('SECRET_IN_ARGUMENT', {
    en: 'What stands where a reference belongs is none, and may be the secret itself: arguments can be read by every user of this machine. Put it into a variable or a file and write env:NAME or file:path.',
    'zh-CN': '此处应为密钥引用，但所给内容不是引用，可能就是密钥本身：命令行参数对本机所有用户可见。请把它放进环境变量或文件，并写作 env:名称 或 file:路径。',
  });
}
