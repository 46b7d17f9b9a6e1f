import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createMemory } from '@culprit/core';
import { createAuthority, startBrokenTls, startTlsServer, type Authority, type TlsFault } from '@culprit/lab';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tlsHandshake } from '../src/facts/tls-handshake.ts';
import { secureContextFor } from '../src/facts/tls-capture/secure-context.ts';
import { TappedSocket } from '../src/facts/tls-capture/tapped-socket.ts';
import { tlsLegacyHandshake } from '../src/facts/tls-legacy-handshake.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let authority: Authority;
let folder: string;
let ca: string;
beforeAll(async () => {
  authority = await createAuthority({ name: 'Lab Root' });
  folder = await mkdtemp(join(tmpdir(), 'tls-handshake-'));
  ca = join(folder, 'ca.pem');
  await writeFile(ca, authority.certificate);
});
afterAll(() => rm(folder, { recursive: true }));

test('a completed handshake with what was negotiated', async () => {
  const leaf = await authority.issue({ names: ['localhost'] });
  const stapledOcsp = await authority.ocspResponse(leaf, 'good');
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, alpn: ['http/1.1'], stapledOcsp });
  expect(await observe(tlsHandshake.of({ host: 'localhost', port: server.port, route: { ca } }))).toMatchObject({
    outcome: 'completed', protocol: 'TLSv1.3', alpn: 'http/1.1', group: 'X25519MLKEM768', authorized: true, serverName: 'localhost', address: '127.0.0.1',
    chain: [leaf.der.toString('base64')], stapledOcsp: stapledOcsp.toString('base64'), chainSource: 'wire', clientCertificateRequested: false,
  });
});

test('without the authority OpenSSL\'s code tells why it is not authorized', async () => {
  const [valid, expired] = [await authority.issue({ names: ['localhost'] }), await authority.issue({ names: ['localhost'], notAfter: new Date(Date.now() - 60_000) })];
  await using server = await startTlsServer({ chain: valid.chain, key: valid.key, sni: { 'expired.example': { chain: expired.chain, key: expired.key } } });
  expect(await observe(tlsHandshake.of({ host: 'localhost', port: server.port }))).toMatchObject({ authorized: false, authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  expect(await observe(tlsHandshake.of({ host: 'localhost', port: server.port, serverName: 'expired.example', route: { ca } }))).toMatchObject({ authorized: false, authorizationError: 'CERT_HAS_EXPIRED' });
});

test('further authorities are tried for a certificate that the given one does not vouch for, and not for one out of date', async () => {
  const recordings = vi.spyOn(TappedSocket.prototype, 'stop');
  const stranger = await createAuthority({ name: 'Stranger' });
  const handshakes = async (issuer: Authority, validity: { readonly notBefore?: Date; readonly notAfter?: Date }): Promise<number> => {
    recordings.mockClear();
    const leaf = await issuer.issue({ names: ['localhost'], ...validity });
    await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key });
    expect(await observe(tlsHandshake.of({ host: 'localhost', port: server.port, route: { ca } }))).toMatchObject({ authorized: false });
    return recordings.mock.calls.length;
  };
  const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
  expect(await handshakes(authority, { notAfter: inMinutes(-1) })).toBe(1);
  expect(await handshakes(authority, { notBefore: inMinutes(60) })).toBe(1);
  expect(await handshakes(stranger, {})).toBe(2);
  recordings.mockRestore();
});

test('the input decides on server name and groups', async () => {
  await using server = await startBrokenTls({ fault: 'close' });
  const at = { host: 'localhost', port: server.port };
  for (const input of [at, { ...at, serverName: 'other.example' }, { ...at, sni: 'none' as const }, { ...at, host: '127.0.0.1' }, { ...at, groups: 'classic' as const }]) await observe(tlsHandshake.of(input));
  const postQuantum = 0x11ec;
  expect(server.clientHellos.map(({ serverName, groups, length }) => [serverName, groups.includes(postQuantum), length > 1_000])).toEqual([
    ['localhost', true, true], ['other.example', true, true], [undefined, true, true], [undefined, true, true], ['localhost', false, false],
  ]);
});

