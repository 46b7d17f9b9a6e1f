import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { captivePortal, errorReply, htmlReply, startHttpServer } from '../src/index.ts';
import { send } from './http-client.ts';
import { talk } from './tcp-client.ts';

const GET = 'GET / HTTP/1.1\r\nHost: api.example\r\nConnection: close\r\n\r\n';

test('a route answers, every other path is 404, and the requests are recorded', async () => {
  await using server = await startHttpServer({ routes: { '/models': { body: { json: { data: [] } }, headers: { 'X-Node': 'a' } } } });
  const answer = await send(`${server.url}/models?limit=1`, { method: 'POST', headers: { Authorization: 'Bearer x' } }, 'question');
  expect(answer).toMatchObject({ status: 200, body: '{"data":[]}' });
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-node': 'a' });
  expect((await send(server.url)).status).toBe(404);
  const [first] = server.requests;
  expect(first).toMatchObject({ method: 'POST', url: '/models?limit=1' });
  expect(first?.headers['authorization']).toBe('Bearer x');
  expect(first?.body.toString()).toBe('question');
});

test.each([401, 402, 403, 404, 407, 408, 413, 421, 425, 429, 451, 500, 501, 502, 503, 504])(
  'errorReply(%i) has this status',
  async (status) => {
    await using server = await startHttpServer({ fallback: errorReply(status) });
    const answer = await send(server.url);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: status } });
    if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
    if (status === 407) expect(answer.headers['proxy-authenticate']).toBe('Basic realm="lab"');
  },
);

test('Retry-After is seconds or a date', async () => {
  const later = new Date('2030-01-02T03:04:05Z');
  await using server = await startHttpServer({
    routes: { '/seconds': errorReply(429, { retryAfter: 30 }), '/date': errorReply(503, { retryAfter: later }) },
  });
  expect((await send(`${server.url}/seconds`)).headers['retry-after']).toBe('30');
  expect((await send(`${server.url}/date`)).headers['retry-after']).toBe('Wed, 02 Jan 2030 03:04:05 GMT');
});

test('a web page can stand where JSON is expected', async () => {
  await using server = await startHttpServer({ fallback: htmlReply('Just a moment…') });
  const answer = await send(server.url);
  expect(answer.headers['content-type']).toMatch(/^text\/html/);
  expect(answer.body).toMatch(/^<!doctype html>/);
});

test('the Date header can be wrong or missing', async () => {
  await using server = await startHttpServer({
    routes: { '/behind': { date: { offsetSeconds: -7_200 } }, '/none': { date: 'none' } },
  });
  const date = (await send(`${server.url}/behind`)).headers.date ?? '';
  expect(Math.abs(Date.parse(date) - (Date.now() - 7_200_000))).toBeLessThan(60_000);
  expect((await send(`${server.url}/none`)).headers.date).toBeUndefined();
});

test('a body can be compressed', async () => {
  await using server = await startHttpServer({ fallback: { body: 'plain text', gzip: true } });
  const { received } = await talk(server, { send: GET });
  const at = received.indexOf('\r\n\r\n') + 4;
  expect(gunzipSync(received.subarray(at)).toString()).toBe('plain text');
});

test.each([
  ['empty-reply', 'ECONNRESET'],
  ['reset', 'ECONNRESET'],
  ['truncated-body', 'ECONNRESET'],
  ['broken-chunked', 'HPE_INVALID_CHUNK_SIZE'],
  ['huge-header', 'HPE_HEADER_OVERFLOW'],
  ['malformed-status-line', 'HPE_INVALID_CONSTANT'],
] as const)('%s ends with %s at a node client', async (fault, code) => {
  await using server = await startHttpServer({ fallback: fault });
  await expect(send(server.url)).rejects.toMatchObject({ code });
});

test('broken-gzip announces gzip and sends none', async () => {
  await using server = await startHttpServer({ fallback: 'broken-gzip' });
  const response = await fetch(server.url);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test('hang-before-headers says nothing, hang-after-headers no more than headers', async () => {
  await using server = await startHttpServer({ routes: { '/': 'hang-before-headers', '/later': 'hang-after-headers' } });
  expect(await talk(server, { send: GET, patienceMs: 200 })).toMatchObject({ received: Buffer.alloc(0), ending: 'open' });
  const later = await talk(server, { send: GET.replace('/', '/later'), patienceMs: 200 });
  expect(later.ending).toBe('open');
  expect(later.received.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s);
});

test('slow sends the whole body in pieces', async () => {
  await using server = await startHttpServer({ fallback: { slow: { body: 'piece by piece', bytes: 5, intervalMs: 10 } } });
  expect((await send(server.url)).body).toBe('piece by piece');
});

test('endless-body goes on until the client closes', async () => {
  await using server = await startHttpServer({ fallback: 'endless-body' });
  const socket = connect({ host: server.host, port: server.port });
  let seen = 0;
  socket.write(GET);
  for await (const chunk of socket) {
    seen += chunk.length;
    if (seen > 3_000_000) break;
  }
  expect(seen).toBeGreaterThan(3_000_000);
});

test('redirects go where they are told, loops for ever, and captive portals anywhere', async () => {
  await using server = await startHttpServer({
    routes: { '/old': { redirect: '/new', code: 308 }, '/loop': 'redirect-loop', '/page': captivePortal() },
    fallback: captivePortal('http://portal.example/login'),
  });
  expect(await send(`${server.url}/old`)).toMatchObject({ status: 308, headers: { location: '/new' } });
  expect((await send(`${server.url}/loop`)).headers.location).toBe('/loop?hop=1');
  expect((await send(`${server.url}/loop?hop=1`)).headers.location).toBe('/loop?hop=2');
  expect((await send(`${server.url}/page`)).body).toContain('Sign in');
  expect((await send(`${server.url}/v1/models`)).headers.location).toBe('http://portal.example/login');
});

test('behaviours combine: late, in order, by header, by function', async () => {
  await using server = await startHttpServer({
    routes: {
      '/late': { lateMs: 20, then: { body: 'late' } },
      '/order': { inOrder: [errorReply(503), { body: 'up again' }] },
      '/key': { ifHeader: { name: 'Authorization', value: 'Bearer k' }, then: { body: 'in' }, otherwise: errorReply(401) },
      '/own': (_request, response) => void response.end('own'),
    },
  });
  expect((await send(`${server.url}/late`)).body).toBe('late');
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await send(`${server.url}/order`)).status);
  expect(statuses).toEqual([503, 200, 200]);
  expect((await send(`${server.url}/key`)).status).toBe(401);
  expect((await send(`${server.url}/key`, { headers: { authorization: 'Bearer k' } })).body).toBe('in');
  expect((await send(`${server.url}/own`)).body).toBe('own');
});
