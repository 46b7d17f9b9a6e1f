import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  createSecureContext,
  createServer,
  DEFAULT_CIPHERS,
  type SecureContextOptions,
  type SecureVersion,
  type Server,
  type TlsOptions,
  type TLSSocket,
} from 'node:tls';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';
import { rememberTransports } from './transport-reset.ts';

/** What a server presents: the chain exactly as sent, and the key of its first certificate. */
export interface TlsIdentity {
  /**
   * PEM certificates in the order of the Certificate message: the server's own first. Whatever
   * follows is sent as it is, so a chain may be incomplete, in the wrong order or too long.
   */
  readonly chain: readonly string[];
  /** Private key, PEM. */
  readonly key: string;
}

export interface TlsServerOptions extends TlsIdentity {
  /** Other identities by SNI host name; any other name, and none, gets the server's own. */
  readonly sni?: Readonly<Record<string, TlsIdentity>>;
  /** ALPN names in the server's order of preference (RFC 7301). */
  readonly alpn?: readonly string[];
  /** Default `TLSv1.2`. */
  readonly minVersion?: SecureVersion;
  /** Default `TLSv1.3`. */
  readonly maxVersion?: SecureVersion;
  /** OpenSSL cipher list for TLS 1.2 and older. Default: Node's. */
  readonly ciphers?: string;
  /** PEM parameters for Diffie-Hellman suites of TLS 1.2 and older; 1,024 bits are too few for current clients. */
  readonly dhparam?: string;
  /** Groups for the key exchange, e.g. `P-256`. Default: Node's. */
  readonly ecdhCurve?: string;
  /** Asks for a client certificate. Default `false`. */
  readonly requestCert?: boolean;
  /** Refuses clients without an acceptable certificate. Default: the value of `requestCert`. */
  readonly rejectUnauthorized?: boolean;
  /**
   * PEM: authorities of client certificates. Take others than the server's own: OpenSSL completes
   * a chain of one certificate out of them.
   */
  readonly ca?: readonly string[];
  /** OCSP response (DER) to staple when the client asks for one (RFC 6066, 8). */
  readonly stapledOcsp?: Uint8Array;
  /** Serves HTTP/1.1 on the decrypted connection; `httpHandler` makes one from data. */
  readonly http?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Gets each connection after its handshake; without this and `http` it is kept open, unanswered. */
  readonly onConnection?: (socket: TLSSocket) => void;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A running TLS server. */
export interface TlsServer extends LabServer {
  /** SNI host names of the finished handshakes, oldest first; `undefined` where there was none. */
  readonly serverNames: readonly (string | undefined)[];
  /** Error codes of the handshakes that failed, oldest first, e.g. `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`. */
  readonly handshakeErrors: readonly string[];
}

/**
 * Starts a TLS server with whatever chain, key, versions and ciphers it is given; weak ones are no
 * obstacle. Rejects with OpenSSL's error if key and first certificate don't belong together.
 */
export async function startTlsServer(options: TlsServerOptions): Promise<TlsServer> {
  const serverNames: (string | undefined)[] = [];
  const handshakeErrors: string[] = [];
  const server = createTlsServer(options);
  rememberTransports(server);
  server.on('secureConnection', (socket) => {
    socket.on('error', () => {});
    serverNames.push(typeof socket.servername === 'string' ? socket.servername : undefined);
    if (options.http !== undefined) return;
    if (options.onConnection !== undefined) options.onConnection(socket);
    else socket.resume();
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => handshakeErrors.push(error.code ?? error.message));
  const { stapledOcsp } = options;
  if (stapledOcsp !== undefined) {
    server.on('OCSPRequest', (_certificate, _issuer, callback) => callback(null, Buffer.from(stapledOcsp)));
  }
  const lab = await listenOnLoopback(server, options.host);
  return Object.assign(lab, { serverNames, handshakeErrors });
}

function createTlsServer(options: TlsServerOptions): Server {
  const contexts = new Map(
    Object.entries(options.sni ?? {}).map(([name, identity]) => [
      name.toLowerCase(),
      createSecureContext(contextOptions(options, identity)),
    ]),
  );
  const requestCert = options.requestCert ?? false;
  const tlsOptions: TlsOptions = {
    ...contextOptions(options, options),
    requestCert,
    rejectUnauthorized: options.rejectUnauthorized ?? requestCert,
    ...(options.alpn === undefined ? {} : { ALPNProtocols: [...options.alpn] }),
    // Without a context of its own a name gets the server's.
    SNICallback: (name, callback) => callback(null, contexts.get(name.toLowerCase())),
  };
  if (options.http === undefined) return createServer(tlsOptions);
  const server = createHttpsServer(tlsOptions, options.http);
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

function contextOptions(options: TlsServerOptions, identity: TlsIdentity): SecureContextOptions {
  return {
    cert: identity.chain.join('\n'),
    key: identity.key,
    minVersion: options.minVersion ?? 'TLSv1.2',
    maxVersion: options.maxVersion ?? 'TLSv1.3',
    // OpenSSL's default level refuses RSA 1024, SHA-1 and TLS 1.0 on the server's side as well.
    ciphers: `${options.ciphers ?? DEFAULT_CIPHERS}:@SECLEVEL=0`,
    ...(options.dhparam === undefined ? {} : { dhparam: options.dhparam }),
    ...(options.ecdhCurve === undefined ? {} : { ecdhCurve: options.ecdhCurve }),
    ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
  };
}
