import type { Socket } from 'node:net';
import tls, { type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import { whenLate } from '../../connection/when-late.ts';
import { TappedSocket } from './tapped-socket.ts';

export interface HandshakeOptions {
  /** For SNI; absent: none is sent. */
  readonly serverName?: string;
  readonly secureContext: SecureContext;
  /** Protocols to offer by ALPN (RFC 7301). Default: HTTP/1.1; empty: no offer at all. */
  readonly alpn?: readonly string[];
  /** Whether to keep the bytes that the server sends. Costs a sixth of the throughput. */
  readonly capture: boolean;
  /** How long to wait for the end of the handshake, in milliseconds. */
  readonly patienceMs: number;
}

/** Filled in when it happens. */
type LaterError = { code?: string };

/** How a handshake ended, before any judgement. */
export type HandshakeEnd = {
  readonly session: TLSSocket;
  /** The address of the other end of the connection. */
  readonly address: string;
  readonly ended: 'secure' | 'error' | 'closed' | 'timed-out';
  /** The code of the error that ended it. */
  readonly code?: string;
  /** The error that the session meets afterwards, while nobody may be listening. */
  readonly later: LaterError;
  /** What the server sent, where it was captured. */
  readonly recorded?: Buffer;
  readonly bytesReceived: number;
  /** The server's handshake traffic secret (TLS 1.3): it opens what was recorded, and nothing else. */
  readonly secret?: Buffer;
  /** The OCSP answer that the server stapled (RFC 6066 §8), DER. */
  readonly stapledOcsp?: Buffer;
};

/**
 * Shakes hands over a connected socket, which it owns from now on, and verifies nothing: `session.authorized` tells.
 * On anything but `secure` the socket is destroyed.
 */
export function shakeHands(socket: Socket, options: HandshakeOptions): Promise<HandshakeEnd> {
  const { alpn = http11, capture, patienceMs, secureContext, serverName } = options;
  return new Promise((resolve) => {
    const address = socket.remoteAddress ?? '';
    const tap = capture ? new TappedSocket(socket) : undefined;
    // A peer that resets a connection that nobody holds any more must not end the process.
    socket.on('error', ignore);
    tap?.on('error', ignore);
    const session = tls.connect({
      socket: tap ?? socket, secureContext, servername: serverName ?? '', rejectUnauthorized: false, requestOCSP: true,
      ALPNProtocols: alpn, checkServerIdentity: () => undefined,
    });
    // Node would parse the whole chain for its check of the name, which is made elsewhere: a tenth of a handshake's cost.
    const { getPeerCertificate } = session;
    session.getPeerCertificate = noCertificate;
    let secret: Buffer | undefined;
    let stapledOcsp: Buffer | undefined;
    const end = (ended: HandshakeEnd['ended'], code?: string): void => {
      calledOff();
      // Set back rather than deleted: an object that lost a member is slow from then on.
      session.getPeerCertificate = getPeerCertificate;
      session.off('keylog', onKeylog);
      session.off('OCSPResponse', onStaple);
      session.off('secureConnect', onSecure);
      session.off('error', onError);
      session.off('close', onClose);
      const bytesReceived = tap?.received ?? socket.bytesRead;
      const recorded = tap?.stop();
      if (ended !== 'secure') {
        session.destroy();
        socket.destroy();
      }
      resolve({
        session, address, ended, bytesReceived, later,
        ...(code === undefined ? {} : { code }),
        ...(recorded === undefined ? {} : { recorded }),
        ...(secret === undefined ? {} : { secret }),
        ...(stapledOcsp === undefined ? {} : { stapledOcsp }),
      });
    };
    const onKeylog = (line: Buffer): void => {
      const match = /^SERVER_HANDSHAKE_TRAFFIC_SECRET \S+ ([0-9a-f]+)/.exec(line.toString('latin1'));
      if (match?.[1] !== undefined) secret = Buffer.from(match[1], 'hex');
    };
    const onStaple = (response: Buffer | null): void => {
      if (response !== null && response.length > 0) stapledOcsp = response;
    };
    const onSecure = (): void => end('secure');
    const onError = (error: NodeJS.ErrnoException): void => {
      // Node says ECONNRESET for a FIN too; only a true reset comes from a system call.
      if (error.code === 'ECONNRESET' && error.syscall === undefined) end('closed', 'ECONNRESET');
      else end('error', error.code ?? error.name);
    };
    const onClose = (): void => end('closed');
    const calledOff = whenLate(patienceMs, () => end('timed-out'));
    const later: LaterError = {};
    session.on('error', (error: NodeJS.ErrnoException) => {
      later.code ??= error.code ?? error.name;
    });
    session.once('secureConnect', onSecure);
    session.once('error', onError);
    session.once('close', onClose);
    session.on('OCSPResponse', onStaple);
    if (capture) session.on('keylog', onKeylog);
  });
}

const http11: readonly string[] = ['http/1.1'];

const ignore = (): void => {};

const noCertificate = (): DetailedPeerCertificate => ({}) as DetailedPeerCertificate;
