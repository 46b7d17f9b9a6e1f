import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type HttpProxy, refusedPort, selfSigned, startHttpProxy, startHttpServer, startTlsServer } from '../src/index.ts';
import { type Answer, send } from './http-client.ts';
import { talk, watch } from './tcp-client.ts';
import { handshake } from './tls-client.ts';

const BASIC = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;

function through(proxy: HttpProxy, url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return send(proxy.url, { path: url, headers: { host: new URL(url).host, ...headers } });
}

async function connectThrough(
  proxy: HttpProxy,
  target: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; socket: Socket }> {
  const outgoing = request(proxy.url, { method: 'CONNECT', path: target, headers, agent: false });
  outgoing.setTimeout(5_000, () => outgoing.destroy(new Error('no response in time')));
  outgoing.end();
  const [response, socket] = await once(outgoing, 'connect');
  return { status: response.statusCode, headers: response.headers, socket };
}

test('a plain request is forwarded to the route of its name', async () => {
  await using origin = await startHttpServer({ fallback: { body: 'origin' } });
  await using proxy = await startHttpProxy({
    resolve: { 'api.example': `127.0.0.1:${origin.port}` },
    stripHeaders: ['Authorization'],
  });
  const answer = await through(proxy, 'http://api.example/v1?a=1', { authorization: 'Bearer x', 'x-kept': 'yes' });
  expect(answer).toMatchObject({ status: 200, body: 'origin' });
  expect(origin.requests[0]).toMatchObject({ url: '/v1?a=1' });
  expect(origin.requests[0]?.headers).toMatchObject({ host: 'api.example', 'x-kept': 'yes' });
  expect(origin.requests[0]?.headers['authorization']).toBeUndefined();
  expect(proxy.requests).toEqual([{ method: 'GET', target: 'http://api.example/v1?a=1' }]);
});

test('CONNECT opens a tunnel for TLS', async () => {
  const identity = await selfSigned({ names: ['api.example'] });
  await using origin = await startTlsServer(identity);
  await using proxy = await startHttpProxy({ resolve: { 'api.example:443': `127.0.0.1:${origin.port}` } });
  const { status, socket } = await connectThrough(proxy, 'api.example:443');
  expect(status).toBe(200);
  const secured = await handshake(proxy, { socket, servername: 'api.example' });
  expect(secured.getPeerCertificate().subject.CN).toBe('api.example');
  secured.destroy();
});

test('without the right credential both forms get 407', async () => {
  await using origin = await startHttpServer({ fallback: { body: 'origin' } });
  await using proxy = await startHttpProxy({ credential: { user: 'user', password: 'p@ss' } });
  const refused = await through(proxy, origin.url);
  expect(refused.status).toBe(407);
  expect(refused.headers['proxy-authenticate']).toMatch(/^Basic /);
  const tunnel = await connectThrough(proxy, `127.0.0.1:${origin.port}`, { 'proxy-authorization': 'Basic d3Jvbmc=' });
  expect(tunnel.status).toBe(407);
  expect(tunnel.headers['proxy-authenticate']).toMatch(/^Basic /);
  expect((await through(proxy, origin.url, { 'proxy-authorization': BASIC })).body).toBe('origin');
  const open = await connectThrough(proxy, `127.0.0.1:${origin.port}`, { 'proxy-authorization': BASIC });
  expect(open.status).toBe(200);
  open.socket.destroy();
});

test.each([403, 502, 503] as const)('it can refuse everything with %i', async (status) => {
  await using proxy = await startHttpProxy({ fault: { refuse: status } });
  expect((await through(proxy, 'http://api.example/')).status).toBe(status);
  expect((await connectThrough(proxy, 'api.example:443')).status).toBe(status);
});

test('hang never answers and reset resets', async () => {
  const connectRequest = 'CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n\r\n';
  await using silent = await startHttpProxy({ fault: 'hang' });
  expect(await talk(silent, { send: connectRequest, patienceMs: 200 })).toMatchObject({ ending: 'open' });
  await using rude = await startHttpProxy({ fault: 'reset' });
  expect(await talk(rude, { send: connectRequest })).toMatchObject({ ending: 'ECONNRESET' });
});

test('unknown names, addresses beyond loopback and dead ports are 502', async () => {
  await using dead = await refusedPort();
  await using proxy = await startHttpProxy();
  for (const target of ['unknown.example:443', '192.0.2.1:443', '[2001:db8::1]:443', `127.0.0.1:${dead.port}`, 'nonsense']) {
    expect((await connectThrough(proxy, target)).status).toBe(502);
  }
  expect((await through(proxy, 'http://192.0.2.1/')).status).toBe(502);
});

test('disposing ends tunnels', async () => {
  await using origin = await startHttpServer({ fallback: 'hang-before-headers' });
  const proxy = await startHttpProxy();
  const { socket } = await connectThrough(proxy, `127.0.0.1:${origin.port}`);
  const outcome = watch(socket);
  await proxy[Symbol.asyncDispose]();
  expect((await outcome).ending).not.toBe('open');
});
