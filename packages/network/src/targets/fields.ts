import { defineOptions, type OptionFields, type Route } from '@culprit/core';

const routeFields: OptionFields = {
  resolver: { type: 'string', text: { en: 'Name server to ask: address, address:port, tls://address#name (DNS over TLS), or an https:// URL (DNS over HTTPS)', 'zh-CN': '要查询的域名服务器：地址、地址:端口、tls://地址#名称（DoT），或 https:// 网址（DoH）' } },
  proxy: { type: 'string', text: { en: 'Proxy to use, or "direct"', 'zh-CN': '要使用的代理，或 direct（直连）' } },
  proxyCredential: { type: 'secret', text: { en: 'User name and password for the proxy', 'zh-CN': '代理的用户名和密码' } },
  connectTo: { type: 'string', text: { en: 'Connect to this host:port instead', 'zh-CN': '改为连接到此 主机:端口' } },
  family: { type: 'integer', min: 4, max: 6, text: { en: 'Use addresses of this family only: 4 or 6', 'zh-CN': '只使用该地址族：4 或 6' } },
  ca: { type: 'string', text: { en: 'PEM file of certificate authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } },
  clientCertificate: {
    type: 'object',
    text: { en: 'Client certificate to present', 'zh-CN': '要出示的客户端证书' },
    fields: {
      certificate: { type: 'string', required: true, text: { en: 'PEM file of the certificate', 'zh-CN': '证书的 PEM 文件' } },
      key: { type: 'string', required: true, text: { en: 'PEM file of its private key', 'zh-CN': '私钥的 PEM 文件' } },
    },
  },
};

/** The field of a route, shared by every kind of target in this plugin. */
export const routeField: OptionFields = {
  route: { type: 'object', fields: routeFields, text: { en: 'How the target is reached', 'zh-CN': '访问目标的方式' } },
};

/** What will be spoken, where it is plain HTTP. */
export const schemeField: OptionFields = {
  scheme: { type: 'enum', values: ['http'], text: { en: 'Plain HTTP will be spoken: HTTP_PROXY counts, HTTPS_PROXY does not', 'zh-CN': '将使用明文 HTTP：遵循 HTTP_PROXY，而不是 HTTPS_PROXY' } },
};

/** A schema whose data has this plugin's own type; the fields say the same with looser unions. */
export function schemaOf<Data>(fields: OptionFields): { readonly '~standard': { readonly version: 1; readonly vendor: string; readonly validate: (value: unknown) => { readonly value: Data } | { readonly issues: readonly { readonly message: string }[] } } } {
  return defineOptions(fields) as never;
}

/** A route without members says nothing: it is left out, so that equal targets stay equal. */
export function withRoute<T extends object>(data: T, route: Route | undefined): T & { readonly route?: Route } {
  return route === undefined || Object.values(route).every((value) => value === undefined) ? data : { ...data, route };
}
