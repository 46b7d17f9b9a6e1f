import type { HeaderValue, OptionFields } from '@culprit/core';

/** What a healthy answer of a service looks like, as data. What is left out is not looked at. */
export type ServiceProfile = {
  /** Below the base URL. */
  readonly path: string;
  /** Status codes that are healthy. */
  readonly status: readonly number[];
  /** Header fields that the service wants with every request; a credential by reference. */
  readonly requestHeaders?: { readonly [name: string]: HeaderValue };
  /** Header fields of the answer that must have this value, letter case aside. */
  readonly headersEqual?: { readonly [name: string]: string };
  /** Header fields whose number must be below this one. */
  readonly headersBelow?: { readonly [name: string]: string };
  /** Header fields that must be there. */
  readonly headersPresent?: readonly string[];
  /** What the body must contain. */
  readonly bodyContains?: string;
  /** The header field that names the node of the CDN that answered. */
  readonly nodeHeader?: string;
};

/** What a reader may set of a profile; each member stands in place of the named profile's. */
export const profileFields: OptionFields = {
  path: { type: 'string', pattern: '^/[^\\s#]*$', text: { en: 'Path of the health answer, below the base URL', 'zh-CN': '健康检查路径（相对基础网址）' } },
  status: { type: 'list', items: { type: 'integer', min: 100, max: 599 }, text: { en: 'Status codes that are healthy', 'zh-CN': '视为健康的状态码' } },
  requestHeaders: { type: 'map', values: { type: 'header' }, text: { en: 'Header fields that the service wants with a request', 'zh-CN': '服务要求随请求携带的请求头' } },
  headersEqual: { type: 'map', values: { type: 'string' }, text: { en: 'Header fields of the answer that must have this value', 'zh-CN': '响应头必须等于该值' } },
  headersBelow: { type: 'map', values: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }, text: { en: 'Header fields of the answer whose number must be below this one', 'zh-CN': '响应头中的数值必须低于该值' } },
  headersPresent: { type: 'list', items: { type: 'string', pattern: '^[A-Za-z0-9-]+$' }, text: { en: 'Header fields that the answer must have', 'zh-CN': '响应必须带有的响应头' } },
  bodyContains: { type: 'string', text: { en: 'Text that the body must contain', 'zh-CN': '响应体必须包含的文本' } },
  nodeHeader: { type: 'string', pattern: '^[A-Za-z0-9-]+$', text: { en: 'Header field that names the node that answered', 'zh-CN': '标明应答节点的响应头' } },
};
