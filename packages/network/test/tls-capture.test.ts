import { once } from 'node:events';
import { connect } from 'node:net';
import tls, { type SecureContextOptions, type SecureVersion } from 'node:tls';
import * as fc from 'fast-check';
import { createAuthority, startTlsServer, type TlsIdentity } from '@culprit/lab';
import { beforeAll, expect, test } from 'vitest';
import { alertFromCode, alertOf } from '../src/facts/tls-capture/alerts.ts';
import { chainOfSession, peerCertificateOf, showsCertificate } from '../src/facts/tls-capture/peer-certificate.ts';
import { looksLikeTls, readMessages, readRecords } from '../src/facts/tls-capture/records.ts';
import { maxCertificates, readServerFlight } from '../src/facts/tls-capture/server-flight.ts';
import { shakeHands, type HandshakeEnd } from '../src/facts/tls-capture/shake-hands.ts';
import { excerptOf, spokenProtocol } from '../src/facts/tls-capture/spoken-protocol.ts';

let identity: TlsIdentity;
let stranger: string;
beforeAll(async () => {
  const root = await createAuthority({ name: 'Root' });
  const leaf = await (await root.intermediate({ name: 'Intermediate' })).issue({ names: ['localhost'] });
  identity = { chain: leaf.chain, key: leaf.key };
  stranger = (await createAuthority({ name: 'Stranger' })).certificate;
});

async function capture(options: Partial<Parameters<typeof startTlsServer>[0]> = {}, client: SecureContextOptions = {}): Promise<HandshakeEnd & { readonly cipher: string }> {
  await using server = await startTlsServer({ ...identity, ...options });
  const socket = connect(server.port, server.host);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.pause();
  const end = await shakeHands(socket, { serverName: 'localhost', secureContext: tls.createSecureContext(client), capture: true, patienceMs: 5_000 });
  const cipher = end.session.getCipher().name;
  end.session.destroy();
  return { ...end, cipher };
}

const pemOf = (der: Uint8Array): string => Buffer.from(der).toString('base64');
const bare = (pem: string): string => pem.replaceAll(/-----[^-]+-----|\s/g, '');

test.each(['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[])('%s: the chain is read exactly as sent, wrong order and strangers included', async (maxVersion) => {
  const [leaf = '', intermediate = ''] = identity.chain;
  const chain = [leaf, stranger, intermediate];
  const end = await capture({ chain, maxVersion });
  const flight = readServerFlight(end.recorded ?? Buffer.alloc(0), end.secret);
  expect(flight.chain.map(pemOf)).toEqual(chain.map(bare));
  expect(flight.clientCertificateRequested).toBe(false);
});

test.each(['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[])('%s: a request for a client certificate and its authorities are seen', async (maxVersion) => {
  const end = await capture({ requestCert: true, ca: [stranger], maxVersion });
  expect(readServerFlight(end.recorded ?? Buffer.alloc(0), end.secret)).toMatchObject({ clientCertificateRequested: true, acceptableAuthorities: 1 });
});

test.each(['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[])('%s: a session tells its peer\'s certificate as often as it is asked, and no other passes for it', async (maxVersion) => {
  const [leaf = Buffer.alloc(0), issuer = Buffer.alloc(0)] = identity.chain.map((pem) => Buffer.from(bare(pem), 'base64'));
  await using server = await startTlsServer({ ...identity, maxVersion });
  // The longer the name, the further back the certificate stands in the serialised session.
  const servername = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;
  const session = tls.connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false, servername });
  await once(session, 'secureConnect');
  for (let asked = 0; asked < 2; asked++) expect(peerCertificateOf(session)?.equals(leaf)).toBe(true);
  expect(showsCertificate(session, leaf)).toBe(true);
  expect(showsCertificate(session, issuer)).toBe(false);
  const foreign = Buffer.concat([session.getSession() ?? Buffer.alloc(0), issuer]);
  expect(showsCertificate({ getSession: () => foreign }, issuer)).toBe(false);
  expect(chainOfSession(session, 10).map((der) => der.toString('base64'))).toEqual([leaf, issuer].map((der) => der.toString('base64')));
  expect(chainOfSession(session, 1)).toHaveLength(1);
  session.destroy();
  expect(peerCertificateOf(session)).toBeUndefined();
});

test('a HelloRetryRequest before the flight does no harm', async () => {
  // The client's first share is for another group than the only one that the server takes.
  const end = await capture({ ecdhCurve: 'P-384', maxVersion: 'TLSv1.3' });
  expect(end.ended).toBe('secure');
  expect(readServerFlight(end.recorded ?? Buffer.alloc(0), end.secret).chain).toHaveLength(2);
});

