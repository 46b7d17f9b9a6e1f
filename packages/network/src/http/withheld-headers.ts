import { isSecretRef, type HeaderValue, type SecretReader } from '@culprit/core';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { peerCertificateOf } from '../facts/tls-capture/peer-certificate.ts';

/** Fields that hold no credential: what content is wanted, and who asks. */
const harmless: ReadonlySet<string> = new Set([
  'accept', 'accept-charset', 'accept-encoding', 'accept-language', 'cache-control', 'host', 'if-match', 'if-modified-since',
  'if-none-match', 'if-unmodified-since', 'origin', 'pragma', 'range', 'referer', 'user-agent',
]);

/** Fields of a request as a caller gives them: credentials by reference. */
export type HeaderFields = { readonly [name: string]: HeaderValue };

/** What a verified TLS socket offers; a plain one has none of it. */
type Verified = Pick<TLSSocket, 'authorized' | 'getPeerCertificate'>;

/**
 * Keeps the caller's fields back, all but the harmless ones, where the peer's certificate is not trusted or not for this
 * host: a credential must not go to whoever answers.
 */
export function withoutCredentials(headers: HeaderFields | undefined, socket: Duplex, host: string): { readonly headers: HeaderFields | undefined; readonly withheld: readonly string[] } {
  const names = Object.entries(headers ?? {}).filter(isTelling).map(([name]) => name);
  if (headers === undefined || names.length === 0 || mayReceiveCredential(socket, host)) return { headers, withheld: [] };
  return { headers: harmlessHeaders(headers), withheld: names };
}

const isTelling = ([name, value]: readonly [string, HeaderValue]): boolean => typeof value !== 'string' || !harmless.has(name.toLowerCase());

/** Whether any of the caller's fields may be a credential. */
export function mayCarryCredential(headers: HeaderFields | undefined): boolean {
  return Object.entries(headers ?? {}).some(isTelling);
}

/** The caller's fields without any that may be a credential; `undefined` where none is left. */
export function harmlessHeaders(headers: HeaderFields | undefined): HeaderFields | undefined {
  const left = Object.entries(headers ?? {}).filter((field) => !isTelling(field));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Whether a credential may go over this connection: it is not encrypted at all, or the peer's certificate is trusted and for this host. */
export function mayReceiveCredential(socket: Duplex, host: string): boolean {
  return !isTls(socket) || isPeer(socket, host);
}

function isPeer(socket: Verified, host: string): boolean {
  if (!socket.authorized) return false;
  const der = peerCertificateOf(socket);
  if (der === undefined) return false;
  // Whoever speaks TLS has it loaded; others need not load it for this file.
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  const leaf = new X509Certificate(der);
  // checkIP throws at whatever is no address.
  return (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined;
}

function isTls(socket: Duplex): socket is Duplex & Verified {
  return 'encrypted' in socket;
}

/** The fields as they are sent: secrets are read now, when nothing speaks against sending them. */
export async function resolveHeaders(headers: HeaderFields, secrets: SecretReader): Promise<{ readonly [name: string]: string }> {
  return Object.fromEntries(await Promise.all(Object.entries(headers).map(async ([name, value]) => [name, isSecretRef(value) ? await credentialOf(value, secrets) : value] as const)));
}

async function credentialOf(value: Exclude<HeaderValue, string>, secrets: SecretReader): Promise<string> {
  const plain = (await secrets.read(value)).reveal();
  if (value.scheme === undefined) return plain;
  // A colon is in no base64 text: with one it is `user:password` as it was chosen (RFC 7617 §2).
  if (value.scheme.toLowerCase() !== 'basic' || !plain.includes(':')) return `${value.scheme} ${plain}`;
  return `${value.scheme} ${secrets.conceal(`${value.$secret} as base64`, Buffer.from(plain).toString('base64')).reveal()}`;
}
