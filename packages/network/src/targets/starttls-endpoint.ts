import { defineTarget, type Route, type TargetKind } from '@culprit/core';
import { routeField, schemaOf, withRoute } from './fields.ts';
import { hostPort } from './host-name.ts';
import { startTlsPorts, type StartTlsProtocol } from './tls-endpoint.ts';

export type StartTlsEndpoint = { readonly host: string; readonly port: number; readonly startTls: StartTlsProtocol; readonly serverName?: string; readonly route?: Route };

/** A port that begins in clear and changes to TLS on demand: what a `tls-endpoint` with `startTls` rests on. */
export const startTlsEndpoint: TargetKind<StartTlsEndpoint> = defineTarget({
  kind: 'starttls-endpoint',
  text: { en: 'A port that changes to TLS on demand', 'zh-CN': '按需切换到 TLS 的端口' },
  schema: schemaOf<StartTlsEndpoint>({
    host: { type: 'string', required: true, text: { en: 'Name or address', 'zh-CN': '名称或地址' } },
    port: { type: 'integer', min: 1, max: 65_535, required: true, text: { en: 'Port', 'zh-CN': '端口' } },
    startTls: { type: 'enum', values: Object.keys(startTlsPorts), required: true, text: { en: 'Protocol that is spoken in clear until both sides agree on TLS (STARTTLS)', 'zh-CN': '在双方同意启用 TLS 之前，以明文使用的协议（STARTTLS）' } },
    serverName: { type: 'string', text: { en: 'Name by which the server is addressed; default: the host', 'zh-CN': '向服务器指明的名称，默认为主机名' } },
    ...routeField,
  }),
  label: ({ host, port, startTls }) => `${startTls}://${hostPort(host, port)}`,
  endpoint: ({ host, port }) => hostPort(host, port),
  implies: ({ host, port, route }) => [{ kind: 'tcp-endpoint', data: withRoute({ host, port }, route) }],
});
