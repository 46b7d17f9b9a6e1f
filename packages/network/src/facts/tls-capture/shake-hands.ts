import type { Socket } from 'node:net';
import tls, { type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import { monotonicMs } from '@culprit/core';
import { whenLate } from '../../connection/when-late.ts';
import { TappedSocket } from './tapped-socket.ts';

export interface HandshakeOptions {
  /** For SNI; absent: none is sent. */
  readonly serverName?: string | undefined;
  readonly secureContext: SecureContext;
  /** Protocols to offer by ALPN (RFC 7301). Default: HTTP/1.1; empty: no offer at all. */
  readonly alpn?: readonly string[] | undefined;
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
  readonly tookMs: number;
  /** The code of the error that ended it. */
  readonly code: string | undefined;
  /** The error that the session meets afterwards, while nobody may be listening. */
  readonly later: LaterError;
  /** What the server sent, where it was captured. */
  readonly recorded: Buffer | undefined;
  readonly bytesReceived: number;
  /** The server's handshake traffic secret (TLS 1.3): it opens what was recorded, and nothing else. */
  readonly secret: Buffer | undefined;
  /** The OCSP answer that the server stapled (RFC 6066 §8), DER. */
  readonly stapledOcsp: Buffer | undefined;
};

/**
 * Shakes hands over a connected socket, which it owns from now on, and verifies nothing: `session.authorized` tells.
 * On anything but `secure` the socket is destroyed.
 */
export function shakeHands(socket: Socket, { alpn, capture, patienceMs, secureContext, serverName = '' }: HandshakeOptions): Promise<HandshakeEnd> {
  const begun = monotonicMs();
  return new Promise((resolve) => {
    const address = socket.remoteAddress ?? '';
    const tap = capture ? new TappedSocket(socket) : undefined;
    // A peer that resets a connection that nobody holds any more must not end the process.
    socket.on('error', ignore);
    tap?.on('error', ignore);
    const session = tls.connect({
      socket: tap ?? socket, secureContext, servername: serverName, rejectUnauthorized: false, requestOCSP: true,
      ALPNProtocols: alpn ?? http11, checkServerIdentity: noIdentity,
    });
    // Node would parse the whole chain for its check of the name, which is made elsewhere: a tenth of a handshake's cost.
    const { getPeerCertificate } = session;
    session.getPeerCertificate = noCertificate;
    let secret: Buffer | undefined;
    let stapledOcsp: Buffer | undefined;
    let over = false;
    const later: LaterError = {};
    const end = (ended: HandshakeEnd['ended'], code?: string): void => {
      if (over) return;
      over = true;
      calledOff();
      // Set back rather than deleted: an object that lost a member is slow from then on.
      session.getPeerCertificate = getPeerCertificate;
      if (capture) session.off('keylog', onKeylog);
      const bytesReceived = tap?.received ?? socket.bytesRead;
      const recorded = tap?.stop();
      if (ended !== 'secure') {
        session.destroy();
        socket.destroy();
      }
      resolve({ session, address, ended, tookMs: monotonicMs() - begun, code, later, recorded, bytesReceived, secret, stapledOcsp });
    };
    const onKeylog = (line: Buffer): void => {
      const match = /^SERVER_HANDSHAKE_TRAFFIC_SECRET \S+ ([0-9a-f]+)/.exec(line.toString('latin1'));
      if (match?.[1] !== undefined) secret = Buffer.from(match[1], 'hex');
    };
    const calledOff = whenLate(patienceMs, () => end('timed-out'));
    session.on('error', (error: NodeJS.ErrnoException) => {
      if (over) later.code ??= error.code ?? error.name;
      // Node says ECONNRESET for a FIN too; only a true reset comes from a system call.
      else if (error.code === 'ECONNRESET' && error.syscall === undefined) end('closed', 'ECONNRESET');
      else end('error', error.code ?? error.name);
    });
    session.on('secureConnect', () => end('secure'));
    session.on('close', () => end('closed'));
    session.on('OCSPResponse', (response: Buffer | null) => {
      if (response !== null && response.length > 0) stapledOcsp = response;
    });
    if (capture) session.on('keylog', onKeylog);
  });
}

/** As RFC 7301 §3.1 writes it: given as text, Node would write it anew for each handshake. */
const http11: Buffer = Buffer.from('\x08http/1.1');

const ignore = (): void => {};

const noIdentity = (): undefined => undefined;

const noCertificate = (): DetailedPeerCertificate => ({}) as DetailedPeerCertificate;
