import { defineOptions, defineTarget, ToolError, type JsonObject, type OptionFields, type Route, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { originOf, routeField } from '@culprit/network';
import { notAReference } from './api-key.ts';

export type LogIn = {
  /** The page with the form or, as JSON, where the log-in is posted to. */
  readonly url: string;
  readonly username: SecretRef;
  readonly password: SecretRef;
  /** A one-time code: `totp:env:NAME`. */
  readonly code?: SecretRef;
  /** Default: `form`. */
  readonly as?: 'form' | 'json';
  /** As JSON: a page to get before, for its cookies and its CSRF token. */
  readonly page?: string;
  /** What the service calls its fields; default: what the form shows, as JSON `username`, `password` and `code`. */
  readonly fields?: { readonly username?: string; readonly password?: string; readonly code?: string };
  /** Fields that are the same for everybody: a tenant. */
  readonly with?: { readonly [name: string]: string };
  /** What is asked for after the log-in; default: where it leads. */
  readonly resource?: string;
  readonly route?: Route;
};

const url = (text: { readonly en: string; readonly 'zh-CN': string }) => ({ type: 'string', pattern: '^https?://[^@\\s]+$', text }) as const;
const name = (en: string, zh: string) => ({ type: 'string', text: { en, 'zh-CN': zh } }) as const;

/** The fields of a log-in beside its address and its route. */
export const logInFields: OptionFields = {
  username: { type: 'secret', required: true, placeholder: 'secret', text: { en: 'User name, as env:NAME or file:path', 'zh-CN': '用户名，写作 env:名称 或 file:路径' } },
  password: { type: 'secret', required: true, placeholder: 'secret', text: { en: 'Password, as env:NAME or file:path', 'zh-CN': '密码，写作 env:名称 或 file:路径' } },
  code: { type: 'secret', placeholder: 'secret', text: { en: 'One-time code, as totp:env:NAME', 'zh-CN': '动态验证码，写作 totp:env:名称' } },
  as: { type: 'enum', values: ['form', 'json'], text: { en: 'How it is posted; default: form', 'zh-CN': '提交方式，默认 form（表单）' } },
  page: { ...url({ en: 'With --as json: a page to get before, for its cookies and its CSRF token', 'zh-CN': '采用 json 时：先获取的页面，用于取得 Cookie 和 CSRF 令牌' }), placeholder: 'url' },
  fields: { type: 'object', text: { en: 'Names of the fields', 'zh-CN': '各字段的名称' }, fields: { username: name('Field of the user name', '用户名字段'), password: name('Field of the password', '密码字段'), code: name('Field of the one-time code', '验证码字段') } },
  with: { type: 'map', values: { type: 'string' }, text: { en: 'Fields that are the same for everybody', 'zh-CN': '固定不变的其他字段' } },
  resource: { ...url({ en: 'What to ask for after the log-in; default: where it leads', 'zh-CN': '登录后要访问的网址，默认为登录后到达的页面' }), placeholder: 'url' },
};

/**
 * A log-in and what it is for. Reads `login+https://host/path#username=env:NAME&password=env:NAME&code=totp:env:NAME&resource=https://…`:
 * what stands after the # is for this tool, and never sent.
 */
export const logIn: TargetKind<LogIn> = defineTarget({
  kind: 'login',
  text: { en: 'A log-in with a user name and a password', 'zh-CN': '使用用户名和密码的登录' },
  schema: defineOptions({ url: { ...url({ en: 'Page with the form, or where JSON is posted to', 'zh-CN': '登录表单所在的页面，或 JSON 提交的网址' }), required: true }, ...logInFields, ...routeField }) as unknown as StandardSchemaV1<unknown, LogIn>,
  schemes: ['login+https', 'login+http'],
  address: (address) => ({ url: address }),
  rows: 'checks',
  label: ({ url: address }) => address,
  endpoint: ({ url: address }) => new URL(address).host,
  account: ({ url: address, username }) => `${new URL(address).host} ${username.$secret}`,
  implies: ({ url: address, route }) => {
    const { secure, host, port } = originOf(address);
    const way: JsonObject = { host, port, ...(route === undefined ? {} : { route }) };
    return [secure ? { kind: 'tls-endpoint', data: way } : { kind: 'tcp-endpoint', data: { ...way, scheme: 'http' } }];
  },
  read: (text, { route }) => {
    const [address = '', options = ''] = text.replace(/^login\+/i, '').split(/#(.*)/s, 2);
    const given = new URLSearchParams(options);
    const reference = (field: string): SecretRef | undefined => {
      const reference = given.get(field);
      if (reference === null) return undefined;
      if (!/^[a-z][a-z0-9+.-]*:./.test(reference)) throw notAReference();
      return { $secret: reference };
    };
    const [username, password, code] = [reference('username'), reference('password'), reference('code')];
    if (username === undefined || password === undefined || !URL.canParse(address) || address.includes('@')) {
      throw new ToolError('TARGET_INVALID', {
        en: 'Write a log-in as login+https://host/path#username=env:NAME&password=env:NAME',
        'zh-CN': '登录目标请写作 login+https://主机/路径#username=env:名称&password=env:名称',
      });
    }
    const [as, page, resource] = [given.get('as'), given.get('page'), given.get('resource')];
    return {
      url: address, username, password, ...(code === undefined ? {} : { code }), ...(as === 'json' ? { as } : {}), ...(page === null ? {} : { page }),
      ...(resource === null ? {} : { resource }), ...(route === undefined ? {} : { route }),
    };
  },
});
