import type { TLSSocket } from 'node:tls';
import type { TlsHandshake } from '../tls-handshake.ts';
import { alertFromCode, alertOf } from './alerts.ts';
import { looksLikeTls } from './records.ts';
import { maxCertificates, readServerFlight, type ServerFlight } from './server-flight.ts';
import type { HandshakeEnd } from './shake-hands.ts';
import { excerptOf, spokenProtocol } from './spoken-protocol.ts';

const none: ServerFlight = { chain: [], clientCertificateRequested: false };

/** Tells what a handshake came to, from its end and from the bytes where they were captured. */
export function readHandshake(end: HandshakeEnd, serverName: string | undefined, tookMs: number): TlsHandshake {
  const { recorded } = end;
  const flight = recorded === undefined ? none : readServerFlight(recorded, end.secret);
  const seen = flight.chain.map((der) => Buffer.from(der).toString('base64'));
  const chain = seen.length > 0 || end.ended !== 'secure' || recorded === undefined ? seen : chainOfSession(end.session);
  const common = {
    tookMs: Math.round(tookMs * 10) / 10, address: end.address, serverName, chain, bytesReceived: end.bytesReceived,
    chainSource: chain === seen ? 'wire' : 'session',
    clientCertificateRequested: flight.clientCertificateRequested,
    ...(flight.acceptableAuthorities === undefined ? {} : { acceptableAuthorities: flight.acceptableAuthorities }),
    ...(end.stapledOcsp === undefined ? {} : { stapledOcsp: end.stapledOcsp.toString('base64') }),
  } as const;
  const code = end.code === undefined ? {} : { code: end.code };
  if (end.ended === 'secure') return { ...common, ...describe(end.session) };
  if (recorded !== undefined && recorded.length > 0 && !looksLikeTls(recorded)) {
    return { ...common, ...code, outcome: 'not-tls', answeredWith: spokenProtocol(recorded), excerpt: excerptOf(recorded) };
  }
  if (end.ended === 'timed-out') return { ...common, outcome: 'timed-out' };
  const alert = flight.alert === undefined ? alertFromCode(end.code ?? '') : alertOf(flight.alert);
  if (alert?.name === 'protocol_version') return { ...common, ...code, outcome: 'protocol-version', alert };
  if (alert !== undefined && alert.code !== 0) return { ...common, ...code, outcome: 'alert', alert };
  if (end.ended === 'closed') return { ...common, ...code, outcome: 'closed' };
  return { ...common, ...code, outcome: outcomeOf(end.code) };
}

type Completed = Extract<TlsHandshake, { readonly outcome: 'completed' }>;

function describe(session: TLSSocket): Pick<Completed, 'outcome' | 'protocol' | 'cipher' | 'alpn' | 'group' | 'authorized' | 'authorizationError'> {
  const exchange = session.getEphemeralKeyInfo();
  const group = exchange !== null && 'name' in exchange ? exchange.name : undefined;
  return {
    outcome: 'completed', protocol: session.getProtocol() ?? 'unknown', cipher: session.getCipher().standardName,
    alpn: typeof session.alpnProtocol === 'string' ? session.alpnProtocol : undefined,
    authorized: session.authorized,
    ...(typeof group === 'string' ? { group } : {}),
    // Typed as an Error, yet it is the code (nodejs/node lib/_tls_wrap.js, onConnectSecure).
    ...(session.authorized ? {} : { authorizationError: String(session.authorizationError) }),
  };
}

function outcomeOf(code: string | undefined): 'reset' | 'closed' | 'protocol-version' | 'not-tls' | 'failed' {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return 'reset';
    // The peer chose a version that this side does not speak.
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
    case 'ERR_SSL_WRONG_SSL_VERSION':
      return 'protocol-version';
    case 'ERR_SSL_HTTP_REQUEST':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return 'not-tls';
    case 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING':
      return 'closed';
    default:
      return 'failed';
  }
}

/** What Node makes of the chain: not what was sent, but better than nothing. */
function chainOfSession(session: TLSSocket): readonly string[] {
  const chain: string[] = [];
  for (let next = session.getPeerX509Certificate(); next !== undefined && chain.length < maxCertificates; next = next.issuerCertificate) {
    const der = next.raw.toString('base64');
    if (chain.includes(der)) break;
    chain.push(der);
  }
  return chain;
}
