import { defineFact, type Fact, type Request } from '@culprit/core';
import { selectionFor, wayOf, type TcpConnectionInput } from '../connection/destination.ts';
import type { LentSocket } from '../connection/lent-socket.ts';
import type { ProxySelection } from './proxy-selection.ts';
import { tcpConnection, type TcpConnection } from './tcp-connection.ts';

export type ProxyTunnelInput = TcpConnectionInput & {
  /** Go through CONNECT even for plain HTTP, which most clients hand to an HTTP proxy as whole requests: an experiment. */
  readonly form?: 'tunnel';
};

/** What a proxy says to the wish for a tunnel. */
export type TunnelAnswer = {
  readonly outcome: 'open' | 'authentication-required' | 'refused' | 'not-a-proxy' | 'untrusted' | 'closed' | 'reset' | 'timed-out' | 'not-permitted';
  /** The status of an HTTP proxy. */
  readonly status?: number;
  /** The reason phrase of a refusal, at most 100 characters. */
  readonly phrase?: string;
  /** The reply code of a SOCKS proxy: RFC 1928 §6, or 91 to 93 of SOCKS4. */
  readonly reply?: number;
  /** `untrusted`: OpenSSL's code for what is wrong with the certificate of an `https://` proxy. */
  readonly code?: string;
  /** Plain HTTP goes to it as whole requests, as most clients send them (RFC 9112 §3.2.2). Where it refuses CONNECT, `status` is that of CONNECT. */
  readonly forwards?: true;
  /** Proxy-Authenticate, Via, X-Squid-Error and Server, in lower case. */
  readonly headers?: { readonly [name: string]: string };
};

export type ProxyTunnel =
  | { readonly outcome: 'direct' }
  | TunnelAnswer & { readonly proxy: string; readonly from: string; readonly tookMs: number; /** Whether a credential was presented. */ readonly credentialSent: boolean };

export type ProxyTunnelNeeds = { readonly connection: Request<TcpConnection, LentSocket>; readonly selection: Request<ProxySelection> };

/**
 * Whether a way to the target stands: the direct connection, or a tunnel through the proxy by CONNECT (RFC 9110 §9.3.6)
 * SOCKS5 (RFC 1928) or SOCKS4. Lends the socket over which the target can be spoken to.
 */
export const proxyTunnel: Fact<ProxyTunnelInput, ProxyTunnel, LentSocket> = defineFact<ProxyTunnelInput, ProxyTunnel, ProxyTunnelNeeds, LentSocket>({
  id: 'network/proxy-tunnel',
  needs: (input) => ({ connection: tcpConnection.of(wayOf(input)), selection: selectionFor(input) }),
  gather: async (context) => {
    const { connection, selection } = context.facts;
    if (connection.outcome !== 'connected') return context.blocked('connection');
    if (selection.outcome === 'proxied') return (await import('../proxy/through-proxy.ts')).throughProxy(context, selection);
    const left = await context.open('connection');
    if (left !== undefined) context.lend(left);
    return { outcome: 'direct' };
  },
  exhibit: (value) => value,
});
