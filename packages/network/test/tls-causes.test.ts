import { createAuthority, httpHandler, startBrokenTls, startHttpServer, startNarrowPath, startTcpServer, startTlsServer, type Authority } from '@culprit/lab';
import { beforeAll, describe, expect, test } from 'vitest';
import { diagnosisOf, examine, found, trialsOf } from './examine.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority({ name: 'Lab Root' });
});

const goodServer = async (options: { readonly maxVersion?: 'TLSv1.1'; readonly minVersion?: 'TLSv1'; readonly requestCert?: boolean } = {}) => {
  const leaf = await authority.issue({ names: ['localhost'] });
  return startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }), ...options });
};
const endpoint = (port: number) => ({ kind: 'tls-endpoint', host: 'localhost', port, route: { family: 4 as const } });

test('a server name that gets every connection reset is told from a reset for all names', async () => {
  await using good = await goodServer();
  await using filter = await startBrokenTls({ fault: 'reset', when: { serverNames: ['localhost'] }, forwardTo: good });
  const report = await examine(endpoint(filter.port));
  expect(found(report)).toEqual(['server-name-filtered#reset']);
  expect(diagnosisOf(report, 'server-name-filtered')?.params).toEqual({ serverName: 'localhost', otherName: 'www.example.com' });
  expect(diagnosisOf(report, 'server-name-filtered')?.ruledOut.map(({ cause }) => cause)).toContain('network/tls-reset');
});

const page = 'HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html><head><title>Web Page Blocked</title></head></html>';

test('a block page in place of TLS is named, whether for one name or for all', async () => {
  await using good = await goodServer();
  await using byName = await startBrokenTls({ fault: { inClear: page }, when: { serverNames: ['localhost'] }, forwardTo: good });
  const report = await examine(endpoint(byName.port));
  expect(found(report)).toEqual(['tls-block-page#this-name']);
  expect(diagnosisOf(report, 'tls-block-page')).toMatchObject({ owner: 'network', params: { mark: 'Palo Alto Networks' } });
  await using forAll = await startBrokenTls({ fault: { inClear: page } });
  expect(found(await examine(endpoint(forAll.port)))).toEqual(['tls-block-page#every-name']);
  // Cut off in its head, or without any.
  await using bare = await startBrokenTls({ fault: { inClear: '<html><title>Web Page Blocked</title>' } });
  expect(found(await examine(endpoint(bare.port)))).toEqual(['tls-block-page#every-name']);
  await using other = await startBrokenTls({ fault: { inClear: 'HTTP/1.1 200 OK\r\nServer: x' } });
  expect(found(await examine(endpoint(other.port)))).toEqual(['not-tls#speaks-other-readably']);
});

test('a reset of every handshake is not blamed on the name', async () => {
  await using server = await startBrokenTls({ fault: 'reset' });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['tls-reset#always']);
  expect(diagnosisOf(report, 'tls-reset')?.ruledOut.map(({ cause }) => cause)).toContain('network/server-name-filtered');
});

test('without a configured server name the control sends none', async () => {
  await using good = await goodServer();
  await using filter = await startBrokenTls({ fault: 'reset', when: { serverNames: ['localhost'] }, forwardTo: good });
  const report = await examine(endpoint(filter.port), { sni: [] });
  expect(found(report)).toEqual(['server-name-filtered#reset']);
  expect(diagnosisOf(report, 'server-name-filtered')?.params).toEqual({ serverName: 'localhost' });
});

test('a box that swallows large ClientHellos is found, and the small one is tried as the remedy', async () => {
  await using good = await goodServer();
  await using box = await startBrokenTls({ fault: 'reset', when: { longerThan: 1_000 }, forwardTo: good });
  const report = await examine(endpoint(box.port));
  expect(found(report)).toEqual(['large-client-hello-intolerance#only-the-hello']);
  expect(trialsOf(report, 'large-client-hello-intolerance')).toEqual(['offer-classic-groups works', 'repair-client-hello-reading not-tested']);
});