test.each([
  ['reset', { outcome: 'reset' }], ['close', { outcome: 'closed' }], ['hang', { outcome: 'timed-out', bytesReceived: 0 }],
  ['plain-http', { outcome: 'not-tls', answeredWith: 'http', excerpt: 'HTTP/1.1 400 Bad Request' }], ['garbage', { outcome: 'not-tls', answeredWith: 'other' }],
  [{ alert: 70 }, { outcome: 'protocol-version', alert: { code: 70, name: 'protocol_version' } }],
  [{ alert: 40 }, { outcome: 'alert', alert: { code: 40, name: 'handshake_failure' } }],
  [{ alert: 112 }, { outcome: 'alert', alert: { code: 112, name: 'unrecognized_name' } }],
] as const satisfies readonly (readonly [TlsFault, object])[])('%j', async (fault, expected) => {
  await using server = await startBrokenTls({ fault });
  expect(await observe(tlsHandshake.of({ host: 'localhost', port: server.port }), { timeoutMs: 1_500 })).toMatchObject({ ...expected, chain: [] });
});

test('a server that is too old passes only the legacy handshake', async () => {
  const leaf = await authority.issue({ names: ['localhost'] });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, minVersion: 'TLSv1', maxVersion: 'TLSv1' });
  const at = { host: 'localhost', port: server.port };
  expect(await observe(tlsHandshake.of(at))).toMatchObject({ outcome: 'protocol-version' });
  expect(await observe(tlsLegacyHandshake.of(at))).toMatchObject({ outcome: 'completed', protocol: 'TLSv1', chainSource: 'wire' });
});

test('a weak key fails by its OpenSSL code and passes the legacy handshake', async () => {
  const leaf = await authority.issue({ names: ['localhost'], key: 'rsa-1024' });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key });
  const at = { host: 'localhost', port: server.port };
  expect(await observe(tlsHandshake.of(at))).toMatchObject({ outcome: 'completed', authorized: false });
  expect(await observe(tlsLegacyHandshake.of(at))).toMatchObject({ outcome: 'completed' });
});

test('a client certificate of the route is shown', async () => {
  const clients = await createAuthority({ name: 'Client Root' });
  const client = await clients.issue({ names: ['client'] });
  const leaf = await authority.issue({ names: ['localhost'] });
  const [certificate, key] = [join(folder, 'client.pem'), join(folder, 'client.key')];
  await writeFile(certificate, client.certificate);
  await writeFile(key, client.key);
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, requestCert: true, ca: [clients.certificate] });
  const at = { host: 'localhost', port: server.port };
  expect(await observe(tlsHandshake.of(at))).toMatchObject({ outcome: 'alert', alert: { name: 'certificate_required' }, clientCertificateRequested: true, acceptableAuthorities: 1 });
  expect(await observe(tlsHandshake.of({ ...at, route: { clientCertificate: { certificate, key } } }))).toMatchObject({ outcome: 'completed', clientCertificateRequested: true });
});

test('a file of the route that can\'t be read is misuse, with its path', async () => {
  await using server = await startBrokenTls({ fault: 'close' });
  await expect(observe(tlsHandshake.of({ host: 'localhost', port: server.port, route: { ca: '/nowhere/ca.pem' } }))).rejects.toMatchObject({ name: 'ToolError', code: 'FILE_UNREADABLE', message: expect.stringContaining('/nowhere/ca.pem') as string });
});

/** A port behind which servers can be exchanged: the kernel may not give a port back at once. */
async function startForwarder(): Promise<AsyncDisposable & { readonly port: number; to: number }> {
  const forward = createServer((socket) => {
    socket.on('error', () => {});
    const upstream = createConnection(forwarder.to);
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => void forward.listen(0, '127.0.0.1', resolve));
  const address = forward.address();
  const forwarder = {
    port: typeof address === 'object' && address !== null ? address.port : 0, to: 0,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void forward.close(() => resolve())),
  };
  return forwarder;
}

test('an endpoint that verified is not captured again until it shows another certificate or speaks another protocol', async () => {
  const recordings = vi.spyOn(TappedSocket.prototype, 'stop');
  const memory = createMemory();
  await using forwarder = await startForwarder();
  const [first, second] = [await authority.issue({ names: ['localhost'] }), await authority.issue({ names: ['localhost'] })];
  await using original = await startTlsServer({ chain: first.chain, key: first.key });
  await using renewed = await startTlsServer({ chain: second.chain, key: second.key });
  await using older = await startTlsServer({ chain: second.chain, key: second.key, maxVersion: 'TLSv1.2' });
  const look = async ({ port }: { readonly port: number }) => {
    forwarder.to = port;
    const value = await observe(tlsHandshake.of({ host: 'localhost', port: forwarder.port, route: { ca } }), { memory });
    return value?.outcome === 'completed' && [value.chain[0], value.protocol, value.chainSource, recordings.mock.calls.length];
  };
  const [firstDer, secondDer] = [first.der.toString('base64'), second.der.toString('base64')];
  expect(await look(original)).toEqual([firstDer, 'TLSv1.3', 'wire', 1]);
  expect(await look(original)).toEqual([firstDer, 'TLSv1.3', 'wire', 1]);
  expect(await look(renewed)).toEqual([secondDer, 'TLSv1.3', 'wire', 2]);
  expect(await look(older)).toEqual([secondDer, 'TLSv1.2', 'wire', 3]);
  expect(await look(older)).toEqual([secondDer, 'TLSv1.2', 'wire', 3]);
  recordings.mockRestore();
});

