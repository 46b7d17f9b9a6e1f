import { defineFact, type Fact, type Json } from '@culprit/core';
import type { Alert } from './tls-capture/alerts.ts';
import { tlsHandshakeNeeds, type TlsHandshakeInput, type TlsHandshakeNeeds } from './tls-handshake.ts';

export type ServerHelloInput = Pick<TlsHandshakeInput, 'host' | 'port' | 'serverName' | 'startTls' | 'route'> & {
  /**
   * `every-suite`: SSL 3.0 to TLS 1.2 with every suite that servers ever spoke. `no-suite`: none that anybody speaks, so
   * that a TLS server says no in seven bytes.
   */
  readonly offer: 'every-suite' | 'no-suite';
};

export type ServerHello =
  | {
    readonly outcome: 'answered';
    /** As OpenSSL writes it: `SSLv3`, `TLSv1`, `TLSv1.1`, `TLSv1.2`. */
    readonly version: string;
    /** IANA name. */
    readonly cipher: string;
    /** Whether no current client speaks this version or cipher at all. */
    readonly obsolete: boolean;
    /** Base64 DER, exactly as sent, leaf first; empty where the server showed none in time. */
    readonly chain: readonly string[];
  }
  | { readonly outcome: 'alert'; readonly alert: Alert }
  | { readonly outcome: 'not-tls' | 'silent' | 'closed' | 'reset' };

/**
 * What a server says to a ClientHello of our own making, up to its certificates: it is read and named, and the handshake
 * is not gone on with. For servers that this Node, whose OpenSSL has no SSL 3.0, RC4 or 3DES, can't speak to.
 */
export const serverHello: Fact<ServerHelloInput, ServerHello> = defineFact<ServerHelloInput, ServerHello, TlsHandshakeNeeds>({
  id: 'network/server-hello',
  needs: tlsHandshakeNeeds,
  gather: async (context) => (await import('./tls-capture/gather-server-hello.ts')).gatherServerHello(context),
  exhibit: (value): Json => (value.outcome === 'answered' ? { ...value, chain: value.chain.length } : value),
});