test('a server that speaks TLS 1.1 at most is outdated', async () => {
  await using server = await goodServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['protocol-too-old#version']);
  expect(diagnosisOf(report, 'protocol-too-old')?.params).toMatchObject({ protocol: 'TLSv1.1' });
});

test('plain HTTP on the port is named, and the http URL is tried', async () => {
  await using server = await startHttpServer({ fallback: { body: 'hello' } });
  const report = await examine(`https://localhost:${server.port}/`);
  expect(found(report)).toEqual(['not-tls#speaks-other-readably']);
  expect(diagnosisOf(report, 'not-tls')?.params).toMatchObject({ protocol: 'HTTP' });
  expect(trialsOf(report, 'not-tls')).toEqual(['use-plain-http works']);
});

test('an SSH server on the port is named', async () => {
  await using server = await startTcpServer({ behaviour: { banner: 'SSH-2.0-OpenSSH_9.2p1\r\n' } });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['not-tls#speaks-other-readably']);
  expect(diagnosisOf(report, 'not-tls')?.params).toMatchObject({ protocol: 'SSH', excerpt: 'SSH-2.0-OpenSSH_9.2p1' });
});

test('a peer that closes on a ClientHello', async () => {
  await using server = await startBrokenTls({ fault: 'close' });
  expect(found(await examine(endpoint(server.port)))).toEqual(['tls-closed#closes-always']);
});

test('a peer that never answers a ClientHello', async () => {
  await using server = await startBrokenTls({ fault: 'hang' });
  expect(found(await examine(endpoint(server.port)))).toEqual(['tls-silence#silent-always']);
});

test('an alert is the peer\'s own refusal', async () => {
  await using server = await startBrokenTls({ fault: { alert: 80 } });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['tls-alert#refused-always']);
  expect(diagnosisOf(report, 'tls-alert')?.params).toEqual({ code: 80, alert: 'internal_error' });
});

test('unrecognized_name is an unknown server name', async () => {
  await using server = await startBrokenTls({ fault: { alert: 112 } });
  expect(found(await examine(endpoint(server.port)))).toEqual(['unknown-server-name#says-so']);
});

test('handshake_failure for one name only is an unknown server name too', async () => {
  await using good = await goodServer();
  await using server = await startBrokenTls({ fault: { alert: 40 }, when: { serverNames: ['localhost'] }, forwardTo: good });
  expect(found(await examine(endpoint(server.port)))).toEqual(['unknown-server-name#other-name-passes']);
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)('a wanted client certificate is seen with %s', async (maxVersion) => {
  const clients = await createAuthority({ name: 'Client Root' });
  const leaf = await authority.issue({ names: ['localhost'] });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, requestCert: true, ca: [clients.certificate], maxVersion, http: httpHandler({}) });
  const report = await examine(`https://localhost:${server.port}/`);
  expect(found(report)).toEqual(['client-certificate-required#none-given']);
  expect(diagnosisOf(report, 'client-certificate-required')?.params).toMatchObject({ authorities: 1, alert: expect.stringMatching(/^[a-z_]+$/) as string });
});

test('an optional client certificate is no trouble', async () => {
  const leaf = await authority.issue({ names: ['localhost'] });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, requestCert: true, rejectUnauthorized: false, ca: [authority.certificate], http: httpHandler({ fallback: { body: 'ok' } }) });
  expect((await examine(`https://localhost:${server.port}/`)).diagnoses).toEqual([]);
});

test('a port that was only tried may do without TLS', async () => {
  await using server = await startTcpServer({ behaviour: 'accept-then-close' });
  const report = await examine(`127.0.0.1:${server.port}`);
  expect(report.findings.find(({ check }) => check === 'network/tls-handshake')?.id).toBe('network/tls-handshake#plain');
  expect(report.diagnoses).toEqual([]);
});

test('a port that returns what it is sent is no TLS server: fine where TLS was only tried, and named where it was wanted', async () => {
  await using server = await startTcpServer({ behaviour: 'echo' });
  const tried = await examine(`127.0.0.1:${server.port}`);
  expect(tried.findings.find(({ check }) => check === 'network/tls-handshake')?.id).toBe('network/tls-handshake#plain');
  expect(tried.diagnoses).toEqual([]);
  expect(found(await examine(endpoint(server.port)))).toEqual(['not-tls#echoes']);
});

