import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { peerCertificateOf } from '../facts/tls-capture/peer-certificate.ts';

/** Fields that hold no credential: what content is wanted, and who asks. */
const harmless: ReadonlySet<string> = new Set([
  'accept', 'accept-charset', 'accept-encoding', 'accept-language', 'cache-control', 'host', 'if-match', 'if-modified-since',
  'if-none-match', 'if-unmodified-since', 'origin', 'pragma', 'range', 'referer', 'user-agent',
]);

/** What a verified TLS socket offers; a plain one has none of it. */
type Verified = Pick<TLSSocket, 'authorized' | 'getPeerX509Certificate'>;

/**
 * Keeps the caller's fields back, all but the harmless ones, where the peer's certificate is not trusted or not for this
 * host: a credential must not go to whoever answers.
 */
export function withoutCredentials(headers: { readonly [name: string]: string } | undefined, socket: Duplex, host: string): { readonly headers: { readonly [name: string]: string } | undefined; readonly withheld: readonly string[] } {
  const names = Object.keys(headers ?? {}).filter(isTelling);
  if (headers === undefined || names.length === 0 || !isTls(socket) || isPeer(socket, host)) return { headers, withheld: [] };
  return { headers: harmlessHeaders(headers), withheld: names };
}

const isTelling = (name: string): boolean => !harmless.has(name.toLowerCase());

/** Whether any of the caller's fields may be a credential. */
export function mayCarryCredential(headers: { readonly [name: string]: string } | undefined): boolean {
  return Object.keys(headers ?? {}).some(isTelling);
}

/** The caller's fields without any that may be a credential; `undefined` where none is left. */
export function harmlessHeaders(headers: { readonly [name: string]: string } | undefined): { readonly [name: string]: string } | undefined {
  const left = Object.entries(headers ?? {}).filter(([name]) => !isTelling(name));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function isPeer(socket: Verified, host: string): boolean {
  if (!socket.authorized) return false;
  const leaf = peerCertificateOf(socket);
  return leaf?.checkHost(host) !== undefined || leaf?.checkIP(host) !== undefined;
}

function isTls(socket: Duplex): socket is Duplex & Verified {
  return 'encrypted' in socket;
}
