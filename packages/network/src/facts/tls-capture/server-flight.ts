import { Cursor } from './cursor.ts';
import { decryptRecords } from './decryption.ts';
import { contentType, readMessages, readRecords, type HandshakeMessage, type TlsRecord } from './records.ts';

/** What a server said in its part of a handshake, as far as it came. */
export type ServerFlight = {
  /** The version of the ServerHello: 0x0304 for TLS 1.3. */
  readonly version?: number;
  /** The cipher suite of the ServerHello (RFC 8446 §B.4). */
  readonly suite?: number;
  /** DER, in the order sent. */
  readonly chain: readonly Uint8Array[];
  readonly clientCertificateRequested: boolean;
  /** How many authorities the server accepts client certificates of; absent where it named none. */
  readonly acceptableAuthorities?: number;
  /** The code of the first alert (RFC 8446 §6). */
  readonly alert?: number;
};

/** Servers send a handful; RFC 8446 sets no bound. */
export const maxCertificates = 200;

/** Types of handshake messages (RFC 8446 §4). */
const messageType = { serverHello: 2, certificate: 11, certificateRequest: 13 } as const;
/** Types of extensions (RFC 8446 §4.2). */
const extensionType = { supportedVersions: 43, certificateAuthorities: 47 } as const;
const tls13 = 0x0304;

/**
 * Reads a server's flight from the bytes that came over the wire. Up to TLS 1.2 it is in the clear; of TLS 1.3 all but
 * the ServerHello needs the server's handshake traffic secret. Never throws, whatever the bytes are.
 */
export function readServerFlight(bytes: Uint8Array, secret?: Uint8Array): ServerFlight {
  const records = readRecords(bytes);
  const clear = readMessages(clearHandshake(records));
  // The first of two: a HelloRetryRequest names the version and the suite that its successor must keep (RFC 8446 §4.1.4).
  const hello = readServerHello(clear.find(({ type }) => type === messageType.serverHello)?.body);
  const opened = hello?.version === tls13 && secret !== undefined
    ? decryptRecords(records.filter(({ type }) => type === contentType.applicationData), hello.suite, secret)
    : [];
  const hidden = readMessages(Buffer.concat(opened.filter(({ type }) => type === contentType.handshake).map(({ content }) => content)));
  const messages = hello?.version === tls13 ? hidden : clear;
  const request = messages.find(({ type }) => type === messageType.certificateRequest);
  const authorities = request === undefined ? 0 : countAuthorities(request, hello?.version ?? 0);
  const alert = readAlert(records, opened);
  return {
    ...(hello === undefined ? {} : { version: hello.version, suite: hello.suite }),
    chain: readChain(messages.find(({ type }) => type === messageType.certificate)?.body, hello?.version === tls13),
    clientCertificateRequested: request !== undefined,
    ...(authorities === 0 ? {} : { acceptableAuthorities: authorities }),
    ...(alert === undefined ? {} : { alert }),
  };
}

/** The handshake records in the clear: up to the first ChangeCipherSpec, after which TLS 1.2 encrypts its Finished. */
function clearHandshake(records: readonly TlsRecord[]): Uint8Array {
  const end = records.findIndex(({ type }) => type === contentType.changeCipherSpec);
  const before = end < 0 ? records : records.slice(0, end);
  return Buffer.concat(before.filter(({ type }) => type === contentType.handshake).map(({ fragment }) => fragment));
}

function readServerHello(body: Uint8Array | undefined): { readonly version: number; readonly suite: number } | undefined {
  if (body === undefined) return undefined;
  const cursor = new Cursor(body);
  const legacyVersion = cursor.uint(2);
  cursor.take(32);
  cursor.vector(1);
  const suite = cursor.uint(2);
  cursor.uint(1);
  if (!cursor.ok) return undefined;
  const selected = extensions(cursor.vector(2)).find(({ type }) => type === extensionType.supportedVersions)?.data;
  return { version: selected === undefined ? legacyVersion : new Cursor(selected).uint(2), suite };
}

function extensions(block: Uint8Array): readonly { readonly type: number; readonly data: Uint8Array }[] {
  const found: { type: number; data: Uint8Array }[] = [];
  const cursor = new Cursor(block);
  while (cursor.left >= 4) {
    const type = cursor.uint(2);
    const data = cursor.vector(2);
    if (cursor.ok) found.push({ type, data });
  }
  return found;
}

function readChain(body: Uint8Array | undefined, is13: boolean): readonly Uint8Array[] {
  if (body === undefined) return [];
  const cursor = new Cursor(body);
  if (is13) cursor.vector(1);
  const list = new Cursor(cursor.vector(3));
  const chain: Uint8Array[] = [];
  while (list.left > 0 && chain.length < maxCertificates) {
    const certificate = list.vector(3);
    if (is13) list.vector(2);
    if (list.ok && certificate.length > 0) chain.push(certificate);
  }
  return chain;
}

/** RFC 8446 §4.3.2, RFC 5246 §7.4.4 and, without signature algorithms, RFC 4346 §7.4.4. */
function countAuthorities({ body }: HandshakeMessage, version: number): number {
  const cursor = new Cursor(body);
  cursor.vector(1);
  let names: Uint8Array | undefined;
  if (version === tls13) {
    const listed = extensions(cursor.vector(2)).find(({ type }) => type === extensionType.certificateAuthorities)?.data;
    names = listed === undefined ? undefined : new Cursor(listed).vector(2);
  } else {
    if (version >= 0x0303) cursor.vector(2);
    names = cursor.vector(2);
  }
  const list = new Cursor(names ?? new Uint8Array(0));
  let count = 0;
  while (list.left > 0) {
    list.vector(2);
    if (list.ok) count++;
  }
  return count;
}

function readAlert(records: readonly TlsRecord[], opened: readonly { readonly type: number; readonly content: Uint8Array }[]): number | undefined {
  const clear = records.find(({ type, fragment }) => type === contentType.alert && fragment.length === 2)?.fragment;
  return (clear ?? opened.find(({ type, content }) => type === contentType.alert && content.length === 2)?.content)?.[1];
}