test('random bytes are called something that is not TLS, without a name for it', async () => {
  await using server = await startTcpServer({ behaviour: { banner: new Uint8Array(64).fill(0xfe) } });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['not-tls#answers-unreadably']);
  expect(diagnosisOf(report, 'not-tls')?.params).toEqual({});
});

test('readable words of an unknown protocol are quoted', async () => {
  await using server = await startTcpServer({ behaviour: { banner: 'HELLO THIS IS THE SPAM SERVICE\r\n' } });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['not-tls#answers-otherwise']);
  expect(diagnosisOf(report, 'not-tls')?.params).toEqual({ excerpt: 'HELLO THIS IS THE SPAM SERVICE' });
});

test('a server that breaks off at TLS 1.3 is found, and TLS 1.2 is tried as the remedy', async () => {
  await using good = await goodServer();
  await using box = await startBrokenTls({ fault: 'close', when: { version: 0x0304 }, forwardTo: good });
  const report = await examine(endpoint(box.port));
  expect(found(report)).toEqual(['tls13-intolerance#tls12-passes']);
  expect(diagnosisOf(report, 'tls13-intolerance')?.params).toMatchObject({ protocol: 'TLSv1.2' });
  expect(trialsOf(report, 'tls13-intolerance')).toEqual(['offer-tls12 works', 'repair-version-negotiation not-tested']);
});

test('a server with HTTP/2 alone is found, and HTTP/2 is tried', async () => {
  const { chain, key } = await authority.issue({ names: ['localhost'] });
  await using server = await startTlsServer({ chain, key, alpn: ['h2'] });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['application-protocol-refused#http2-only']);
  expect(trialsOf(report, 'application-protocol-refused')).toEqual(['speak-http2 works', 'enable-http11 not-tested']);
});

test('a server with neither HTTP/1.1 nor HTTP/2 is told from one', async () => {
  const { chain, key } = await authority.issue({ names: ['localhost'] });
  await using server = await startTlsServer({ chain, key, alpn: ['dot'] });
  expect(found(await examine(endpoint(server.port)))).toEqual(['application-protocol-refused#without-offer']);
  await using strict = await startBrokenTls({ fault: { alert: 120 } });
  expect(found(await examine(endpoint(strict.port)))).toEqual(['application-protocol-refused#neither']);
});

test('a server of the past is read by a ClientHello of our own', async () => {
  const { chain } = await authority.issue({ names: ['localhost'] });
  await using server = await startBrokenTls({ fault: { only: { version: 0x0300, suite: 0x0005, chain } } });
  const report = await examine(endpoint(server.port));
  expect(found(report)).toEqual(['protocol-too-old#beyond-clients']);
  expect(diagnosisOf(report, 'protocol-too-old')?.params).toMatchObject({ protocol: 'SSLv3', cipher: 'TLS_RSA_WITH_RC4_128_SHA' });
});

describe('a path that loses large packets', () => {
  test('to the server is told from a box that dislikes the ClientHello', async () => {
    await using good = await goodServer();
    await using path = await startNarrowPath({ forwardTo: good, mtu: 1_200, losing: 'to-server' });
    const report = await examine(endpoint(path.port), {}, { timeoutMs: 9_000 });
    expect(found(report)).toEqual(['path-mtu#outgoing']);
    expect(diagnosisOf(report, 'path-mtu')?.ruledOut.map(({ text }) => text)).toContain('network/large-client-hello-intolerance#packet-size');
  });

  test('to the client is likely where a refusal of seven bytes arrives and nothing longer', async () => {
    await using good = await goodServer();
    await using path = await startNarrowPath({ forwardTo: good, mtu: 400, losing: 'to-client' });
    const report = await examine(endpoint(path.port), {}, { timeoutMs: 9_000 });
    expect(found(report)).toEqual(['path-mtu#incoming']);
    expect(diagnosisOf(report, 'path-mtu')?.confidence).toBe('likely');
  });
});
