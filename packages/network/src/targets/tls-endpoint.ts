import { defineTarget, ToolError, type Given, type Route, type TargetKind } from '@culprit/core';
import { routeField, schemaOf, withRoute } from './fields.ts';
import { clip, hostAndPort, hostPort, readHost, readPort, splitHostPort } from './host-name.ts';
import { readEndpoint } from './tcp-endpoint.ts';

/** Protocols that begin in clear and change to TLS on demand, each with the port that IANA gives it. */
export const startTlsPorts = { smtp: 25, imap: 143, pop3: 110, ldap: 389, postgres: 5432, mysql: 3306, xmpp: 5222, ftp: 21 } as const;
export type StartTlsProtocol = keyof typeof startTlsPorts;

export type TlsEndpoint = {
  readonly host: string;
  readonly port: number;
  readonly serverName?: string;
  readonly attempt?: boolean;
  /** What is spoken in clear until both sides agree on TLS. */
  readonly startTls?: StartTlsProtocol;
  readonly route?: Route;
};

/**
 * A TCP port that speaks TLS. Reads `tls://host:port` (the port defaults to 443), `smtp://host` and its like for protocols
 * that change to TLS on demand, and `host:port` as an attempt.
 */
export const tlsEndpoint: TargetKind<TlsEndpoint> = defineTarget({
  kind: 'tls-endpoint',
  text: { en: 'A port that speaks TLS', 'zh-CN': '使用 TLS 的端口' },
  schema: schemaOf<TlsEndpoint>({
    host: { type: 'string', required: true, text: { en: 'Name or address', 'zh-CN': '名称或地址' } },
    port: { type: 'integer', min: 1, max: 65_535, required: true, text: { en: 'Port', 'zh-CN': '端口' } },
    serverName: { type: 'string', text: { en: 'Server name to ask for (SNI) and to verify; default: the host', 'zh-CN': '要请求并校验的服务器名称（SNI），默认为主机名' } },
    attempt: { type: 'boolean', text: { en: 'Whether TLS is only tried: a port that does without it is fine', 'zh-CN': '是否只是尝试 TLS：端口不使用 TLS 也算正常' } },
    startTls: { type: 'enum', values: Object.keys(startTlsPorts), text: { en: 'Protocol that is spoken in clear until both sides agree on TLS (STARTTLS)', 'zh-CN': '在双方同意启用 TLS 之前，以明文使用的协议（STARTTLS）' } },
    ...routeField,
  }),
  schemes: ['tls', ...Object.keys(startTlsPorts), 'postgresql'],
  bare: true,
  address: hostAndPort,
  label: ({ host, port, startTls }) => (startTls === undefined ? hostPort(host, port) : `${startTls}://${hostPort(host, port)}`),
  endpoint: ({ host, port }) => hostPort(host, port),
  implies: ({ host, port, serverName, startTls, route }) => [startTls === undefined
    ? { kind: 'tcp-endpoint', data: withRoute({ host, port }, route) }
    : { kind: 'starttls-endpoint', data: withRoute({ host, port, startTls, ...(serverName === undefined ? {} : { serverName }) }, route) }],
  read: (text, given) => readEndpoint('tls', text, given) ?? readStartTls(text, given) ?? readBare(text, given),
});

/** `smtp://host`, `postgres://host:5432/database`: what stands behind the host is for the protocol's own clients. */
function readStartTls(text: string, given: Given): TlsEndpoint | undefined {
  const [, scheme = '', authority = ''] = /^([a-z\d]+):\/\/([^/?#]*)/i.exec(text) ?? [];
  const protocol = scheme.toLowerCase() === 'postgresql' ? 'postgres' : scheme.toLowerCase();
  if (!isStartTlsProtocol(protocol)) return undefined;
  if (authority.includes('@')) {
    const rest = clip(authority.slice(authority.lastIndexOf('@') + 1));
    throw new ToolError('TARGET_INVALID', {
      en: `The address of ${rest} carries a user name or password. It would stand in the process list, in shell history and in reports, so it is refused. No log-in is tried: write ${protocol}://${rest}.`,
      'zh-CN': `${rest} 的地址里带有用户名或密码。它会出现在进程列表、命令历史和报告中，因此不予接受。这里不会尝试登录：请写 ${protocol}://${rest}。`,
    });
  }
  const { host, port } = splitHostPort(authority);
  return withRoute({ host: readHost(host, text), port: port === undefined || port === '' ? startTlsPorts[protocol] : readPort(port, text), startTls: protocol }, given.route);
}

const isStartTlsProtocol = (name: string): name is StartTlsProtocol => Object.hasOwn(startTlsPorts, name);

function readBare(text: string, given: Given): TlsEndpoint | undefined {
  if (text.includes('://') || /[/?#]/.test(text)) return undefined;
  const { host, port } = splitHostPort(text);
  return port === undefined ? undefined : withRoute({ host: readHost(host, text), port: readPort(port, text), attempt: true }, given.route);
}
