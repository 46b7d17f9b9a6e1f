import { canonical, type Blocked, type GatherContext, type Memory } from '@culprit/core';
import type { LentTlsSession, TlsHandshake, TlsHandshakeInput, TlsHandshakeNeeds } from '../tls-handshake.ts';
import { peerCertificateOf } from './peer-certificate.ts';
import { readHandshake } from './read-handshake.ts';
import { secureContextFor, type Offer } from './secure-context.ts';
import { shakeHands, type HandshakeEnd } from './shake-hands.ts';

type Context = GatherContext<TlsHandshakeInput, TlsHandshakeNeeds, LentTlsSession>;

/** What was captured of an endpoint that verified: while it shows the same certificate, its flight need not be read again. */
type Captured = { readonly leaf: Buffer; readonly flight: Pick<TlsHandshake, 'chain' | 'chainSource' | 'clientCertificateRequested' | 'acceptableAuthorities'> };

/** Shakes hands with an endpoint as its input says. Shared by the handshake facts. */
export async function gatherHandshake(context: Context, offer: Offer): Promise<TlsHandshake | Blocked> {
  const { tunnel } = context.facts;
  if (tunnel.outcome !== 'direct' && tunnel.outcome !== 'open') return context.blocked('tunnel');
  const { input, memory } = context;
  const serverName = serverNameOf(input);
  const secureContext = await secureContextFor(memory, input.route, offer);
  const begun = performance.now();
  const options = (capture: boolean) => ({
    secureContext, capture, patienceMs: Math.max(1, context.patienceMs - (performance.now() - begun)),
    ...(serverName === undefined ? {} : { serverName }),
  });
  const key = `network/captured-flight ${offer} ${input.host}:${input.port} ${serverName ?? ''} ${canonical(input.route ?? null)}`;
  const captured = memory.peek<Captured>(key);
  if (captured !== undefined) {
    const left = await context.open('tunnel');
    if (left === undefined) return context.blocked('tunnel');
    const started = performance.now();
    const end = await shakeHands(left.socket, options(false));
    if (end.ended === 'secure' && end.session.authorized && peerCertificateOf(end.session)?.raw.equals(captured.leaf) === true) {
      return conclude(context, { ...await readHandshake(end, serverName, performance.now() - started), ...captured.flight }, end);
    }
    // Another certificate, a failed verification or no handshake at all: worth the exact bytes.
    end.session.destroy();
  }
  const left = await context.open('tunnel');
  if (left === undefined) return context.blocked('tunnel');
  const started = performance.now();
  const end = await shakeHands(left.socket, options(true));
  const value = await readHandshake(end, serverName, performance.now() - started);
  if (value.outcome === 'completed' && value.authorized) remember(memory, key, value, end);
  return conclude(context, value, end);
}

async function conclude(context: Context, value: TlsHandshake, end: HandshakeEnd): Promise<TlsHandshake> {
  if (value.outcome !== 'completed') return value;
  if (value.clientCertificateRequested && value.protocol === 'TLSv1.3') {
    const { refusalAfterwards } = await import('./refusal-afterwards.ts');
    const refused = await refusalAfterwards(value, end, context.patienceMs);
    if (refused !== undefined) return refused;
  }
  const { session, later } = end;
  context.lend({ socket: session, later, [Symbol.dispose]: () => session.destroy() });
  return value;
}

function remember(memory: Memory, key: string, value: TlsHandshake, end: HandshakeEnd): void {
  const leaf = peerCertificateOf(end.session)?.raw;
  if (leaf === undefined) return;
  const { chain, chainSource, clientCertificateRequested, acceptableAuthorities } = value;
  memory.store<Captured>(key, {
    leaf,
    flight: { chain, chainSource, clientCertificateRequested, ...(acceptableAuthorities === undefined ? {} : { acceptableAuthorities }) },
  });
}

/** RFC 6066 §3: an IP address is no server name. */
function serverNameOf({ host, serverName, sni }: TlsHandshakeInput): string | undefined {
  if (sni === 'none') return undefined;
  if (serverName !== undefined) return serverName;
  return host.includes(':') || /^\d+(?:\.\d+){3}$/.test(host) ? undefined : host;
}
