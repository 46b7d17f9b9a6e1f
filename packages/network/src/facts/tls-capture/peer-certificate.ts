import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';

// Nobody here asks getPeerX509Certificate: on a client it takes the certificates off OpenSSL's list and never frees the
// issuer's (node 24.21): ten kilobytes a handshake, and a second call yields another certificate.

/** The peer's own certificate, DER; `undefined` where it showed none. */
export function peerCertificateOf(session: Pick<TLSSocket, 'getPeerCertificate'>): Buffer | undefined {
  // An empty object where there is none, null after the end: more than its type says.
  const certificate: Partial<PeerCertificate> | null = session.getPeerCertificate(false);
  return certificate?.raw;
}

/** What newer versions of Node put before a session: this, a length of two bytes, and so much of the server's name (nodejs/node lib/internal/tls/wrap.js). */
const wrapping = Buffer.from('\0nodejs:tls:session:1\0');

function wrappedLength(session: Buffer): number {
  const isWrapped = session.length > wrapping.length + 1 && session.compare(wrapping, 0, wrapping.length, 0, wrapping.length) === 0;
  return isWrapped ? wrapping.length + 2 + session.readUInt16BE(wrapping.length) : 0;
}

/**
 * Before the peer's certificate stand versions, cipher, session id, secret and times: less than so many bytes. Behind it
 * stands the ticket, whose bytes the server chooses: what is found there proves nothing.
 */
const mostBefore = 192;

/**
 * Whether the peer's certificate is this one. A session as OpenSSL serialises it (i2d_SSL_SESSION(3)) holds the peer's
 * certificate as it is: looking it up there takes a third of what reading it out takes.
 */
export function showsCertificate(session: Pick<TLSSocket, 'getSession'>, der: Buffer): boolean {
  const serialised = session.getSession();
  if (serialised === undefined) return false;
  const start = wrappedLength(serialised);
  const at = serialised.indexOf(der, start);
  // It holds the master secret too.
  serialised.fill(0);
  return at >= 0 && at - start <= mostBefore;
}

/** What Node makes of the chain, DER, the peer's own first: not what was sent, but better than nothing. */
export function chainOfSession(session: Pick<TLSSocket, 'getPeerCertificate'>, most: number): readonly Buffer[] {
  const chain: Buffer[] = [];
  for (let next: Partial<DetailedPeerCertificate> | null | undefined = session.getPeerCertificate(true); next?.raw !== undefined && chain.length < most; next = next.issuerCertificate) {
    const { raw } = next;
    if (chain.some((known) => known.equals(raw))) break;
    chain.push(raw);
  }
  return chain;
}
