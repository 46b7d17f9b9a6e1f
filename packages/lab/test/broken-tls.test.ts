import { createServer } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import {
  type IssuedCertificate,
  parseClientHello,
  selfSigned,
  startBrokenTls,
  startTlsServer,
  type TlsFault,
} from '../src/index.ts';
import { listenOnLoopback } from '../src/loopback-server.ts';
import { talk } from './tcp-client.ts';
import { handshake } from './tls-client.ts';

let identity: IssuedCertificate;

beforeAll(async () => {
  identity = await selfSigned({ names: ['api.example'] });
});

test.each<[TlsFault, RegExp]>([
  ['reset', /^ECONNRESET$/],
  ['close', /^ECONNRESET$/],
  ['plain-http', /^(ERR_SSL_WRONG_VERSION_NUMBER|EPROTO)$/],
  ['garbage', /^(ERR_SSL_WRONG_VERSION_NUMBER|EPROTO)$/],
  [{ alert: 40 }, /HANDSHAKE_FAILURE$/],
  [{ alert: 70 }, /ALERT_PROTOCOL_VERSION$/],
  [{ alert: 80 }, /ALERT_INTERNAL_ERROR$/],
  [{ alert: 112 }, /UNRECOGNIZED_NAME$/],
])('the fault %o ends the handshake', async (fault, code) => {
  await using server = await startBrokenTls({ fault });
  await expect(handshake(server, { servername: 'api.example' })).rejects.toMatchObject({
    code: expect.stringMatching(code),
  });
  expect(server.clientHellos.map(({ serverName }) => serverName)).toEqual(['api.example']);
});

test('hang leaves the client waiting', async () => {
  await using server = await startBrokenTls({ fault: 'hang' });
  await expect(handshake(server, {}, 200)).rejects.toThrow('no handshake in time');
});

test('an SNI filter resets its names and lets every other one through', async () => {
  await using good = await startTlsServer(identity);
  await using filter = await startBrokenTls({ fault: 'reset', when: { serverNames: ['Example.com'] }, forwardTo: good });
  for (const servername of ['example.com', 'www.example.com']) {
    await expect(handshake(filter, { servername })).rejects.toMatchObject({ code: 'ECONNRESET' });
  }
  for (const servername of ['notexample.com', '']) {
    const socket = await handshake(filter, { servername });
    expect(socket.getPeerCertificate().subject.CN).toBe('api.example');
    socket.destroy();
  }
  expect(good.connections).toBe(2);
});

test('a missing SNI can be the condition', async () => {
  await using good = await startTlsServer(identity);
  await using filter = await startBrokenTls({ fault: { alert: 112 }, when: { withoutServerName: true }, forwardTo: good });
  await expect(handshake(filter)).rejects.toMatchObject({ code: expect.stringMatching(/UNRECOGNIZED_NAME/) });
  (await handshake(filter, { servername: 'api.example' })).destroy();
});

test('a box that knows no post-quantum key share lets the small ClientHello through', async () => {
  await using good = await startTlsServer(identity);
  await using box = await startBrokenTls({ fault: 'reset', when: { longerThan: 1_000 }, forwardTo: good });
  await expect(handshake(box)).rejects.toMatchObject({ code: 'ECONNRESET' });
  (await handshake(box, { ecdhCurve: 'X25519:P-256' })).destroy();
  const [large, small] = box.clientHellos;
  expect(large?.groups).toContain(0x11ec);
  expect(small?.groups).toEqual([0x001d, 0x0017]);
});

test('a condition without a good server behind is refused', async () => {
  await expect(startBrokenTls({ fault: 'reset', when: { serverNames: ['a.example'] } })).rejects.toThrow(TypeError);
});

test('a ClientHello is read whether whole, in pieces or cut into records', async () => {
  const bytes: Buffer[] = [];
  const tap = createServer((socket) => void socket.on('data', (chunk) => bytes.push(chunk)));
  await using server = await listenOnLoopback(tap);
  await handshake(server, { servername: 'API.example', ALPNProtocols: ['h2'] }, 200).catch(() => {});
  const whole = Buffer.concat(bytes);
  const hello = parseClientHello(whole);
  expect(hello).toMatchObject({ length: whole.length, serverName: 'api.example', alpn: ['h2'], versions: [0x0304, 0x0303] });
  for (let cut = 0; cut < whole.length; cut += 1) {
    expect(parseClientHello(whole.subarray(0, cut))).toBe('incomplete');
  }
  const record = (part: Buffer): Buffer => Buffer.concat([Buffer.of(22, 3, 1, part.length >> 8, part.length & 0xff), part]);
  const split = Buffer.concat([record(whole.subarray(5, 40)), record(whole.subarray(40))]);
  expect(parseClientHello(split)).toMatchObject({ serverName: 'api.example', length: split.length });
});

test('bytes that are no ClientHello are told apart', async () => {
  expect(parseClientHello(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toBe('not-tls');
  expect(parseClientHello(Buffer.from([22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3]))).toBe('not-tls');
  await using server = await startBrokenTls({ fault: 'plain-http' });
  const outcome = await talk(server, { send: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n' });
  expect(outcome.received.toString()).toMatch(/^HTTP\/1\.1 400 /);
  expect(server.clientHellos).toEqual([]);
});
