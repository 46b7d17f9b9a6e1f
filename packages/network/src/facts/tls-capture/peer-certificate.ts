import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

const read = new WeakMap<object, X509Certificate | undefined>();

/**
 * The peer's own certificate. Everything here asks for it by this function: on a client, Node's getPeerX509Certificate
 * takes the first certificate off OpenSSL's list, so that a second call yields the issuer, or nothing (node 24.21).
 */
export function peerCertificateOf(session: Pick<TLSSocket, 'getPeerX509Certificate'>): X509Certificate | undefined {
  if (!read.has(session)) read.set(session, session.getPeerX509Certificate());
  return read.get(session);
}
