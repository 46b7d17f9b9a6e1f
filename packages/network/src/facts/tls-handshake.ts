import { defineFact, type Fact, type Handle, type Json, type Request, type Route } from '@culprit/core';
import type { TLSSocket } from 'node:tls';
import { proxyTunnel, type ProxyTunnel } from './proxy-tunnel.ts';
import type { LentSocket } from './tcp-connection.ts';
import type { Alert } from './tls-capture/alerts.ts';
import type { SpokenProtocol } from './tls-capture/spoken-protocol.ts';
import type { Refusal } from '../http/refusal.ts';
import type { StartTls } from '../starttls/outcome.ts';
import type { StartTlsProtocol } from '../targets/tls-endpoint.ts';

export type TlsHandshakeInput = {
  readonly host: string;
  readonly port: number;
  /** For SNI instead of the host. */
  readonly serverName?: string;
  /** What is spoken in clear until both sides agree on TLS. */
  readonly startTls?: StartTlsProtocol;
  readonly route?: Route;
  /** Offer no post-quantum key share: a ClientHello that fits into one packet. */
  readonly groups?: 'classic';
  /** Offer TLS 1.2 and nothing newer. */
  readonly newest?: 'TLSv1.2';
  /** Send no server name at all. */
  readonly sni?: 'none';
  /** Protocols to offer by ALPN (RFC 7301). Default: HTTP/1.1; empty: no offer at all. */
  readonly alpn?: readonly string[];
  /** The same question asked again: whether it is answered alike. */
  readonly attempt?: 2;
};

/** How a handshake failed. */
export type FailedHandshake = {
  readonly outcome: 'reset' | 'closed' | 'timed-out' | 'not-tls' | 'protocol-version' | 'alert' | 'failed';
  readonly code?: string;
  readonly alert?: Alert;
  readonly answeredWith?: SpokenProtocol;
  /** The printable start of what a peer without TLS said, at most 80 characters; none where it is not readable. */
  readonly excerpt?: string;
  /** Whose block page came in clear in place of TLS, where it bears such a mark. */
  readonly refusal?: Refusal;
};

export type TlsHandshake = {
  readonly tookMs: number;
  /** Where the connection went: the peer's address, or the proxy's. Handshakes can only be compared at one address. */
  readonly address: string;
  /** As sent in SNI (RFC 6066 §3). */
  readonly serverName: string | undefined;
  /** Base64 DER, exactly as sent, leaf first; empty if none was seen. */
  readonly chain: readonly string[];
  /** `session`: what Node made of it, where the bytes could not be read. */
  readonly chainSource: 'wire' | 'session';
  readonly clientCertificateRequested: boolean;
  /** How many authorities the server named that client certificates must come from. */
  readonly acceptableAuthorities?: number;
  /** Base64 DER of the OCSP answer that came with it (RFC 6066 §8). */
  readonly stapledOcsp?: string;
  /** Encrypted bytes, from the first to the end of the handshake. */
  readonly bytesReceived: number;
} & (
  | {
    readonly outcome: 'completed';
    readonly protocol: string;
    /** IANA name. It and the group are those of the last look in full, also where a look in between had a smaller offer. */
    readonly cipher: string;
    readonly alpn: string | undefined;
    /** The group of the key exchange, such as `X25519MLKEM768`. */
    readonly group?: string;
    /** What Node says with its default roots and those of the route; the name is not considered. */
    readonly authorized: boolean;
    /** OpenSSL's code, such as `CERT_HAS_EXPIRED`. */
    readonly authorizationError?: string;
  }
  | FailedHandshake
);

/** A TLS session, paused; `later` tells the error that it met meanwhile. */
export interface LentTlsSession extends Handle {
  readonly socket: TLSSocket;
  readonly later: { readonly code?: string };
}

let capture: Promise<typeof import('./tls-capture/gather-handshake.ts')> | undefined;

/** node:tls is only loaded where a target speaks TLS, and then once: the loader takes its time to find a module again. */
export function loadCapture(): Promise<typeof import('./tls-capture/gather-handshake.ts')> {
  capture ??= import('./tls-capture/gather-handshake.ts');
  return capture;
}

/** Shakes hands and verifies nothing: what came is judged elsewhere. Leaves the session. */
export const tlsHandshake: Fact<TlsHandshakeInput, TlsHandshake, LentTlsSession> = defineFact<TlsHandshakeInput, TlsHandshake, TlsHandshakeNeeds, LentTlsSession>({
  id: 'network/tls-handshake',
  needs: tlsHandshakeNeeds,
  gather: async (context) => (await loadCapture()).gatherHandshake(context, context.input.newest === undefined ? context.input.groups ?? 'default' : 'tls12'),
  exhibit: exhibitHandshake,
});

export type TlsHandshakeNeeds = { readonly tunnel: Request<ProxyTunnel | StartTls, LentSocket> };

/** The way on which TLS begins: at once, or once both sides have agreed on it. */
export function tlsHandshakeNeeds({ host, port, serverName, startTls: protocol, route }: Pick<TlsHandshakeInput, 'host' | 'port' | 'serverName' | 'startTls' | 'route'>): TlsHandshakeNeeds {
  const way = { host, port, ...(route === undefined ? {} : { route }) };
  return { tunnel: protocol === undefined ? proxyTunnel.of(way) : startTls.of({ ...way, protocol, ...(serverName === undefined ? {} : { serverName }) }) };
}

/** Whether TLS can begin on the way that stands. */
export const leadsToTls = ({ outcome }: ProxyTunnel | StartTls): boolean => outcome === 'direct' || outcome === 'open' || outcome === 'agreed';

export type StartTlsInput = {
  readonly host: string;
  readonly port: number;
  readonly protocol: StartTlsProtocol;
  /** The name by which the peer is addressed, where its protocol asks for one. */
  readonly serverName?: string;
  readonly route?: Route;
  /** Ask for TLS even where it was not offered. */
  readonly insist?: true;
  /** The same question asked again: whether it is answered alike. */
  readonly attempt?: 2;
};

/**
 * What a peer says in clear until both sides agree on TLS: its greeting, what it offers, and its answer to the wish. Lends
 * the socket on which the handshake then begins. It stands beside the handshake so that what speaks TLS at once loads no
 * more files for it.
 */
export const startTls: Fact<StartTlsInput, StartTls, LentSocket> = defineFact<StartTlsInput, StartTls, { readonly tunnel: Request<ProxyTunnel, LentSocket> }, LentSocket>({
  id: 'network/starttls',
  patienceMs: 8_000,
  needs: ({ host, port, route }) => ({ tunnel: proxyTunnel.of({ host, port, ...(route === undefined ? {} : { route }) }) }),
  gather: async (context) => {
    if (!leadsToTls(context.facts.tunnel)) return context.blocked('tunnel');
    const left = await context.open('tunnel');
    if (left === undefined) return context.blocked('tunnel');
    const { agreeOnTls } = await import('../starttls/agree-on-tls.ts');
    const value = await agreeOnTls(left.socket, context);
    if (value.outcome === 'agreed') context.lend(left);
    return value;
  },
  exhibit: (value): Json => value,
});

/** Everything but the certificates, which have facts of their own. */
export function exhibitHandshake(value: TlsHandshake): Json {
  const { chain, stapledOcsp, serverName, ...rest } = value;
  return { ...rest, serverName: serverName ?? null, certificates: chain.length, stapledOcsp: stapledOcsp !== undefined };
}
