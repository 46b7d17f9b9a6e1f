import { defineOptions, type OptionFields, type Route } from '@culprit/core';
import { routeField } from '@culprit/network';
import { consumerIds } from '../consumers/consumers.ts';
import type { ConfiguredCredential } from '../endpoint/configured-credential.ts';
import type { ConfiguredPlace } from '../endpoint/configured-place.ts';
import { judgeEndpoint } from '../endpoint/judge-endpoint.ts';
import type { EndpointQuestion } from '../endpoint/judgement.ts';
import { providerOfScheme } from '../endpoint/read-uri.ts';
import { dogecloudField } from './dogecloud-account.ts';

/** Where a store is, as some program is told. */
export type Place = ConfiguredPlace & ConfiguredCredential & {
  /** Whose URIs these are: `s3`, `tos`, … */
  readonly scheme: string;
  readonly route?: Route;
};

const placeFields: OptionFields = {
  scheme: { type: 'enum', values: Object.keys(providerOfScheme), required: true, text: { en: 'Scheme of its URIs', 'zh-CN': 'URI 的协议' } },
  consumer: { type: 'enum', values: consumerIds, required: true, text: { en: 'Program whose rules count', 'zh-CN': '按哪个程序的规则判断' } },
  // A credential would stand in reports; what a variable holds is masked before.
  endpoint: { type: 'string', pattern: String.raw`^[^@]*$|\*\*\*@`, text: { en: 'Endpoint, exactly as that program has it', 'zh-CN': '该程序中配置的端点原文' } },
  region: { type: 'string', text: { en: 'Region', 'zh-CN': '区域' } },
  style: { type: 'enum', values: ['virtual', 'path', 'auto'], text: { en: 'Where the bucket goes: before the host, or into the path', 'zh-CN': '存储桶名的位置：主机名之前，或路径中' } },
  from: { type: 'string', text: { en: 'Variable or file that holds the endpoint', 'zh-CN': '端点所在的变量或文件' } },
  accessKeyId: { type: 'secret', text: { en: 'Access key id; with it the store is asked live', 'zh-CN': 'Access Key ID；提供后会实际访问存储服务' } },
  secretAccessKey: { type: 'secret', text: { en: 'Secret access key', 'zh-CN': 'Secret Access Key' } },
  sessionToken: { type: 'secret', text: { en: 'Session token of a temporary credential', 'zh-CN': '临时凭据的会话令牌' } },
  ...dogecloudField,
  ...routeField,
};

const named = (en: string, zh: string): OptionFields[string] => ({ type: 'string', required: true, text: { en, 'zh-CN': zh } });

export const bucketFields: OptionFields = {
  bucket: named('Name of the bucket', '存储桶名称'),
  prefix: { type: 'string', text: { en: 'What the keys begin with', 'zh-CN': '对象键的前缀' } },
  ...placeFields,
};
export const objectFields: OptionFields = { bucket: named('Name of the bucket', '存储桶名称'), key: named('Key of the object', '对象键'), ...placeFields };
export const storeFields: OptionFields = placeFields;

/** A schema whose data has the target's own type; the fields say the same with looser unions. */
export function schemaOf<Data>(fields: OptionFields): { readonly '~standard': { readonly version: 1; readonly vendor: string; readonly validate: (value: unknown) => { readonly value: Data } | { readonly issues: readonly { readonly message: string }[] } } } {
  return defineOptions(fields) as never;
}

/** The question that a target's data asks. */
export function questionOf({ consumer, endpoint, region, style, scheme, bucket }: Place & { readonly bucket?: string }): EndpointQuestion {
  return {
    consumer, uri: `${scheme}://${bucket ?? ''}`,
    ...(endpoint === undefined ? {} : { endpoint }), ...(region === undefined ? {} : { region }), ...(style === undefined ? {} : { style }),
  };
}

/** `host:port` that its program contacts; `undefined`: none, since it refuses or the host can't be one. */
function contactOf(place: Place & { readonly bucket?: string }): { readonly scheme: 'https' | 'http'; readonly host: string; readonly port: number } | undefined {
  const { effective } = judgeEndpoint(questionOf(place));
  // Such a host can't be asked for, and never leaves the program as one.
  if (effective === undefined || !/^[a-z\d][a-z\d._:-]*$/i.test(effective.host) || effective.host.split('.').some((label) => label === '' || label.length > 63)) return undefined;
  return { scheme: effective.scheme, host: effective.host.toLowerCase(), port: effective.port };
}

/** The simpler targets that a place rests on. */
export function impliedBy(place: Place & { readonly bucket?: string }): readonly { readonly kind: string; readonly data: { readonly host: string; readonly port: number; readonly scheme?: 'http'; readonly route?: Route } }[] {
  const contact = contactOf(place);
  if (contact === undefined) return [];
  const { scheme, host, port } = contact;
  const route = place.route === undefined ? {} : { route: place.route };
  return [scheme === 'https' ? { kind: 'tls-endpoint', data: { host, port, ...route } } : { kind: 'tcp-endpoint', data: { host, port, scheme, ...route } }];
}

/** What the findings of a place are grouped by. */
export function endpointOf(place: Place & { readonly bucket?: string }, label: string): string {
  const contact = contactOf(place);
  return contact === undefined ? label : `${contact.host.includes(':') ? `[${contact.host}]` : contact.host}:${contact.port}`;
}
