import type { FailedHandshake } from '../tls-handshake.ts';
import { alertFromCode, alertOf } from './alerts.ts';
import { beginsWithClientHello, looksLikeTls } from './records.ts';
import type { ServerFlight } from './server-flight.ts';
import type { HandshakeEnd } from './shake-hands.ts';
import { excerptOf, spokenProtocol } from './spoken-protocol.ts';

/** Tells how a handshake failed, by what was sent before by which error it ended. */
export async function describeFailure({ ended, code: errorCode, recorded }: HandshakeEnd, flight: ServerFlight): Promise<FailedHandshake> {
  const code = errorCode === undefined ? {} : { code: errorCode };
  if (recorded !== undefined && recorded.length > 0 && !looksLikeTls(recorded)) {
    const excerpt = excerptOf(recorded);
    const answeredWith = spokenProtocol(recorded);
    const refusal = answeredWith === 'http' ? (await import('../../http/block-page-in.ts')).blockPageIn(recorded) : undefined;
    return { ...code, outcome: 'not-tls', answeredWith, ...(excerpt === '' ? {} : { excerpt }), ...(refusal === undefined ? {} : { refusal }) };
  }
  // No server ever says ClientHello: this is the client's own, come back.
  if (recorded !== undefined && beginsWithClientHello(recorded)) return { ...code, outcome: 'not-tls', answeredWith: 'echo' };
  if (ended === 'timed-out') return { outcome: 'timed-out' };
  const alert = flight.alert === undefined ? alertFromCode(errorCode ?? '') : alertOf(flight.alert);
  if (alert?.name === 'protocol_version') return { ...code, outcome: 'protocol-version', alert };
  if (alert !== undefined && alert.code !== 0) return { ...code, outcome: 'alert', alert };
  return { ...code, outcome: ended === 'closed' ? 'closed' : outcomeOf(errorCode) };
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
