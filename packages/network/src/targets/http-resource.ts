import { defineTarget, ToolError, type Given, type HeaderValue, type Route, type TargetKind } from '@culprit/core';
import { routeField, schemaOf, withRoute } from './fields.ts';
import { clip, hostAndPort, hostPort, readHost, readPort, splitHostPort } from './host-name.ts';

export type HttpResource = {
  readonly url: string;
  readonly method?: string;
  /** A credential stands by reference: `{ $secret: 'env:TOKEN', scheme: 'Bearer' }`. */
  readonly headers?: { readonly [name: string]: HeaderValue };
  readonly expectStatus?: readonly number[];
  readonly route?: Route;
};

/** The parts of a resource's URL that its connection depends on. */
export function originOf(url: string): { readonly secure: boolean; readonly host: string; readonly port: number } {
  return { secure: /^https:/i.test(url), ...hostAndPort(url) };
}

/** Something behind a URL. Reads `https://…`, `http://…` and a bare `host` (as `https://host/`). */
export const httpResource: TargetKind<HttpResource> = defineTarget({
  kind: 'http-resource',
  text: { en: 'Something behind an http or https URL', 'zh-CN': 'http 或 https 网址指向的资源' },
  schema: schemaOf<HttpResource>({
    url: { type: 'string', required: true, pattern: '^https?://', text: { en: 'The URL', 'zh-CN': '网址' } },
    method: { type: 'string', pattern: '^[A-Z]+$', text: { en: 'Request method; default GET', 'zh-CN': '请求方法，默认 GET' } },
    headers: { type: 'map', values: { type: 'header' }, text: { en: 'Header fields to send; a credential by reference, such as "Bearer env:NAME"', 'zh-CN': '要发送的请求头；凭据以引用方式给出，例如“Bearer env:NAME”' } },
    expectStatus: { type: 'list', items: { type: 'integer', min: 100, max: 599 }, text: { en: 'Status codes that count as healthy', 'zh-CN': '视为正常的状态码' } },
    ...routeField,
  }),
  schemes: ['https', 'http'],
  bare: true,
  label: (data) => data.url,
  endpoint: (data) => {
    const { host, port } = originOf(data.url);
    return hostPort(host, port);
  },
  implies: (data) => {
    const { secure, host, port } = originOf(data.url);
    return [secure
      ? { kind: 'tls-endpoint', data: withRoute({ host, port }, data.route) }
      : { kind: 'tcp-endpoint', data: withRoute({ host, port, scheme: 'http' as const }, data.route) }];
  },
  read: (text, given) => {
    if (/^https?:\/\//i.test(text)) return readUrl(text, given);
    // A path is a file's, and a file is of another kind.
    if (text.includes('://') || /^(?:\.{0,2}[\\/]|[a-z]:[\\/])/i.test(text)) return undefined;
    const { host, port } = splitHostPort(text.split(/[/?#]/, 1)[0] ?? '');
    // `host:port` is a tls-endpoint that may turn out to be plain TCP.
    if (port !== undefined && !/[/?#]/.test(text)) return undefined;
    readHost(host, text);
    return readUrl(`https://${text}`, given);
  },
});

function readUrl(text: string, given: Given): HttpResource {
  const scheme = text.slice(0, text.indexOf('://'));
  const rest = text.slice(scheme.length + 3);
  const authority = rest.split(/[/?#]/, 1)[0] ?? '';
  if (authority.includes('@')) {
    throw new ToolError('TARGET_INVALID', {
      en: `The URL of ${clip(authority.slice(authority.lastIndexOf('@') + 1))} carries a user name or password. It would stand in the process list, in shell history and in reports, so it is refused. Leave it out, and give a credential by reference (env:NAME or file:path).`,
      'zh-CN': `${clip(authority.slice(authority.lastIndexOf('@') + 1))} 的网址里带有用户名或密码。它会出现在进程列表、命令历史和报告中，因此不予接受。请去掉它，并以引用方式（env:NAME 或 file:路径）提供凭据。`,
    });
  }
  const { host, port = '' } = splitHostPort(authority);
  const name = readHost(host, text);
  // An empty port is the default one (RFC 3986 §3.2.3).
  const suffix = port === '' ? '' : `:${readPort(port, text)}`;
  const url = new URL(`${scheme.toLowerCase()}://${name.includes(':') ? `[${name}]` : name}${suffix}${rest.slice(authority.length)}`);
  url.hash = '';
  const { method, headers, expectStatus } = given;
  return withRoute({
    url: url.href,
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(expectStatus === undefined ? {} : { expectStatus }),
  }, given.route);
}
