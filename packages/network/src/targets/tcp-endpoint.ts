import { defineTarget, type Given, type Route, type TargetKind } from '@culprit/core';
import { routeField, schemaOf, schemeField, withRoute } from './fields.ts';
import { hostAndPort, hostPort, readHost, readPort, splitHostPort } from './host-name.ts';

export type TcpEndpoint = {
  readonly host: string;
  readonly port: number;
  /** Plain HTTP will be spoken: it decides which proxy variable counts. */
  readonly scheme?: 'http';
  readonly route?: Route;
};

/** A port of a host. Reads `tcp://host:port`. */
export const tcpEndpoint: TargetKind<TcpEndpoint> = defineTarget({
  kind: 'tcp-endpoint',
  text: { en: 'A TCP port of a host', 'zh-CN': '主机的一个 TCP 端口' },
  schema: schemaOf<TcpEndpoint>({
    host: { type: 'string', required: true, text: { en: 'Name or address', 'zh-CN': '名称或地址' } },
    port: { type: 'integer', min: 1, max: 65_535, required: true, text: { en: 'Port', 'zh-CN': '端口' } },
    ...schemeField,
    ...routeField,
  }),
  schemes: ['tcp'],
  address: hostAndPort,
  label: (data) => hostPort(data.host, data.port),
  implies: ({ host, scheme, route }) => [{ kind: 'host', data: withRoute({ host, ...(scheme === undefined ? {} : { scheme }) }, route) }],
  read: (text, given) => readEndpoint('tcp', text, given),
});

/** Reads `scheme://host:port` and, for tcp-endpoint, nothing else: texts without a scheme are http-resource's or a pair of targets. */
export function readEndpoint(scheme: 'tcp' | 'tls', text: string, given: Given): TcpEndpoint | undefined {
  if (!text.toLowerCase().startsWith(`${scheme}://`)) return undefined;
  const { host, port } = splitHostPort(text.slice(scheme.length + 3).replace(/\/$/, ''));
  const fallback = scheme === 'tls' ? '443' : '';
  return withRoute({ host: readHost(host, text), port: readPort(port ?? fallback, text) }, given.route);
}
