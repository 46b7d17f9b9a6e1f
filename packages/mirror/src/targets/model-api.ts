import { defineOptions, defineTarget, ToolError, type ImpliedTarget, type Localized, type Route, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { routeField } from '@culprit/network';
import { dialects, type DialectName } from '../api/dialects.ts';
import { connectionOf, endpointOf, readBaseUrl, readSchemed, routeOf } from './base-url.ts';

export type ModelApi = {
  readonly dialect: DialectName;
  /** What a client is given as its base URL. */
  readonly baseUrl: string;
  /** Judged by whichever plugin examines targets of the kind `api-key`. */
  readonly key?: SecretRef;
  /** A model that is to be used with the key. */
  readonly model?: string;
  /** Whose answers they are, where it is known more precisely than by the dialect: `zhipu`, `openrouter`, … */
  readonly provider?: string;
  readonly route?: Route;
};

const named = { key: 'key', model: 'model', provider: 'provider', base: 'base' } as const;

/** A kind of target for one dialect. It reads `SCHEME://host/v1?key=env:NAME&model=…`, or `?base=http://…` where the URL is not https. */
export function defineModelApi(dialect: DialectName, text: Localized<string>): TargetKind<ModelApi> {
  const { baseUrl: usual, provider: ownProvider } = dialects[dialect];
  return defineTarget({
    kind: dialect,
    text,
    schema: defineOptions({
      dialect: { type: 'enum', values: [dialect], default: dialect, text: { en: 'How the API is spoken to', 'zh-CN': 'API 的调用方式' } },
      baseUrl: { type: 'string', pattern: '^https?://[^\\s?#]+$', ...(usual === undefined ? { required: true as const } : { default: usual }), text: { en: 'Base URL that the client uses', 'zh-CN': '客户端使用的基础网址' } },
      key: { type: 'secret', text: { en: 'The key, by reference: env:NAME, file:path', 'zh-CN': '密钥引用：env:名称 或 file:路径' } },
      model: { type: 'string', text: { en: 'Model that is to be used', 'zh-CN': '要使用的模型' } },
      provider: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,40}$', text: { en: 'Whose answers they are: zhipu, openrouter, …', 'zh-CN': '应答来自哪个提供方：zhipu、openrouter 等' } },
      ...routeField,
    }) as unknown as StandardSchemaV1<unknown, ModelApi>,
    schemes: [dialect],
    address: (address) => ({ baseUrl: readBaseUrl(address) }),
    rows: 'checks',
    label: ({ baseUrl }) => `${dialect} ${baseUrl}`,
    endpoint: endpointOf,
    account: (data) => (data.key === undefined ? endpointOf(data) : `${data.provider ?? ownProvider} ${data.key.$secret}`),
    implies: (data): readonly ImpliedTarget[] => {
      const { baseUrl, key, model, provider = ownProvider, route } = data;
      if (key === undefined) return connectionOf(data);
      return [...connectionOf(data), { kind: 'api-key', data: { provider, key, baseUrl, ...(model === undefined ? {} : { model }), ...(route === undefined ? {} : { route }) } }];
    },
    read: (typed, given) => {
      const read = readSchemed(typed, dialect);
      if (read === undefined) return undefined;
      const { rest, asked } = read;
      const [key, model, provider] = [asked.get(named.key), asked.get(named.model), asked.get(named.provider)];
      // What was written is not repeated: it may be the key.
      if ([...asked.keys()].some((name) => !Object.hasOwn(named, name)) || (key !== null && !/^[a-z][a-z0-9+.-]*:./.test(key)) || (provider !== null && !/^[a-z0-9][a-z0-9-]{0,40}$/.test(provider))) {
        throw new ToolError('TARGET_INVALID', {
          en: `Such a target is written ${dialect}://host/v1?key=env:NAME&model=NAME: the key by reference, never itself.`,
          'zh-CN': `此类目标写作 ${dialect}://主机/v1?key=env:名称&model=模型：密钥只写引用，不写密钥本身。`,
        });
      }
      const base = asked.get(named.base) ?? (rest === '' ? usual : rest);
      return {
        dialect, baseUrl: readBaseUrl(base ?? ''),
        ...(key === null ? {} : { key: { $secret: key } }), ...(model === null ? {} : { model }), ...(provider === null ? {} : { provider }), ...routeOf(given),
      };
    },
  });
}
