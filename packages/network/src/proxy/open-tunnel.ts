import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { ForwardProxy } from '../connection/lent-socket.ts';
import type { TunnelAnswer } from '../facts/proxy-tunnel.ts';
import { hostPort } from '../targets/host-name.ts';
import { isSocks, type ProxyAddress } from './proxy-address.ts';

export interface TunnelOptions {
  /** `user:password` */
  readonly credential: string | undefined;
  /** By which an `https://` proxy is verified. */
  readonly secureContext: () => SecureContext | Promise<SecureContext>;
  /** On the clock of `monotonicMs()`. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Asks a proxy, to which a connection stands, for one to the destination: by CONNECT, SOCKS5 or SOCKS4. Whoever asks closes it. */
export async function openTunnel(socket: Socket, proxy: ProxyAddress, to: { readonly host: string; readonly port: number }, options: TunnelOptions): Promise<{ readonly answer: TunnelAnswer; readonly tunnel: Socket }> {
  const tunnel = await wayIn(socket, proxy, options);
  if ('outcome' in tunnel) return { answer: tunnel, tunnel: socket };
  const { createExchange } = await import('./exchange.ts');
  const exchange = createExchange(tunnel, options.deadline, options.signal);
  if (isSocks(proxy.scheme)) {
    const { connectBySocks, connectBySocks4 } = await import('./socks-connect.ts');
    return { answer: await (proxy.scheme === 'socks4' ? connectBySocks4 : connectBySocks)(exchange, to.host, to.port, options.credential), tunnel };
  }
  const { connectByHttp } = await import('./http-connect.ts');
  return { answer: await connectByHttp(exchange, hostPort(to.host, to.port), options.credential), tunnel };
}

/** The connection on which the proxy is spoken to: TLS inside it where the proxy is `https://`. */
export async function wayIn(socket: Socket, proxy: ProxyAddress, { secureContext, deadline, signal }: TunnelOptions): Promise<Socket | TunnelAnswer> {
  if (proxy.scheme !== 'https') return socket;
  const { secureProxyConnection } = await import('./secure-proxy.ts');
  return secureProxyConnection(socket, proxy.host, await secureContext(), deadline, signal);
}

/** What a proxy that takes whole requests wants to know. */
export const forwarding = (credential: string | undefined): ForwardProxy =>
  (credential === undefined ? {} : { authorization: `Basic ${Buffer.from(credential, 'utf8').toString('base64')}` });
