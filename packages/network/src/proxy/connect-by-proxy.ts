import { connect, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { ForwardProxy } from '../connection/lent-socket.ts';
import { opened } from '../connection/opened.ts';
import { forwarding, openTunnel, wayIn } from './open-tunnel.ts';
import { isSocks, readProxy, readProxyCredential } from './proxy-address.ts';
import { proxySettingFrom, selectProxy } from './select-proxy.ts';

export type ProxiedConnection = { readonly socket: Socket; readonly forward?: ForwardProxy } | { readonly code: string };

export interface ProxiedConnectionOptions {
  readonly secureContext: () => SecureContext;
  /** On the clock of `monotonicMs()`. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/**
 * A connection by the proxy that these variables name, if they name one: through a tunnel, or to the proxy itself where it
 * takes plain HTTP as whole requests. `undefined`: no proxy is to be used. The code of a failure says what the proxy did, or the setting is: `PROXY_HTTP_407`,
 * `PROXY_REFUSED`, `PROXY_NOT_A_PROXY`, `PROXY_SETTING_INVALID`, or that of a connection which did not come about.
 */
export async function connectByProxy({ host, port, secure }: { readonly host: string; readonly port: number; readonly secure: boolean }, environment: { readonly [name: string]: string | undefined }, options: ProxiedConnectionOptions): Promise<ProxiedConnection | undefined> {
  const selection = selectProxy({ host, port, ...(secure ? {} : { scheme: 'http' }) }, environment);
  if (selection.outcome === 'direct') return undefined;
  const proxy = selection.outcome === 'invalid' ? selection : readProxy(selection.proxy);
  if ('reason' in proxy) return { code: 'PROXY_SETTING_INVALID' };
  const credential = readProxyCredential(proxySettingFrom(selection.from, {}, environment));
  const socket = await opened(connect({ host: proxy.host, port: proxy.port, noDelay: true }), 'connect', options.deadline, options.signal);
  if ('code' in socket) return { code: socket.code === 'ABORT_ERR' ? socket.code : `PROXY_${socket.code}` };
  const tunnelOptions = { ...options, credential };
  if (!secure && !isSocks(proxy.scheme)) {
    const way = await wayIn(socket, proxy, tunnelOptions);
    return 'outcome' in way ? failed(socket, way) : { socket: way, forward: forwarding(credential) };
  }
  const { answer, tunnel } = await openTunnel(socket, proxy, { host, port }, tunnelOptions);
  return answer.outcome === 'open' ? { socket: tunnel } : failed(tunnel, answer);
}

function failed(socket: Socket, { outcome, status, code }: { readonly outcome: string; readonly status?: number; readonly code?: string }): { readonly code: string } {
  socket.destroy();
  return { code: code === 'ABORT_ERR' ? code : `PROXY_${status === undefined ? outcome.toUpperCase().replaceAll('-', '_') : `HTTP_${status}`}` };
}
