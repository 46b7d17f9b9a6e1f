import { defineOptions, defineTarget, ToolError, type OptionFields, type Route, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { routeField, withRoute } from '@culprit/network';

export type DogeCloudAccount = {
  readonly accessKey: SecretRef;
  readonly secretKey: SecretRef;
  /** Host and port of the API. Default: api.dogecloud.com:443. It is spoken to over TLS. */
  readonly api?: string;
  readonly route?: Route;
};

/** The keys of an account, for the target that needs them. */
export type DogeCloudKeyReferences = Pick<DogeCloudAccount, 'accessKey' | 'secretKey'>;

const keyFields: OptionFields = {
  accessKey: { type: 'secret', required: true, text: { en: 'AccessKey, as env:NAME or file:path', 'zh-CN': 'AccessKey，写作 env:名称 或 file:路径' } },
  secretKey: { type: 'secret', required: true, text: { en: 'SecretKey, as env:NAME or file:path', 'zh-CN': 'SecretKey，写作 env:名称 或 file:路径' } },
};

/** The field of a store that is opened by temporary credentials of DogeCloud. */
export const dogecloudField: OptionFields = {
  dogecloud: { type: 'object', fields: keyFields, text: { en: 'Keys of DogeCloud\'s API, which gives a temporary credential for them', 'zh-CN': '多吉云 API 的密钥，用于换取临时凭据' } },
};

const defaultHost = 'api.dogecloud.com';

/** Where the API of an account is. */
export function apiOf({ api = defaultHost }: Pick<DogeCloudAccount, 'api'>): { readonly host: string; readonly port: number; readonly origin: string } {
  const { hostname, port, origin } = new URL(`https://${api}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port), origin };
}

/**
 * An account of DogeCloud. Reads `dogecloud://api.dogecloud.com`, with the keys of the variables DOGECLOUD_ACCESS_KEY and
 * DOGECLOUD_SECRET_KEY, or `dogecloud://api.dogecloud.com?access-key=env:A&secret-key=file:/path`.
 */
export const dogecloudAccount: TargetKind<DogeCloudAccount> = defineTarget({
  kind: 'dogecloud-account',
  text: { en: 'An account of DogeCloud, by its API keys', 'zh-CN': '多吉云账号（通过 API 密钥访问）' },
  schema: defineOptions({
    ...keyFields,
    api: { type: 'string', pattern: '^[A-Za-z0-9.-]+(:[0-9]{1,5})?$', text: { en: 'Host of the API; default api.dogecloud.com', 'zh-CN': 'API 的主机，默认 api.dogecloud.com' } },
    ...routeField,
  }) as unknown as StandardSchemaV1<unknown, DogeCloudAccount>,
  schemes: ['dogecloud'],
  rows: 'checks',
  label: ({ api = defaultHost, accessKey }) => `dogecloud://${api} (${accessKey.$secret})`,
  endpoint: (data) => {
    const { host, port } = apiOf(data);
    return `${host}:${port}`;
  },
  account: ({ api = defaultHost, accessKey }) => `${api} ${accessKey.$secret}`,
  implies: (data) => {
    const { host, port } = apiOf(data);
    return [{ kind: 'tls-endpoint', data: withRoute({ host, port }, data.route) }];
  },
  read: (text, given) => {
    if (!/^dogecloud:\/\//i.test(text)) return undefined;
    const url = URL.canParse(text.replace(/^dogecloud/i, 'https')) ? new URL(text.replace(/^dogecloud/i, 'https')) : undefined;
    // What stands in it may be a secret: it is not repeated.
    if (url === undefined || url.username !== '' || url.password !== '' || !/^\/?$/.test(url.pathname) || !/^[a-z0-9.-]+$/.test(url.hostname)) throw invalid();
    const unknown = [...url.searchParams.keys()].find((name) => name !== 'access-key' && name !== 'secret-key');
    if (unknown !== undefined) throw invalid();
    const reference = (name: string, variable: string): SecretRef => {
      const value = url.searchParams.get(name) ?? `env:${variable}`;
      if (!/^[a-z][a-z0-9+.-]*:./.test(value)) throw invalid();
      return { $secret: value };
    };
    return withRoute({
      ...(url.host === defaultHost ? {} : { api: url.host }), accessKey: reference('access-key', 'DOGECLOUD_ACCESS_KEY'), secretKey: reference('secret-key', 'DOGECLOUD_SECRET_KEY'),
    }, given.route);
  },
});

const invalid = (): ToolError => new ToolError('TARGET_INVALID', {
  en: 'An account of DogeCloud is written dogecloud://api.dogecloud.com?access-key=env:NAME&secret-key=env:NAME: the keys by reference, never themselves.',
  'zh-CN': '多吉云账号写作 dogecloud://api.dogecloud.com?access-key=env:名称&secret-key=env:名称：密钥只写引用，不写密钥本身。',
});
