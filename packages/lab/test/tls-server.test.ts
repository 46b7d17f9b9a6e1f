import { once } from 'node:events';
import { get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:tls';
import { beforeAll, expect, test } from 'vitest';
import {
  type Authority,
  createAuthority,
  httpHandler,
  type IssuedCertificate,
  selfSigned,
  startTlsServer,
} from '../src/index.ts';
import { watch } from './tcp-client.ts';
import { handshake, sentCertificates } from './tls-client.ts';

let root: Authority;
let middle: Authority;
let leaf: IssuedCertificate;

beforeAll(async () => {
  root = await createAuthority({ name: 'Lab Root' });
  middle = await root.intermediate({ name: 'Lab Intermediate' });
  leaf = await middle.issue({ names: ['api.example', '127.0.0.1'] });
});

const verify = (): { ca: string; rejectUnauthorized: true; servername: string } => ({
  ca: root.certificate,
  rejectUnauthorized: true,
  servername: 'api.example',
});

test('a sound chain verifies', async () => {
  await using server = await startTlsServer(leaf);
  const socket = await handshake(server, verify());
  expect(socket.authorized).toBe(true);
  // In TLS 1.3 the client is ready before the server.
  await expect.poll(() => server.serverNames).toEqual(['api.example']);
  socket.destroy();
});

test('a missing intermediate fails verification', async () => {
  await using server = await startTlsServer({ chain: [leaf.certificate], key: leaf.key });
  await expect(handshake(server, verify())).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

test('the chain is sent exactly as given: wrong order, extras and the root included', async () => {
  const stranger = await selfSigned({ names: ['stranger.example'] });
  const upper = await root.intermediate({ name: 'Upper' });
  const lower = await upper.intermediate({ name: 'Lower' });
  const deep = await lower.issue({ names: ['api.example'] });
  const chain = [deep.certificate, root.certificate, upper.certificate, stranger.certificate, lower.certificate];
  await using server = await startTlsServer({ chain, key: deep.key });
  expect(await sentCertificates(server)).toEqual([deep.der, root.der, upper.der, stranger.der, lower.der]);
});

test('a single certificate is sent alone', async () => {
  await using server = await startTlsServer({ chain: [leaf.certificate], key: leaf.key });
  expect(await sentCertificates(server)).toEqual([leaf.der]);
});

test('a single certificate is sent alone even when client authorities are known', async () => {
  const clients = await createAuthority({ name: 'Lab Clients' });
  await using server = await startTlsServer({
    chain: [leaf.certificate],
    key: leaf.key,
    requestCert: true,
    rejectUnauthorized: false,
    ca: [clients.certificate],
  });
  expect(await sentCertificates(server)).toEqual([leaf.der]);
});

test('SNI chooses the certificate, any other name gets the default one', async () => {
  const other = await root.issue({ names: ['other.example'] });
  await using server = await startTlsServer({ ...leaf, sni: { 'Other.example': other } });
  for (const [servername, subject] of [['other.example', 'other.example'], ['none.example', 'api.example']]) {
    const socket = await handshake(server, { servername: servername ?? '' });
    expect(socket.getPeerCertificate().subject.CN).toBe(subject);
    socket.destroy();
  }
});

test.each([
  { key: 'rsa-1024' } as const,
  { key: 'rsa-2048', signatureHash: 'SHA-1' } as const,
])('a weak certificate (%o) is presented and refused by a default client', async (weakness) => {
  const old = await createAuthority({ name: 'Old Root', keyAlgorithm: 'rsa-2048' });
  const weak = await old.issue({ names: ['api.example'], ...weakness });
  await using server = await startTlsServer(weak);
  await expect(handshake(server, { ...verify(), ca: old.certificate })).rejects.toThrow(/too weak|too small|digest/);
  const lenient = await handshake(server, { ciphers: 'DEFAULT@SECLEVEL=0' });
  expect(lenient.getPeerCertificate().subject.CN).toBe('api.example');
  lenient.destroy();
});

test('an old protocol version is refused by a default client and accepted by a lenient one', async () => {
  await using server = await startTlsServer({ ...leaf, minVersion: 'TLSv1', maxVersion: 'TLSv1' });
  await expect(handshake(server)).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
  const socket = await handshake(server, { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
  expect(socket.getProtocol()).toBe('TLSv1');
  socket.destroy();
});

test('ciphers without overlap fail the handshake', async () => {
  await using server = await startTlsServer({ ...leaf, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' });
  await expect(handshake(server, { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' })).rejects.toMatchObject({
    code: expect.stringMatching(/HANDSHAKE_FAILURE/),
  });
  await expect.poll(() => server.handshakeErrors).toEqual(['ERR_SSL_NO_SHARED_CIPHER']);
});

test('ALPN is negotiated', async () => {
  await using server = await startTlsServer({ ...leaf, alpn: ['h2', 'http/1.1'] });
  const socket = await handshake(server, { ALPNProtocols: ['http/1.1'] });
  expect(socket.alpnProtocol).toBe('http/1.1');
  socket.destroy();
});

test('a client certificate is demanded', async () => {
  const clients = await createAuthority({ name: 'Lab Clients' });
  const client = await clients.issue({ commonName: 'somebody' });
  await using server = await startTlsServer({
    ...leaf,
    maxVersion: 'TLSv1.2',
    requestCert: true,
    ca: [clients.certificate],
    onConnection: (socket) => void socket.end(`hello ${socket.getPeerCertificate().subject.CN}`),
  });
  await expect(handshake(server)).rejects.toMatchObject({ code: expect.stringMatching(/HANDSHAKE_FAILURE/) });
  const socket = await handshake(server, { cert: client.certificate, key: client.key });
  expect((await watch(socket)).received.toString()).toBe('hello somebody');
});

test('a stapled OCSP response reaches the client', async () => {
  const response = await middle.ocspResponse(leaf, 'good');
  await using server = await startTlsServer({ ...leaf, stapledOcsp: response });
  const socket = connect({ host: server.host, port: server.port, rejectUnauthorized: false, requestOCSP: true });
  const [stapled] = await once(socket, 'OCSPResponse', { signal: AbortSignal.timeout(5_000) });
  socket.destroy();
  expect(stapled).toEqual(response);
});

test('HTTP is served behind TLS, an RST included', async () => {
  const handler = httpHandler({ routes: { '/models': { body: { json: { data: [] } } }, '/reset': 'reset' } });
  await using server = await startTlsServer({ ...leaf, http: handler });
  const fetchPath = async (path: string): Promise<string> => {
    const request = get({ ...verify(), host: server.host, port: server.port, path, agent: false });
    const [response]: IncomingMessage[] = await once(request, 'response', { signal: AbortSignal.timeout(5_000) });
    let body = '';
    for await (const chunk of response ?? []) body += String(chunk);
    return body;
  };
  expect(await fetchPath('/models')).toBe('{"data":[]}');
  await expect(fetchPath('/reset')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(handler.requests.map(({ url }) => url)).toEqual(['/models', '/reset']);
});
