import type { SecureContext, TLSSocket } from 'node:tls';
import { canonical, type Blocked, type GatherContext, type Memory, monotonicMs } from '@culprit/core';
import { leadsToTls, type LentTlsSession, type TlsHandshake, type TlsHandshakeInput, type TlsHandshakeNeeds } from '../tls-handshake.ts';
import { peerCertificateOf, showsCertificate } from './peer-certificate.ts';
import { alpnOf, readHandshake } from './read-handshake.ts';
import { secureContextFor, type Offer, type Trust } from './secure-context.ts';
import { shakeHands, type HandshakeEnd } from './shake-hands.ts';

type Context = GatherContext<TlsHandshakeInput, TlsHandshakeNeeds, LentTlsSession>;

type Completed = Extract<TlsHandshake, { readonly outcome: 'completed' }>;

/** What is told of an endpoint until it is looked at in full again: all but what each handshake has of its own. */
type Kept = Omit<Completed, 'tookMs' | 'address' | 'bytesReceived' | 'stapledOcsp'>;

/** What was captured of an endpoint that verified: while it shows the same certificate, its flight need not be read again. */
type Captured = {
  /** On the clock of `monotonicMs()`. */
  readonly at: number;
  readonly leaf: Buffer;
  readonly trust: Trust;
  readonly kept: Kept;
  /** For the looks in between; made by the first of them. */
  small?: SecureContext;
};

/**
 * How long a capture stands. Until then a repeated look makes a small offer (without the post-quantum share, a tenth of its
 * cost) and keeps no bytes; whatever else it meets than the very same certificate, verified, is looked at in full.
 */
const recaptureMs = 600_000;

type Handshake = { readonly value: TlsHandshake; readonly end: HandshakeEnd; readonly trust: Trust };

/** Shakes hands with an endpoint as its input says. Shared by the handshake facts. */
export async function gatherHandshake(context: Context, offer: Offer): Promise<TlsHandshake | Blocked> {
  const { tunnel } = context.facts;
  if (!leadsToTls(tunnel)) return context.blocked('tunnel');
  const { input, memory } = context;
  const key = keyOf(input, offer);
  const serverName = serverNameOf(input);
  const begun = monotonicMs();
  const shake = async (secureContext: SecureContext, capture: boolean): Promise<HandshakeEnd | undefined> => {
    const left = await context.open('tunnel');
    return left && shakeHands(left.socket, { secureContext, capture, serverName, alpn: input.alpn, patienceMs: Math.max(1, context.patienceMs - (monotonicMs() - begun)) });
  };
  const look = async (trust: Trust): Promise<Handshake | undefined> => {
    const end = await shake(secureContextFor(memory, input.route, offer, trust), true);
    return end && { value: await readHandshake(end, serverName), end, trust };
  };

  const captured = memory.peek<Captured>(key);
  if (captured !== undefined && begun - captured.at < recaptureMs) {
    const again = await shake(captured.small ??= secureContextFor(memory, input.route, offer === 'default' ? 'small' : offer, captured.trust), false);
    if (again !== undefined && isUnchanged(again, captured)) return conclude(context, repeated(again, captured), again);
    // Another certificate, a failed verification or no handshake at all: worth the exact bytes.
    again?.session.destroy();
  }
  let handshake = await look('given');
  if (handshake === undefined) return context.blocked('tunnel');
  if (input.route?.ca !== undefined && handshake.value.outcome === 'completed' && !verified(handshake) && !isOutOfDate(handshake, context.now())) {
    const wider = await look('all');
    const better = wider !== undefined && verified(wider);
    (better ? handshake : wider)?.end.session.destroy();
    if (better) handshake = wider;
  }
  if (handshake.value.outcome === 'completed' && handshake.value.authorized) remember(memory, key, handshake.value, handshake);
  return conclude(context, handshake.value, handshake.end);
}

/** The suite and the group may be others, as the offer is another. */
const isUnchanged = ({ ended, session }: HandshakeEnd, { leaf, kept }: Captured): boolean =>
  ended === 'secure' && session.authorized && session.getProtocol() === kept.protocol && alpnOf(session) === kept.alpn && showsCertificate(session, leaf);

const repeated = ({ address, bytesReceived, stapledOcsp, tookMs }: HandshakeEnd, { kept }: Captured): TlsHandshake =>
  ({ ...kept, tookMs: Math.round(tookMs * 10) / 10, address, bytesReceived, ...(stapledOcsp === undefined ? {} : { stapledOcsp: stapledOcsp.toString('base64') }) });

/** The inputs of a plan live as long as it does: a watched endpoint has its key written once. */
const keys = new WeakMap<TlsHandshakeInput, Map<Offer, string>>();

function keyOf(input: TlsHandshakeInput, offer: Offer): string {
  let known = keys.get(input);
  if (known === undefined) keys.set(input, known = new Map());
  let key = known.get(offer);
  if (key === undefined) known.set(offer, key = `network/captured-flight ${offer} ${input.host}:${input.port} ${serverNameOf(input) ?? ''} ${input.alpn?.join() ?? ''} ${input.startTls ?? ''} ${canonical(input.route ?? null)}`);
  return key;
}

const verified = ({ value }: Handshake): boolean => value.outcome === 'completed' && value.authorized;

/** The peer's own certificate has expired or is not yet valid: no further authority makes up for that. */
function isOutOfDate({ value, end }: Handshake, now: Date): boolean {
  if (value.outcome !== 'completed' || (value.authorizationError !== 'CERT_HAS_EXPIRED' && value.authorizationError !== 'CERT_NOT_YET_VALID')) return false;
  const { valid_from: from, valid_to: to } = end.session.getPeerCertificate(false);
  return Date.parse(to) < now.getTime() || now.getTime() < Date.parse(from);
}

async function conclude(context: Context, value: TlsHandshake, end: HandshakeEnd): Promise<TlsHandshake> {
  if (value.outcome !== 'completed') return value;
  if (value.clientCertificateRequested && value.protocol === 'TLSv1.3') {
    const { refusalAfterwards } = await import('./refusal-afterwards.ts');
    const refused = await refusalAfterwards(value, end, context.patienceMs);
    if (refused !== undefined) return refused;
  }
  const { session, later } = end;
  context.lend(new LentSession(session, later));
  return value;
}

/** A class, as for the sockets below it. */
class LentSession implements LentTlsSession {
  readonly socket: TLSSocket;
  readonly later: HandshakeEnd['later'];

  constructor(socket: TLSSocket, later: HandshakeEnd['later']) {
    this.socket = socket;
    this.later = later;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

function remember(memory: Memory, key: string, { tookMs: _took, address: _address, bytesReceived: _bytes, stapledOcsp: _staple, ...kept }: Completed, { end, trust }: Handshake): void {
  const leaf = peerCertificateOf(end.session);
  if (leaf === undefined) return;
  // Thousands of endpoints have a few issuers: their certificates, some kilobytes each, are kept once.
  const chain = kept.chain.map((der) => {
    // It ends with a signature. Whoever forges the same one is found out by the rest.
    const known = memory.recall(`network/certificate ${der.slice(-43)}`, () => der);
    return known === der ? known : der;
  });
  memory.store<Captured>(key, { at: monotonicMs(), leaf, trust, kept: { ...kept, chain } });
}

/** RFC 6066 §3: an IP address is no server name. */
function serverNameOf({ host, serverName, sni }: TlsHandshakeInput): string | undefined {
  if (sni === 'none') return undefined;
  if (serverName !== undefined) return serverName;
  return host.includes(':') || /^\d+(?:\.\d+){3}$/.test(host) ? undefined : host;
}
