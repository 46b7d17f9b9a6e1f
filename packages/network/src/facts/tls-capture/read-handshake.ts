import type { TLSSocket } from 'node:tls';
import type { TlsHandshake } from '../tls-handshake.ts';
import { chainOfSession } from './peer-certificate.ts';
import { maxCertificates, readServerFlight, type ServerFlight } from './server-flight.ts';
import type { HandshakeEnd } from './shake-hands.ts';

const none: ServerFlight = { chain: [], clientCertificateRequested: false };

/** Tells what a handshake came to, from its end and from the bytes where they were captured. */
export async function readHandshake(end: HandshakeEnd, serverName: string | undefined): Promise<TlsHandshake> {
  const { recorded } = end;
  const flight = recorded === undefined ? none : readServerFlight(recorded, end.secret);
  const isSeen = flight.chain.length > 0 || end.ended !== 'secure' || recorded === undefined;
  const chain = (isSeen ? flight.chain : chainOfSession(end.session, maxCertificates)).map((der) => Buffer.from(der).toString('base64'));
  const common = {
    tookMs: Math.round(end.tookMs * 10) / 10, address: end.address, serverName, chain, bytesReceived: end.bytesReceived,
    chainSource: isSeen ? 'wire' : 'session',
    clientCertificateRequested: flight.clientCertificateRequested,
    ...(flight.acceptableAuthorities === undefined ? {} : { acceptableAuthorities: flight.acceptableAuthorities }),
    ...(end.stapledOcsp === undefined ? {} : { stapledOcsp: end.stapledOcsp.toString('base64') }),
  } as const;
  return end.ended === 'secure' ? { ...common, ...describe(end.session) } : { ...common, ...await (await import('./failed-handshake.ts')).describeFailure(end, flight) };
}

type Completed = Extract<TlsHandshake, { readonly outcome: 'completed' }>;

function describe(session: TLSSocket): Pick<Completed, 'outcome' | 'protocol' | 'cipher' | 'alpn' | 'group' | 'authorized' | 'authorizationError'> {
  const exchange = session.getEphemeralKeyInfo();
  const group = exchange !== null && 'name' in exchange ? exchange.name : undefined;
  return {
    outcome: 'completed', protocol: session.getProtocol() ?? 'unknown', cipher: session.getCipher().standardName,
    alpn: alpnOf(session),
    authorized: session.authorized,
    ...(typeof group === 'string' ? { group } : {}),
    // Typed as an Error, yet it is the code (nodejs/node lib/_tls_wrap.js, onConnectSecure).
    ...(session.authorized ? {} : { authorizationError: String(session.authorizationError) }),
  };
}

/** The protocol that was agreed on by ALPN (RFC 7301). */
export const alpnOf = ({ alpnProtocol }: TLSSocket): string | undefined => (typeof alpnProtocol === 'string' ? alpnProtocol : undefined);