test('between captures a small ClientHello is sent, and whatever it does not settle is asked in full', async () => {
  const recordings = vi.spyOn(TappedSocket.prototype, 'stop');
  const leaf = await authority.issue({ names: ['localhost'] });
  const twoLooks = async (ecdhCurve?: string): Promise<readonly unknown[]> => {
    await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, ...(ecdhCurve === undefined ? {} : { ecdhCurve }) });
    recordings.mockClear();
    const memory = createMemory();
    const look = async () => {
      const value = await observe(tlsHandshake.of({ host: 'localhost', port: server.port, route: { ca } }), { memory });
      // The server's share of ML-KEM has 1,088 bytes.
      return value?.outcome === 'completed' && [value.group, value.bytesReceived > 1_500, recordings.mock.calls.length];
    };
    return [await look(), await look()];
  };
  // What is told of the endpoint is what the look in full found.
  expect(await twoLooks()).toEqual([['X25519MLKEM768', true, 1], ['X25519MLKEM768', false, 1]]);
  expect(await twoLooks('X25519MLKEM768')).toEqual([['X25519MLKEM768', true, 1], ['X25519MLKEM768', true, 2]]);
  recordings.mockRestore();
});

test.each([
  ['TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'TLS_AES_128_GCM_SHA256'], ['TLSv1.3', 'TLS_AES_256_GCM_SHA384', 'TLS_AES_256_GCM_SHA384'], ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_CHACHA20_POLY1305_SHA256'],
  ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'], ['TLSv1.2', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
] as const)('%s: a server that takes nothing but %s is looked at by one handshake, whichever look it is', async (protocol, suite, cipher) => {
  const recordings = vi.spyOn(TappedSocket.prototype, 'stop');
  const leaf = await authority.issue({ names: ['localhost'] });
  // A list for TLS 1.3 alone is none for OpenSSL.
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, ciphers: protocol === 'TLSv1.3' ? `${suite}:HIGH` : suite, minVersion: protocol, maxVersion: protocol });
  const memory = createMemory();
  const look = () => observe(tlsHandshake.of({ host: 'localhost', port: server.port, route: { ca } }), { memory });
  for (let looks = 0; looks < 3; looks++) expect(await look()).toMatchObject({ outcome: 'completed', protocol, cipher });
  expect(recordings.mock.calls.length).toBe(1);
  recordings.mockRestore();
});

test('the small ClientHello offers every suite of the large one, and SHA-256 first', async () => {
  await using server = await startBrokenTls({ fault: 'close' });
  const memory = createMemory();
  for (const offer of ['default', 'small'] as const) {
    const socket = connect({ host: '127.0.0.1', port: server.port, secureContext: secureContextFor(memory, undefined, offer, 'given') });
    await new Promise<void>((resolve) => void socket.on('error', () => {}).once('close', () => resolve()));
  }
  const [large = [], small = []] = server.clientHellos.map(({ suites }) => suites);
  const aes128 = 0x1301;
  expect(large.indexOf(aes128)).toBeGreaterThan(0);
  expect(small[0]).toBe(aes128);
  expect(small.filter((suite) => suite !== aes128)).toEqual(large.filter((suite) => suite !== aes128));
});

test('an endpoint that does not verify is captured every time', async () => {
  const recordings = vi.spyOn(TappedSocket.prototype, 'stop');
  const memory = createMemory();
  const leaf = await authority.issue({ names: ['localhost'] });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key });
  await observe(tlsHandshake.of({ host: 'localhost', port: server.port }), { memory });
  await observe(tlsHandshake.of({ host: 'localhost', port: server.port }), { memory });
  expect(recordings.mock.calls.length).toBe(2);
  recordings.mockRestore();
});
