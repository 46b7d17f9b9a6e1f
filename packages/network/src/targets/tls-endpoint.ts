import { defineTarget, type Given, type Route, type TargetKind } from '@culprit/core';
import { routeField, schemaOf, withRoute } from './fields.ts';
import { hostPort, readHost, readPort, splitHostPort } from './host-name.ts';
import { readEndpoint } from './tcp-endpoint.ts';

export type TlsEndpoint = { readonly host: string; readonly port: number; readonly serverName?: string; readonly attempt?: boolean; readonly route?: Route };

/** A TCP port that speaks TLS. Reads `tls://host:port` (the port defaults to 443), and `host:port` as an attempt. */
export const tlsEndpoint: TargetKind<TlsEndpoint> = defineTarget({
  kind: 'tls-endpoint',
  text: { en: 'A port that speaks TLS', 'zh-CN': '使用 TLS 的端口' },
  schema: schemaOf<TlsEndpoint>({
    host: { type: 'string', required: true, text: { en: 'Name or address', 'zh-CN': '名称或地址' } },
    port: { type: 'integer', min: 1, max: 65_535, required: true, text: { en: 'Port', 'zh-CN': '端口' } },
    serverName: { type: 'string', text: { en: 'Server name to ask for (SNI) and to verify; default: the host', 'zh-CN': '要请求并校验的服务器名称（SNI），默认为主机名' } },
    attempt: { type: 'boolean', text: { en: 'Whether TLS is only tried: a port that does without it is fine', 'zh-CN': '是否只是尝试 TLS：端口不使用 TLS 也算正常' } },
    ...routeField,
  }),
  schemes: ['tls'],
  bare: true,
  label: (data) => hostPort(data.host, data.port),
  implies: (data) => [{ kind: 'tcp-endpoint', data: withRoute({ host: data.host, port: data.port }, data.route) }],
  read: (text, given) => readEndpoint('tls', text, given) ?? readBare(text, given),
});

function readBare(text: string, given: Given): TlsEndpoint | undefined {
  if (text.includes('://') || /[/?#]/.test(text)) return undefined;
  const { host, port } = splitHostPort(text);
  return port === undefined ? undefined : withRoute({ host: readHost(host, text), port: readPort(port, text), attempt: true }, given.route);
}
