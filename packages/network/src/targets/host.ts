import { defineTarget, type Route, type TargetKind } from '@culprit/core';
import { hostAndPort } from './host-name.ts';
import { routeField, schemaOf, schemeField } from './fields.ts';

export type Host = { readonly host: string; /** Plain HTTP will be spoken with it. */ readonly scheme?: 'http'; readonly route?: Route };

/** A name or an address, in lower case and punycode. */
export const host: TargetKind<Host> = defineTarget({
  kind: 'host',
  text: { en: 'A host name or address', 'zh-CN': '主机名或地址' },
  schema: schemaOf<Host>({ host: { type: 'string', required: true, text: { en: 'Name or address', 'zh-CN': '名称或地址' } }, ...schemeField, ...routeField }),
  label: (data) => data.host,
  address: (url) => ({ host: hostAndPort(url).host }),
});