test.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])('%s is decrypted', async (ciphers) => {
  const end = await capture({}, { ciphers, minVersion: 'TLSv1.3' });
  expect(end.cipher).toBe(ciphers);
  expect(readServerFlight(end.recorded ?? Buffer.alloc(0), end.secret).chain).toHaveLength(2);
});

test('without the secret a TLS 1.3 flight tells its version and suite only', async () => {
  const end = await capture({ maxVersion: 'TLSv1.3' });
  expect(readServerFlight(end.recorded ?? Buffer.alloc(0))).toEqual({ version: 0x0304, suite: 0x1302, chain: [], clientCertificateRequested: false });
});

test('arbitrary bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.option(fc.uint8Array({ minLength: 32, maxLength: 48 })), (bytes, secret) => {
    const flight = readServerFlight(bytes, secret ?? undefined);
    expect(flight.chain.length).toBeLessThanOrEqual(maxCertificates);
    readMessages(bytes);
  }));
});

test('records are slices of their input in order, whatever the bytes', () => {
  const record = fc.tuple(fc.integer({ min: 19, max: 24 }), fc.integer({ min: 2, max: 4 }), fc.uint8Array({ maxLength: 50 }), fc.integer({ min: -2, max: 2 }))
    .map(([type, major, body, lie]) => Buffer.concat([Buffer.of(type, major, 3, 0, Math.max(0, body.length + lie)), body]));
  fc.assert(fc.property(fc.array(record), (parts) => {
    const bytes = Buffer.concat(parts);
    const read = readRecords(bytes);
    const total = read.reduce((sum, { header, fragment }) => sum + header.length + fragment.length, 0);
    expect(Buffer.concat(read.flatMap(({ header, fragment }) => [header, fragment])).equals(bytes.subarray(0, total))).toBe(true);
  }));
});

test('a real flight with any byte changed, or cut anywhere, never throws', async () => {
  const flights = [await capture({ maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false, ca: [stranger] }), await capture({ requestCert: true, rejectUnauthorized: false, ca: [stranger] })];
  fc.assert(fc.property(fc.constantFrom(...flights), fc.nat(4_000), fc.nat(255), fc.boolean(), ({ recorded = Buffer.alloc(0), secret }, at, byte, cut) => {
    const bytes = Buffer.from(recorded);
    bytes[at % bytes.length] = byte;
    const flight = readServerFlight(cut ? bytes.subarray(0, at) : bytes, secret);
    expect(flight.chain.every((certificate) => certificate.length <= recorded.length)).toBe(true);
  }), { numRuns: 500 });
});

test('more certificates than anybody sends are cut off', () => {
  const entry = Buffer.of(0, 0, 1, 0x30);
  const list = Buffer.concat(Array.from({ length: 1_000 }, () => entry));
  const size = (value: number): Buffer => Buffer.of(value >> 16, (value >> 8) & 0xff, value & 0xff);
  const message = Buffer.concat([Buffer.of(11), size(list.length + 3), size(list.length), list]);
  const record = Buffer.concat([Buffer.of(22, 3, 3, message.length >> 8, message.length & 0xff), message]);
  expect(readServerFlight(record).chain).toHaveLength(maxCertificates);
});

test('an alert in the clear is read', () => {
  expect(readServerFlight(Buffer.of(21, 3, 3, 0, 2, 2, 112)).alert).toBe(112);
});

test.each([
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 116], ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 40],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 70], ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 112], ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 80],
] as const)('%s is alert %d', (code, number) => {
  expect(alertFromCode(code)).toEqual(alertOf(number));
});

test.each(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_DECODE_ERROR', 'ECONNRESET', ''])('%s is an error of this side and no alert', (code) => {
  expect(alertFromCode(code)).toBeUndefined();
});

test.each([
  ['HTTP/1.1 400 Bad Request\r\n', 'http'], ['<html><head>', 'http'], ['SSH-2.0-x', 'ssh'], ['220 mail.example ESMTP\r\n', 'smtp'],
  ['220 (vsFTPd 3.0.3)\r\n', 'ftp'], ['* OK IMAP ready\r\n', 'imap'], ['+OK POP3\r\n', 'pop3'], ['-ERR unknown command\r\n', 'redis'],
  ['RFB 003.008\n', 'vnc'], ['J\0\0\0\n8.0.36\0', 'mysql'], ['E\0\0\0\x64SFATAL\0', 'postgresql'], ['\xff\xfe', 'other'], ['', 'other'],
] as const)('%j is %s', (text, protocol) => {
  expect(spokenProtocol(Buffer.from(text, 'latin1'))).toBe(protocol);
});

test('an excerpt is one printable line of at most 80 characters', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    expect(excerptOf(bytes)).toMatch(/^[\x20-\x7e·]{0,80}$/);
    expect(spokenProtocol(bytes)).toBeTypeOf('string');
    expect(looksLikeTls(bytes)).toBeTypeOf('boolean');
  }));
});
